import { Hono, type Context } from "hono";
import { html } from "hono/html";
import type Stripe from "stripe";
import { page } from "../page.ts";
import { runWrite, type StripeContext } from "./api.ts";
import { finishChallenge } from "./confirmation.ts";
import { newId } from "./ids.ts";
import { findIntent } from "./intents.ts";
import { formatMoney } from "./money.ts";
import { lockIntent } from "./payment-intents.ts";
import { finishSetupChallenge } from "./setup-confirmation.ts";
import { lockSetup } from "./setup-intents.ts";

type Intent = Stripe.PaymentIntent | Stripe.SetupIntent;
const title = "Test authentication";

/** The page a cardholder's bank would show for 3-D Secure, with the outcome to choose. */
export function createChallengeRoutes(context: StripeContext): Hono {
  const app = new Hono();
  app.get("/3ds/:id", async (c) => {
    const secret = c.req.query("client_secret");
    const intent = await findIntent(context.pool, c.req.param("id"), secret);
    if (!intent) return c.html(page(title, unknownPage), 404);
    if (intent.object.status !== "requires_action") return c.html(page(title, donePage));
    return c.html(page(title, questionPage(intent.object)));
  });
  app.post("/3ds/:id", (c) => takeAnswer(context, c));
  return app;
}

async function takeAnswer(context: StripeContext, c: Context): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const form = await c.req.parseBody();
  const secret = typeof form["client_secret"] === "string" ? form["client_secret"] : "";
  const found = await findIntent(context.pool, id, secret);
  if (!found) return c.html(page(title, unknownPage), 404);

  const authenticated = form["outcome"] === "complete";
  const origin = { requestId: newId("req"), idempotencyKey: null };
  const done = await runWrite(context, origin, "", async (work) => {
    const isSetup = found.object.object === "setup_intent";
    if (isSetup) await finishSetupChallenge(work, await lockSetup(work, id), authenticated);
    else await finishChallenge(work, await lockIntent(work, id), authenticated);
    return {};
  });
  const returnUrl = found.internal.challenge?.returnUrl;
  if (!returnUrl) return c.html(page(title, donePage));
  const succeeded = authenticated && done.status === 200;
  return c.redirect(returnTo(returnUrl, found.object, succeeded), 303);
}

/** The return URL with the parameters that Stripe adds. */
function returnTo(returnUrl: string, intent: Intent, succeeded: boolean): string {
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  url.searchParams.set("redirect_status", succeeded ? "succeeded" : "failed");
  return url.href;
}

function questionPage(intent: Intent) {
  const what =
    intent.object === "payment_intent"
      ? html`pay <strong>${formatMoney(intent.amount, intent.currency)}</strong>`
      : html`save your card`;
  return html`<h1>3-D Secure test page</h1>
    <p class="notice">No bank is involved and no money moves. Choose how the check ends.</p>
    <p>Your bank would now ask whether it is you who wants to ${what}.</p>
    <form method="post" action="/sandbox/stripe/3ds/${intent.id}">
      <input type="hidden" name="client_secret" value="${intent.client_secret}" />
      <button name="outcome" value="complete" class="primary">Complete authentication</button>
      <button name="outcome" value="fail">Fail authentication</button>
    </form>`;
}

const donePage = html`<h1>3-D Secure test page</h1>
  <p>Nothing is left to answer here. You can close this page and go back to the shop.</p>`;

const unknownPage = html`<h1>3-D Secure test page</h1>
  <p>This link belongs to no payment.</p>`;
