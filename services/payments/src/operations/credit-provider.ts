import { system, transaction } from "@loconomy/kit";
import { isHeldBack } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { isOver } from "../intent-step.ts";
import { postToLedger } from "../ledger-store.ts";
import { creditProvider as postings } from "../ledger.ts";
import { partsOf } from "../pricing/parts.ts";
import { lockPayment, updatePayment } from "../store.ts";
import { sendSoon } from "./send-to-provider.ts";

/** Turns what is left of a captured payment into the provider's money, less tax and fee. Happens once; safe to repeat. */
export const creditProvider = ({ db, clock }: Payments, paymentId: string): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { id: paymentId });
    if (!payment || payment.capturedAmount === 0 || payment.creditedAt) return;
    // A deposit waits for the end of its booking, also where that brings no more.
    if (!isOver(payment)) return;
    // Of a booking that costs nothing the provider gets nothing, also where its deposit could not be given back yet.
    if (payment.settleAmount === 0) return;
    // Asked for again when that is over.
    if (await isHeldBack(tx, { paymentId, tipId: null })) return;
    const { id, bookingId, currency } = payment;
    const amount = payment.capturedAmount - payment.refundedAmount - payment.chargedBackAmount;
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
    await postToLedger(tx, {
      kind: "release",
      bookingId,
      reference: `release:${id}`,
      currency,
      at,
      postings: postings(payment, parts),
    });
    await sendSoon(tx, payment, at);
  });
