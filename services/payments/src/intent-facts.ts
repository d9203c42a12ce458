import { Id } from "@loconomy/contracts";
import type Stripe from "stripe";
import type { IntentFacts } from "./intent-step.ts";
import type { MadeIntent } from "./store.ts";

/** Whom an intent was made for, as it says itself; intents that somebody else made name no payment. */
export const madeIntent = ({
  id,
  client_secret: clientSecret,
  metadata,
}: Pick<
  Stripe.PaymentIntent | Stripe.SetupIntent,
  "id" | "client_secret" | "metadata"
>): MadeIntent => ({
  id,
  clientSecret,
  paymentId: Id.safeParse(metadata?.["paymentId"]).data ?? null,
  attempt: Number(metadata?.["attempt"] ?? 1),
  isDeposit: metadata?.["purpose"] === "deposit",
});

/** Why an intent is given up whose payment goes on with another one, as Stripe keeps it. */
export const REPLACED = "duplicate";

/** What a PaymentIntent (with `INTENT_EXPAND`) says, as far as it matters here. */
export const factsOf = (intent: Stripe.PaymentIntent): IntentFacts => ({
  status: intent.status,
  amount: intent.amount,
  currency: intent.currency,
  received: intent.amount_received,
  capturesAtOnce: intent.capture_method !== "manual",
  hasLapsed: intent.cancellation_reason === "automatic",
  isReplaced: intent.cancellation_reason === REPLACED,
  wasHeld: typeof intent.latest_charge === "object" && intent.latest_charge?.status === "succeeded",
  failure: failureOf(intent.last_payment_error, intent.last_payment_error?.charge),
});

/** Why the last attempt failed; null when it did not. */
export const failureOf = (
  error: Stripe.PaymentIntent.LastPaymentError | Stripe.SetupIntent.LastSetupError | null,
  charge?: string,
): IntentFacts["failure"] => {
  if (!error) return null;
  const code = error.decline_code ?? error.code ?? "card_declined";
  return {
    code,
    message: error.message ?? "Your card was declined.",
    reference: charge ?? error.payment_method?.id ?? code,
  };
};

interface CardFacts {
  brand: string;
  last4: string;
}

const brandOf = (
  card: { brand?: string | null; last4?: string | null } | null | undefined,
): CardFacts | null =>
  card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null;

/** The card of a PaymentIntent: as it was charged, else as it was given. */
export const cardOfIntent = (intent: Stripe.PaymentIntent): CardFacts | null =>
  brandOf(chargedCard(intent)) ?? cardOfMethod(intent.payment_method);

export const cardOfMethod = (
  method: string | Stripe.PaymentMethod | null | undefined,
): CardFacts | null => brandOf(typeof method === "object" ? method?.card : null);

const chargedCard = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
  typeof charge === "object" ? charge?.payment_method_details?.card : null;

/** Until when an authorised intent can be captured; null when Stripe does not say. */
export const captureBeforeOf = (intent: Stripe.PaymentIntent): Date | null => {
  const before = chargedCard(intent)?.capture_before;
  return before ? new Date(before * 1000) : null;
};

/** The payment method of an intent if it stays with the customer and can be charged again; else null. */
export const savedMethodOf = (
  method: string | Stripe.PaymentMethod | null | undefined,
): string | null => (typeof method === "object" && method?.customer ? method.id : null);
