import { leastCharge, type EventData } from "@loconomy/contracts";
import { enqueue, system, transaction, type Tx } from "@loconomy/kit";
import { isChargedBack } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { raiseDiscrepancies } from "../discrepancy-store.ts";
import { restOf } from "../deposit.ts";
import { RELEASE_JOB, type LeftIntent } from "../hold-plan.ts";
import { isOver, isOwed } from "../intent-step.ts";
import { share } from "../pricing/rounding.ts";
import { findRefundsOfRequest, pendingRefundAmount, type RefundRow } from "../refund-store.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";
import { writeRefunds } from "../write-refunds.ts";
import { creditProvider } from "./credit-provider.ts";
import { sendRefund } from "./send-refund.ts";

type Resolved = EventData<"booking.dispute_resolved">;

/**
 * Does with a booking's money what an operator decided in a dispute: gives the share of what was charged back, as far as it has
 * not gone back before, and the rest to the provider. A large refund is only proposed, and the rest waits for it. Safe to repeat.
 * @throws while the price is still to be captured, so that the consumer runs again.
 */
export const settleDispute = async (payments: Payments, resolved: Resolved): Promise<void> => {
  const { bookingId } = resolved;
  const { payment, refunds } = await writeDown(payments, resolved);
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
): Promise<{ payment?: PaymentRow; refunds: RefundRow[] }> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment) return { refunds: [] };
    const { id: paymentId, status, currency } = payment;
    if (!isOver(payment))
      throw new Error(`The price of booking ${bookingId} is not captured yet: it is ${status}.`);
    const requestKey = `dispute:${bookingId}`;
    await lessenOwed(tx, payment, refundPercent, clock.now());
    const before = await findRefundsOfRequest(tx, resolvedBy, requestKey);
    if (before.length > 0) return { payment, refunds: before };
    const { capturedAmount, refundedAmount, chargedBackAmount } = payment;
    const gone =
      refundedAmount + chargedBackAmount + (await pendingRefundAmount(tx, paymentId, null));
    const amount = share(capturedAmount, refundPercent, 100) - gone;
    if (amount <= 0) return { payment, refunds: [] };
    const at = clock.now();
    const reason = dispute.resolution!.note.slice(0, 1000);
    const wish = { amount, reason, requestedBy: resolvedBy, requestKey, at };
    const isTaken = await isChargedBack(tx, { paymentId, tipId: null });
    const refunds = isTaken ? undefined : await writeRefunds(tx, config, payment, wish);
    if (refunds) return { payment, refunds };
    const why = isTaken
      ? "the cardholder's bank has taken it back"
      : "it was not charged at Stripe";
    const detail = `A dispute was resolved with ${amount} ${currency} back, but ${why}.`;
    log.error({ bookingId, amount, detail }, "what a dispute ended with cannot be given back");
    await raiseDiscrepancies(tx, [{ kind: "refund", subject: requestKey, bookingId, detail }], at);
    return { payment, refunds: [] };
  });

/**
 * Of what a customer still owes beyond the deposit the same share is given up, and asked for by another intent; what is too little
 * for a card is given up altogether. Only a booking that costs its whole price is disputed.
 * @param payment locked.
 */
const lessenOwed = async (
  tx: Tx,
  payment: PaymentRow,
  refundPercent: number,
  now: Date,
): Promise<void> => {
  const { id, bookingId, currency, depositAmount, settleAmount, intentId, attempt } = payment;
  const rest = restOf(payment);
  const left = rest - share(rest, refundPercent, 100);
  const due = left < leastCharge(currency) ? 0 : left;
  if (!isOwed(payment) || depositAmount + due >= settleAmount!) return;
  const change = {
    settleAmount: depositAmount + due,
    attempt: attempt + 1,
    intentId: null,
    clientSecret: null,
    ...(due === 0 ? ({ status: depositAmount > 0 ? "captured" : "released" } as const) : {}),
  };
  await updatePayment(tx, id, change, now);
  if (intentId)
    await enqueue(tx, RELEASE_JOB, { bookingId, intentId, attempt } satisfies LeftIntent);
};
