import { Hono, type Context } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import type Stripe from "stripe";
import { page } from "../page.ts";
import { IDENTITY_DOCUMENT, provideDetails } from "./account-state.ts";
import { runWrite, type StripeContext } from "./api.ts";
import { lockAccount, putAccount } from "./connected.ts";
import { newId } from "./ids.ts";
import { load, type Stored } from "./store.ts";

const title = "Test onboarding";
const PATH = "/onboarding/:id";

const Form = z.object({
  token: z.string(),
  firstName: z.string().trim().min(1).max(100),
  lastName: z.string().trim().min(1).max(100),
  account: z.string().regex(/^\d{8,17}$/),
  outcome: z.enum(["complete", "document"]),
});

type Account = Stored<Stripe.Account>;

/** The pages at which the owner of a connected account tells Stripe who they are and where money goes. */
export function createOnboardingRoutes(context: StripeContext): Hono {
  const app = new Hono();
  app.get(PATH, async (c) => {
    const account = await findAccount(context, c);
    const link = account?.internal.link;
    if (!account || !link) return c.html(page(title, unknownPage), 404);
    if (link.token !== c.req.query("token") || isOver(context, link))
      return c.redirect(link.refreshUrl, 303);
    return c.html(page(title, questionPage(account)));
  });
  app.post(PATH, (c) => takeDetails(context, c));
  return app;
}

async function takeDetails(context: StripeContext, c: Context): Promise<Response> {
  const account = await findAccount(context, c);
  const link = account?.internal.link;
  if (!account || !link) return c.html(page(title, unknownPage), 404);
  const body = await c.req.parseBody();
  if (link.token !== body["token"] || isOver(context, link))
    return c.redirect(link.refreshUrl, 303);
  if (body["outcome"] === "later") return c.redirect(link.returnUrl, 303);
  const form = Form.safeParse(body);
  if (!form.success) return c.html(page(title, questionPage(account, wrong)), 422);
  const { outcome, ...details } = form.data;
  const origin = { requestId: newId("req"), idempotencyKey: null };
  let isUsed = false;
  await runWrite(context, origin, "", async (work) => {
    const locked = await lockAccount(work, account.object.id);
    const kept = locked.internal.link;
    // Somebody else was quicker with it, or asked for another link.
    isUsed = kept?.token !== link.token || isOver(context, kept);
    if (isUsed) return {};
    const before = structuredClone(locked.object);
    provideDetails(locked, { ...details, wantsDocument: outcome === "document" }, work.now);
    // Over, but kept: going back in the browser leads on instead of nowhere.
    locked.internal.link = { ...link, expiresAt: work.now };
    putAccount(work, locked, before);
    return {};
  });
  return c.redirect(isUsed ? link.refreshUrl : link.returnUrl, 303);
}

const findAccount = ({ pool }: StripeContext, c: Context): Promise<Account | undefined> =>
  load(pool, "account", c.req.param("id") ?? "");

const isOver = ({ now }: StripeContext, link: { expiresAt: number }): boolean =>
  Math.floor(now() / 1000) >= link.expiresAt;

const wrong = html`<p class="notice" role="alert">
  Enter both names, and a number of 8 to 17 digits for the bank account.
</p>`;

function questionPage({ object, internal }: Account, complaint: typeof wrong | string = "") {
  const wantsDocument = object.requirements?.currently_due?.includes(IDENTITY_DOCUMENT) ?? false;
  const field = (name: string, label: string, value: string) =>
    html`<label>${label}<input name="${name}" value="${value}" required maxlength="100" /></label>`;
  return html`<h1>Get paid by ${object.business_profile?.name ?? "this marketplace"}</h1>
    <p class="notice">
      Stripe would now ask who you are and where your money goes. Here nothing is checked and
      nothing leaves this machine.
    </p>
    ${complaint}
    ${wantsDocument ? html`<p>An identity document is wanted; going on hands one in.</p>` : ""}
    <form method="post" action="/sandbox/stripe/onboarding/${object.id}">
      <input type="hidden" name="token" value="${internal.link?.token}" />
      ${field("firstName", "First name", object.individual?.first_name ?? "Test")}
      ${field("lastName", "Last name", object.individual?.last_name ?? "Person")}
      ${field("account", "Bank account", "000123456789")}
      <button name="outcome" value="complete" class="primary">Agree and submit</button>
      <button name="outcome" value="document">Submit; a document will be wanted</button>
      <button name="outcome" value="later" formnovalidate>Save for later</button>
    </form>
    <p>Payouts to bank account 000111111116 fail; all others arrive.</p>`;
}

const unknownPage = html`<h1>Test onboarding</h1>
  <p>This link belongs to no account.</p>`;
