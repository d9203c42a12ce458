import { publish, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import { applyDeposit } from "./apply-deposit.ts";
import type { Also, Payments } from "./context.ts";
import { creditMore } from "./credit.ts";
import { enqueueCredit } from "./credit-plan.ts";
import { depositTaken, dueBeyondDeposit, restOf } from "./deposit.ts";
import { raiseDiscrepancies } from "./discrepancy-store.ts";
import { endAtDeposit, keepDeposit } from "./end-at-deposit.ts";
import { backToSavedCard, enqueueHold, holdMoment, renewalOf, startGrace } from "./hold-plan.ts";
import {
  captureBeforeOf,
  cardOfIntent,
  factsOf,
  madeIntent,
  savedMethodOf,
} from "./intent-facts.ts";
import {
  isOpen,
  nextStep,
  type IntentFacts,
  type Known,
  type PaymentNews,
  type Step,
} from "./intent-step.ts";
import { applyTip, madeForTip } from "./apply-tip.ts";
import { postToLedger } from "./ledger-store.ts";
import { captureToEscrow } from "./ledger.ts";
import { sendSoon } from "./operations/send-to-provider.ts";
import {
  lockPaymentOfIntent,
  updatePayment,
  type PaymentChange,
  type PaymentRow,
} from "./store.ts";
import { INTENT_EXPAND } from "./stripe.ts";

export { CREDIT_DELAY_MS, CREDIT_JOB } from "./credit-plan.ts";

/**
 * The one place where the state of a Stripe PaymentIntent (with `INTENT_EXPAND`) becomes ours, whoever brings it:
 * webhook, direct check, or the answer to a confirmation, capture or cancellation. Safe to repeat and in any order.
 */
export const applyIntent = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  intent: Stripe.PaymentIntent,
): Promise<void> => {
  const { clock, log } = payments;
  const made = madeIntent(intent);
  const payment = await lockPaymentOfIntent(tx, made);
  if (!payment)
    return log.info(
      { intentId: intent.id },
      "a PaymentIntent that belongs to no payment of ours is left alone",
    );
  if (made.isDeposit) return applyDeposit(payments, tx, payment, intent);
  const facts = factsOf(intent);
  const step = nextStep(knownOf(payment), facts);
  if (step.kind === "none") return;
  const now = clock.now();
  if (step.kind === "mismatch") {
    if (step.detail === payment.mismatch) return;
    log.error(
      { paymentId: payment.id, intentId: intent.id, detail: step.detail },
      "Stripe holds other money than was agreed; it is not taken",
    );
    const { id: subject, bookingId } = payment;
    await raiseDiscrepancies(
      tx,
      [{ kind: "payment", subject, bookingId, detail: step.detail }],
      now,
    );
    return updatePayment(tx, payment.id, mismatchChange(step.detail), now);
  }
  if (step.kind === "lapsed") return holdAgain(payments, tx, payment, now);
  if (step.to === "released" && depositTaken(payment) > 0)
    return payment.settleAmount === null
      ? holdAgain(payments, tx, payment, now)
      : endAtDeposit(payments, tx, payment, now);
  const change = changeOf(step, payment, facts, intent, now);
  await updatePayment(tx, payment.id, change, now);
  for (const type of step.tell) await tell(payments, tx, payment, type, facts);
  if (step.to === "captured") await bookCapture(tx, payment, facts.received, now);
  if (step.to === "authorized") await planRenewal(tx, { ...payment, ...change }, now);
  if (payment.status === "card_saved" && isOpen(step.to))
    await cardFailed(payments, tx, payment, facts.failure?.code ?? null);
};

/** Asks Stripe for a payment's intent as it is now and takes over what it says. @param also written in the same transaction */
export const refreshIntent = async (
  payments: Payments,
  intentId: string,
  also?: Also,
): Promise<void> => {
  const intent = await payments.stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
  await applyAnswer(payments, intent, also);
};

/** Takes over an intent that Stripe answered with. */
export const applyAnswer = (
  payments: Payments,
  intent: Stripe.PaymentIntent,
  also?: Also,
): Promise<void> =>
  transaction(payments.db, system("payments"), async (tx) => {
    await (madeForTip(intent) ? applyTip : applyIntent)(payments, tx, intent);
    also?.(tx);
  });

/** The saved card of a locked payment could not be held or charged. */
export const cardFailed = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  payment: PaymentRow,
  code: string | null,
): Promise<void> => {
  const { bookingId } = payment;
  const amount = dueBeyondDeposit(payment);
  if (amount === null) return startGrace(payments, tx, payment, code);
  // What was taken before is the provider's all the same.
  const deposit = depositTaken(payment);
  if (deposit > 0) await keepDeposit(payments.clock, tx, payment, deposit);
  await publish(tx, payments.clock, "payment.charge_failed", bookingId, {
    paymentId: payment.id,
    bookingId,
    amount: { amount, currency: payment.currency },
    declineCode: code,
  });
  payments.log.error(
    { bookingId, amount, code },
    "what is owed for a booking could not be charged to the saved card",
  );
};

