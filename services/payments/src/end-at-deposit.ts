import { enqueue, publish, type Tx } from "@loconomy/kit";
import { enqueueCredit } from "./credit-plan.ts";
import type { Payments } from "./context.ts";
import { restOf } from "./deposit.ts";
import { insertRefund } from "./refund-store.ts";
import { updatePayment, type PaymentRow } from "./store.ts";

/** What is kept of the deposit of a locked payment that is over, no more being taken, becomes the provider's. */
export const keepDeposit = async (
  clock: Payments["clock"],
  tx: Tx,
  { id, bookingId, currency }: PaymentRow,
  kept: number,
): Promise<void> => {
  await publish(tx, clock, "payment.captured", bookingId, {
    paymentId: id,
    bookingId,
    amount: { amount: kept, currency },
  });
  await enqueueCredit(tx, id);
};

/** Sends a refund that was written down. */
export const REFUND_JOB = "payments.send-refund";

/**
 * Ends a locked payment whose deposit covers what is kept of its booking (`settleAmount`): the rest of the price is not taken, what
 * of the deposit is not kept goes back, what is kept becomes the provider's. Nothing of the rest may be held any more.
 */
export const endAtDeposit = async (
  { clock }: Pick<Payments, "clock">,
  tx: Tx,
  payment: PaymentRow,
  now: Date,
): Promise<void> => {
  const { id, bookingId, currency, depositAmount, heldAt } = payment;
  const kept = Math.min(payment.settleAmount ?? 0, depositAmount);
  await updatePayment(tx, id, { status: "captured", payBy: null }, now);
  if (heldAt)
    await publish(tx, clock, "payment.released", bookingId, {
      paymentId: id,
      bookingId,
      amount: { amount: restOf(payment), currency },
    });
  if (kept > 0) await keepDeposit(clock, tx, payment, kept);
  if (kept === depositAmount) return;
  const refund = await insertRefund(tx, {
    paymentId: id,
    tipId: null,
    intentId: payment.depositIntentId!,
    currency,
    amount: depositAmount - kept,
    reason:
      kept === 0
        ? "The deposit of a booking that costs nothing"
        : "What the policy does not keep of the deposit",
    requestedBy: null,
    requestKey: null,
    status: "pending",
    at: now,
  });
  await enqueue(tx, REFUND_JOB, { refundId: refund.id }, { key: `${REFUND_JOB}:${refund.id}` });
};
