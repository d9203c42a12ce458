import { enqueue, system, transaction, type Tx } from "@loconomy/kit";
import { isHeldBack } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { CREDIT_JOB } from "../credit-plan.ts";
import { isOver } from "../intent-step.ts";
import { postToLedger } from "../ledger-store.ts";
import { creditProvider as postings } from "../ledger.ts";
import { partsOf } from "../pricing/parts.ts";
import { pendingRefundAmount } from "../refund-store.ts";
import { lockPayment, updatePayment } from "../store.ts";
import { sendSoon } from "./send-to-provider.ts";

/** What waits for a dispute or a refund is looked at again so much later. */
const WAIT_MS = 3_600_000;

/**
 * Turns what is left of a captured payment into the provider's money, less tax and fee. Happens once; safe to repeat. While the
 * booking is disputed, or a refund is proposed or on its way, it waits. A dispute begins within 48 hours of what leads to the
 * capture, and this comes 48 hours after it: none can begin meanwhile.
 */
export const creditProvider = async (payments: Payments, paymentId: string): Promise<void> => {
  const { db, clock, clients } = payments;
  const seen = await transaction(db, system("payments"), (tx) =>
    lockPayment(tx, { id: paymentId }),
  );
  if (!seen || seen.capturedAmount === 0 || seen.creditedAt) return;
  const booking = await clients.bookings.getRecord({ id: seen.bookingId });
  await transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { id: paymentId });
    if (!payment || payment.creditedAt) return;
    // A deposit waits for the end of its booking, also where that brings no more.
    if (!isOver(payment)) return;
    // Of a booking that costs nothing the provider gets nothing, also where its deposit could not be given back yet.
    if (payment.settleAmount === 0) return;
    // Asked for again when that is over.
    if (await isHeldBack(tx, { paymentId, tipId: null })) return;
    const { id, bookingId, currency } = payment;
    if (booking?.status === "disputed" || (await pendingRefundAmount(tx, id, null)) > 0)
      return lookAgain(tx, id);
    const { capturedAmount, refundedAmount, chargedBackAmount, settleAmount } = payment;
    const left = capturedAmount - refundedAmount - chargedBackAmount;
    // What is not kept of a deposit, and could not be given back, stays the customer's.
    const amount = Math.min(left, settleAmount ?? left);
    const parts = partsOf(payment, amount);
    const at = clock.now();
    await updatePayment(
      tx,
      id,
      {
        creditedAt: at,
        creditedAmount: amount,
        creditedFeeAmount: parts.fee,
        creditedTaxAmount: parts.tax,
        creditedCouponAmount: parts.coupon,
      },
      at,
    );
    if (amount === 0) return;
    postToLedger(tx, {
      kind: "release",
      bookingId,
      reference: `release:${id}`,
      currency,
      at,
      postings: postings(payment, parts),
    });
    await sendSoon(tx, payment, at);
  });
};

const lookAgain = (tx: Tx, paymentId: string): Promise<void> =>
  enqueue(tx, CREDIT_JOB, { paymentId }, { delayMs: WAIT_MS, key: `${CREDIT_JOB}:${paymentId}` });
