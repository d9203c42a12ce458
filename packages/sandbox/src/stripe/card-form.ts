import { Hono, type Context } from "hono";
import type Stripe from "stripe";
import { z } from "zod";
import { runWrite, type StripeContext } from "./api.ts";
import { confirmIntent } from "./confirmation.ts";
import { StripeFailure, type ErrorBody } from "./errors.ts";
import { newId } from "./ids.ts";
import { findIntent } from "./intents.ts";
import { lockIntent } from "./payment-intents.ts";
import { createCard } from "./payment-methods.ts";
import { checkReturnUrl } from "./return-url.ts";
import { confirmSetup } from "./setup-confirmation.ts";
import { lockSetup } from "./setup-intents.ts";
import type { Work } from "./store.ts";

/** What the stand-in's card form posts. */
export const cardFormBody = z.strictObject({
  clientSecret: z.string().max(200),
  card: z.strictObject({
    number: z.string().min(1).max(40),
    expMonth: z.coerce.number().int(),
    expYear: z.coerce.number().int(),
    cvc: z.string().max(8),
    name: z.string().max(200).optional(),
  }),
  /** On the site's own origin; where the browser goes after a challenge. */
  returnUrl: z.string().max(2000).optional(),
});
type CardForm = z.output<typeof cardFormBody>;

/** `status` is the intent's; with `requires_action` the browser goes to `nextAction.url`. */
export interface CardFormAnswer {
  status: string;
  error?: Pick<ErrorBody, "type" | "code" | "decline_code" | "message" | "param">;
  nextAction?: { url: string };
}

/** The routes that take the place of Stripe's own card form. */
export function createCardFormRoutes(context: StripeContext): Hono {
  const app = new Hono();
  app.post("/payment_intents/:id/confirm", (c) => confirmFromForm(context, c));
  app.post("/setup_intents/:id/confirm", (c) => confirmFromForm(context, c));
  return app;
}

async function confirmFromForm(context: StripeContext, c: Context): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const parsed = cardFormBody.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success || !isStorable(parsed.data.card.name)) {
    return refusal(c, 400, { type: "invalid_request_error", message: "Invalid card form." });
  }
  const form = parsed.data;
  const intent = await findIntent(context.pool, id, form.clientSecret);
  if (!intent) {
    return refusal(c, 404, {
      type: "invalid_request_error",
      code: "resource_missing",
      message: "The client_secret provided does not match any associated intent.",
    });
  }
  const { status } = intent.object;
  const origin = { requestId: newId("req"), idempotencyKey: null };
  try {
    const done = await runWrite(context, origin, "", (work) => confirm(context, work, id, form));
    if (done.status === 200) return c.json(done.body as CardFormAnswer);
    const { error } = done.body as { error: ErrorBody };
    const after = error.payment_intent ?? error.setup_intent;
    return refusal(c, done.status, error, after?.status ?? status);
  } catch (error) {
    if (error instanceof StripeFailure) return refusal(c, error.status, error.body, status);
    throw error;
  }
}

async function confirm(
  context: StripeContext,
  work: Work,
  id: string,
  form: CardForm,
): Promise<CardFormAnswer> {
  const { publicUrl } = context;
  const { number, expMonth, expYear, cvc, name } = form.card;
  const card = { number, exp_month: expMonth, exp_year: expYear, cvc };
  const returnUrl = checkReturnUrl(form.returnUrl, publicUrl);
  const intent: Stripe.PaymentIntent | Stripe.SetupIntent = id.startsWith("seti_")
    ? await confirmNewCard(lockSetup, confirmSetup)
    : await confirmNewCard(lockIntent, confirmIntent);
  const url = `${publicUrl}/sandbox/stripe/3ds/${id}?client_secret=${intent.client_secret}`;
  return {
    status: intent.status,
    ...(intent.status === "requires_action" && { nextAction: { url } }),
  };

  async function confirmNewCard<T extends { object: object }>(
    lock: (work: Work, id: string) => Promise<T>,
    run: (work: Work, intent: T, confirmation: object, publicUrl: string) => Promise<void>,
  ): Promise<T["object"]> {
    const stored = await lock(work, id);
    const paymentMethodId = createCard(work, card, { name }).object.id;
    await run(work, stored, { paymentMethodId, returnUrl }, publicUrl);
    return stored.object;
  }
}

/** PostgreSQL stores neither NUL nor half a surrogate pair in jsonb. */
function isStorable(text = ""): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function refusal(
  c: Context,
  httpStatus: number,
  { type, code, decline_code, message, param }: ErrorBody,
  status = "requires_payment_method",
): Response {
  const answer: CardFormAnswer = { status, error: { type, code, decline_code, message, param } };
  return c.json(answer, httpStatus as 400);
}