/** A payment as the intent for its rest knows it: all of it without a deposit. */
const knownOf = (payment: PaymentRow): Known => ({
  ...payment,
  totalAmount: restOf(payment),
  settleAmount: dueBeyondDeposit(payment),
  canHoldAgain: canHoldAgain(payment),
});

/** A hold that lapsed can be made anew while the booking stands, or, where something is owed, the saved card be charged. */
const canHoldAgain = (payment: PaymentRow): boolean => {
  const due = dueBeyondDeposit(payment);
  return payment.endsAt !== null && (due === null || (due > 0 && payment.paymentMethodId !== null));
};

const holdAgain = async (
  { log }: Pick<Payments, "log">,
  tx: Tx,
  payment: PaymentRow,
  now: Date,
): Promise<void> => {
  const { id, bookingId, endsAt, settleAmount } = payment;
  log.warn({ bookingId, settleAmount }, "a card hold lapsed; the saved card is used again");
  const at = settleAmount === null ? holdMoment(endsAt!, now) : now;
  await backToSavedCard(tx, { ...payment, intentId: null }, at, now);
  await enqueueHold(tx, id, at, now);
};

const planRenewal = async (tx: Tx, payment: PaymentRow, now: Date): Promise<void> => {
  const at = payment.settleAmount === null ? renewalOf(payment) : null;
  if (at) await enqueueHold(tx, payment.id, at, now);
};

const tell = async (
  { clock }: Pick<Payments, "clock">,
  tx: Tx,
  payment: PaymentRow,
  type: PaymentNews,
  facts: IntentFacts,
): Promise<void> => {
  const { id, bookingId, currency } = payment;
  const held = restOf(payment);
  const taken = depositTaken(payment) + facts.received;
  const amount = { amount: type === "payment.captured" ? taken : held, currency };
  const data = { paymentId: id, bookingId, amount };
  await publish(
    tx,
    clock,
    type,
    bookingId,
    type === "payment.failed" ? { ...data, declineCode: facts.failure?.code ?? null } : data,
  );
};

const bookCapture = async (
  tx: Tx,
  payment: PaymentRow,
  amount: number,
  at: Date,
): Promise<void> => {
  const { id, bookingId, currency } = payment;
  postToLedger(tx, {
    kind: "capture",
    bookingId,
    reference: `capture:${id}`,
    currency,
    at,
    postings: captureToEscrow(bookingId, amount),
  });
  await (payment.creditedAt ? creditRest(tx, payment, amount, at) : enqueueCredit(tx, id));
};

/** What was paid late, when the deposit had become the provider's: the time for complaints is over. */
const creditRest = async (tx: Tx, payment: PaymentRow, amount: number, at: Date): Promise<void> => {
  const { id, bookingId, currency } = payment;
  const { postings, change } = creditMore(payment, amount);
  await updatePayment(tx, id, change, at);
  postToLedger(tx, {
    kind: "release",
    bookingId,
    reference: `release-rest:${id}`,
    currency,
    at,
    postings,
  });
  await sendSoon(tx, payment, at);
};

const mismatchChange = (detail: string): PaymentChange => ({
  mismatch: detail,
  failureCode: "amount_mismatch",
  failureMessage:
    "The amount of this payment is not the one agreed on. It has not been taken; please book again.",
});

const changeOf = (
  step: Step & { kind: "move" },
  payment: PaymentRow,
  facts: IntentFacts,
  intent: Stripe.PaymentIntent,
  now: Date,
) => {
  const card = cardOfIntent(intent);
  const isFailed = step.to === "failed";
  return {
    status: step.to,
    failureCode: isFailed ? (facts.failure?.code ?? null) : null,
    failureMessage: isFailed ? (facts.failure?.message ?? null) : null,
    ...(facts.failure ? { failureReference: facts.failure.reference } : {}),
    ...(step.to === "captured" ? { capturedAmount: depositTaken(payment) + facts.received } : {}),
    ...(step.to === "authorized"
      ? {
          heldAt: now,
          captureBefore: captureBeforeOf(intent),
        }
      : {}),
    // Another card may have paid than the one that is saved.
    ...(step.to === "authorized" || (step.to === "captured" && isOpen(payment.status))
      ? { paymentMethodId: savedMethodOf(intent.payment_method) }
      : {}),
    ...(isOpen(step.to) ? {} : { payBy: null }),
    ...(card ? { cardBrand: card.brand, cardLast4: card.last4 } : {}),
  } satisfies PaymentChange;
};
