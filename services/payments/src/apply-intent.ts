import { Id } from "@loconomy/contracts";
import { enqueue, publish, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { nextStep, type IntentFacts, type Step } from "./intent-step.ts";
import { postToLedger } from "./ledger-store.ts";
import { captureToEscrow } from "./ledger.ts";
import {
  lockPaymentOfIntent,
  updatePayment,
  type PaymentChange,
  type PaymentRow,
} from "./store.ts";
import { INTENT_EXPAND } from "./stripe.ts";

/** How long after a capture the money waits in escrow before it becomes the provider's: the time for a complaint. */
export const CREDIT_DELAY_MS = 48 * 3_600_000;
export const CREDIT_JOB = "payments.credit-provider";

/**
 * The one place where the state of a Stripe PaymentIntent (with `INTENT_EXPAND`) becomes ours, whoever brings it:
 * webhook, direct check, or the answer to a capture or cancellation. Safe to repeat and in any order.
 */
export const applyIntent = async (
  { clock, log }: Pick<Payments, "clock" | "log">,
  tx: Tx,
  intent: Stripe.PaymentIntent,
): Promise<void> => {
  const payment = await lockPaymentOfIntent(tx, {
    id: intent.id,
    clientSecret: intent.client_secret,
    paymentId: paymentIdOf(intent),
  });
  if (!payment)
    return log.info(
      { intentId: intent.id },
      "a PaymentIntent that belongs to no payment of ours is left alone",
    );
  const facts = factsOf(intent);
  const step = nextStep(payment, facts);
  if (step.kind === "none") return;
  const now = clock.now();
  if (step.kind === "mismatch") {
    if (step.detail === payment.mismatch) return;
    log.error(
      { paymentId: payment.id, intentId: intent.id, detail: step.detail },
      "Stripe holds other money than was agreed; it is not taken",
    );
    return updatePayment(tx, payment.id, mismatchChange(step.detail), now);
  }
  await updatePayment(tx, payment.id, changeOf(step, facts, intent), now);
  for (const type of step.tell) {
    const amount = {
      amount: type === "payment.captured" ? facts.received : payment.totalAmount,
      currency: payment.currency,
    };
    const data = { paymentId: payment.id, bookingId: payment.bookingId, amount };
    await publish(
      tx,
      clock,
      type,
      payment.bookingId,
      type === "payment.failed" ? { ...data, declineCode: facts.failure?.code ?? null } : data,
    );
  }
  if (step.to === "captured") await bookCapture(tx, payment, facts.received, now);
};

/** The payment of ours that an intent says it is for; null for intents that somebody else made. */
export const paymentIdOf = (intent: Stripe.PaymentIntent): string | null =>
  Id.safeParse(intent.metadata["paymentId"]).data ?? null;

/** Asks Stripe for a payment's intent as it is now and takes over what it says. */
export const refreshIntent = async (payments: Payments, intentId: string): Promise<void> => {
  const intent = await payments.stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
  await applyAnswer(payments, intent);
};

/** Takes over an intent that Stripe answered with. */
export const applyAnswer = (payments: Payments, intent: Stripe.PaymentIntent): Promise<void> =>
  transaction(payments.db, system("payments"), (tx) => applyIntent(payments, tx, intent));

const bookCapture = async (
  tx: Tx,
  payment: PaymentRow,
  amount: number,
  at: Date,
): Promise<void> => {
  const { id, bookingId, currency } = payment;
  await postToLedger(tx, {
    kind: "capture",
    bookingId,
    reference: `capture:${id}`,
    currency,
    at,
    postings: captureToEscrow(bookingId, amount),
  });
  await enqueue(
    tx,
    CREDIT_JOB,
    { paymentId: id },
    { delayMs: CREDIT_DELAY_MS, key: `${CREDIT_JOB}:${id}` },
  );
};

const mismatchChange = (detail: string): PaymentChange => ({
  mismatch: detail,
  failureCode: "amount_mismatch",
  failureMessage:
    "The amount of this payment is not the one agreed on. Nothing has been taken; please book again.",
});

const changeOf = (
  step: Step & { kind: "move" },
  facts: IntentFacts,
  intent: Stripe.PaymentIntent,
): PaymentChange => {
  const card = cardOf(intent);
  const isFailed = step.to === "failed";
  return {
    status: step.to,
    failureCode: isFailed ? (facts.failure?.code ?? null) : null,
    failureMessage: isFailed ? (facts.failure?.message ?? null) : null,
    ...(facts.failure ? { failureReference: facts.failure.reference } : {}),
    ...(step.to === "captured" ? { capturedAmount: facts.received } : {}),
    ...(card ? { cardBrand: card.brand, cardLast4: card.last4 } : {}),
    ...(card?.captureBefore ? { captureBefore: card.captureBefore } : {}),
  };
};

const factsOf = (intent: Stripe.PaymentIntent): IntentFacts => {
  const error = intent.last_payment_error;
  const code = error?.decline_code ?? error?.code ?? "card_declined";
  return {
    status: intent.status,
    amount: intent.amount,
    currency: intent.currency,
    received: intent.amount_received,
    wasHeld:
      typeof intent.latest_charge === "object" && intent.latest_charge?.status === "succeeded",
    failure: error
      ? {
          code,
          message: error.message ?? "Your card was declined.",
          reference: error.charge ?? error.payment_method?.id ?? code,
        }
      : null,
  };
};

const cardOf = ({ latest_charge: charge, payment_method: method }: Stripe.PaymentIntent) => {
  const charged = typeof charge === "object" ? charge?.payment_method_details?.card : undefined;
  const card = charged ?? (typeof method === "object" ? method?.card : undefined);
  if (!card?.brand || !card.last4) return null;
  const before = charged?.capture_before;
  return {
    brand: card.brand,
    last4: card.last4,
    captureBefore: before ? new Date(before * 1000) : null,
  };
};
