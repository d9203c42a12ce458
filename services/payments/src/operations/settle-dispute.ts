import { exactMoney, leastCharge, type EventData } from "@loconomy/contracts";
import { system, transaction, type Tx } from "@loconomy/kit";
import { applyAnswer } from "../apply-intent.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { raiseDiscrepancies } from "../discrepancy-store.ts";
import { chargesOf, restOf } from "../deposit.ts";
import { REPLACED } from "../intent-facts.ts";
import { isOver, isOwed } from "../intent-step.ts";
import { share } from "../pricing/rounding.ts";
import { findRefundsOfRequest, pendingRefundAmount, type RefundRow } from "../refund-store.ts";
import { countAttempt, lockPayment, updatePayment, type PaymentRow } from "../store.ts";
import { INTENT_EXPAND, isRefusal } from "../stripe.ts";
import { refundableCharges, writeRefunds } from "../write-refunds.ts";
import { creditProvider } from "./credit-provider.ts";
import { sendRefund } from "./send-refund.ts";

type Resolved = EventData<"booking.dispute_resolved">;

/**
 * Does with a booking's money what an operator decided in a dispute: gives the share of what was charged back, as far as it has
 * not gone back before, and the rest to the provider. A large refund is only proposed, and the rest waits for it. Safe to repeat.
 * @throws while the price is still to be captured, and while Stripe cannot be reached where less is to be asked for, so that the
 *   consumer runs again.
 */
export const settleDispute = async (payments: Payments, resolved: Resolved): Promise<void> => {
  const { bookingId, refundPercent } = resolved;
  const givenUp = await giveUpIntent(payments, bookingId, refundPercent);
  const { payment, refunds } = await writeDown(payments, resolved, givenUp);
  if (!payment) return;
  for (const refund of refunds)
    if (refund.status === "pending")
      // It is written down: what cannot be sent now is sent by a job.
      await sendRefund(payments, payment, refund).catch((error: unknown) =>
        payments.log.error({ err: error, bookingId }, "a refund of a dispute is sent later"),
      );
  await creditProvider(payments, payment.id);
};

const writeDown = (
  { db, clock, config, log }: Payments,
  { bookingId, refundPercent, resolvedBy, dispute }: Resolved,
  givenUp: string | null,
): Promise<{ payment?: PaymentRow; refunds: RefundRow[] }> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment) return { refunds: [] };
    const { id: paymentId, status, currency } = payment;
    if (!isOver(payment))
      throw new Error(`The price of booking ${bookingId} is not captured yet: it is ${status}.`);
    const requestKey = `dispute:${bookingId}`;
    const due = lessDue(payment, refundPercent);
    if (due !== null && payment.intentId !== givenUp)
      throw new Error(`Booking ${bookingId} could be paid by another intent meanwhile.`);
    if (due !== null) await lessenOwed(tx, payment, due, clock.now());
    const before = await findRefundsOfRequest(tx, resolvedBy, requestKey);
    if (before.length > 0) return { payment, refunds: before };
    const { capturedAmount, refundedAmount, chargedBackAmount } = payment;
    const gone =
      refundedAmount + chargedBackAmount + (await pendingRefundAmount(tx, paymentId, null));
    const amount = share(capturedAmount, refundPercent, 100) - gone;
    if (amount <= 0) return { payment, refunds: [] };
    const at = clock.now();
    const reason = dispute.resolution!.note.slice(0, 1000);
    const refundable = await refundableCharges(tx, payment);
    const given = Math.min(
      amount,
      refundable.reduce((sum, { left }) => sum + left, 0),
    );
    const wish = { amount: given, reason, requestedBy: resolvedBy, requestKey, at };
    const refunds = given > 0 ? ((await writeRefunds(tx, config, payment, wish)) ?? []) : [];
    if (given === amount) return { payment, refunds };
    const why =
      chargesOf(payment).length > 0
        ? "the cardholder's bank has taken it back"
        : "it was not charged at Stripe";
    const missing = exactMoney({ amount: amount - given, currency });
    const detail = `A dispute was resolved with ${missing} back, but ${why}.`;
    log.error({ bookingId, amount, detail }, "what a dispute ended with cannot be given back");
    await raiseDiscrepancies(tx, [{ kind: "refund", subject: requestKey, bookingId, detail }], at);
    return { payment, refunds };
  });

/**
 * What is left to pay when of what a customer still owes beyond the deposit the same share is given up, which is all of it when the rest
 * is too little for a card; null when that is no less. Only a booking that costs its whole price is disputed.
 */
const lessDue = (payment: PaymentRow, refundPercent: number): number | null => {
  const { currency, depositAmount, settleAmount } = payment;
  const rest = restOf(payment);
  const left = rest - share(rest, refundPercent, 100);
  const due = left < leastCharge(currency) ? 0 : left;
  return isOwed(payment) && depositAmount + due < settleAmount! ? due : null;
};

/**
 * Gives the intent up at Stripe by which a customer could pay more than will be owed. One that was paid before that is taken over
 * instead: the share then goes back like that of any other charge. Answers which one was given up.
 */
const giveUpIntent = async (
  payments: Payments,
  bookingId: string,
  refundPercent: number,
): Promise<string | null> => {
  const { db, stripe } = payments;
  const payment = await transaction(db, system("payments"), (tx) => lockPayment(tx, { bookingId }));
  if (!payment?.intentId || lessDue(payment, refundPercent) === null) return null;
  const { intentId, attempt } = payment;
  try {
    await attempted(
      payments,
      stripe.paymentIntents.cancel(
        intentId,
        { cancellation_reason: REPLACED },
        { idempotencyKey: `booking:${bookingId}:replace:${attempt}` },
      ),
      (tx) => countAttempt(tx, payment),
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const intent = await stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
    if (intent.status === "succeeded") await applyAnswer(payments, intent);
    else if (intent.status !== "canceled") throw error;
  }
  return intentId;
};

/**
 * Asks for less by another intent.
 * @param payment locked, and its intent given up.
 */
const lessenOwed = (tx: Tx, payment: PaymentRow, due: number, now: Date): Promise<void> => {
  const { id, depositAmount, attempt } = payment;
  const change = {
    settleAmount: depositAmount + due,
    attempt: attempt + 1,
    intentId: null,
    clientSecret: null,
    ...(due === 0 ? ({ status: depositAmount > 0 ? "captured" : "released" } as const) : {}),
  };
  return updatePayment(tx, id, change, now);
};
