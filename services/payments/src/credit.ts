import { creditProvider, type Credit, type Posting } from "./ledger.ts";
import { partsOf } from "./pricing/parts.ts";
import type { PaymentChange, PaymentRow } from "./store.ts";

/** What became the provider's of a payment, and how much of that has gone back to the customer since; null before. */
export const creditOf = ({
  creditedAmount,
  creditedFeeAmount,
  creditedTaxAmount,
  creditedCouponAmount,
  capturedAmount,
  refundedAmount,
  chargedBackAmount,
}: PaymentRow): Credit | null => {
  if (creditedAmount === null || creditedFeeAmount === null) return null;
  // Credited was what had not gone back by then.
  const backBefore = capturedAmount - creditedAmount;
  return {
    amount: creditedAmount,
    fee: creditedFeeAmount,
    tax: creditedTaxAmount ?? 0,
    coupon: creditedCouponAmount ?? 0,
    backSince: refundedAmount + chargedBackAmount - backBefore,
  };
};

/** So much more of a payment that was credited becomes the provider's: from escrow, split as if it had been credited with the rest. */
export const creditMore = (
  payment: PaymentRow,
  amount: number,
): { postings: Posting[]; change: PaymentChange } => {
  const left = payment.capturedAmount - payment.refundedAmount - payment.chargedBackAmount;
  const [before, after] = [partsOf(payment, left), partsOf(payment, left + amount)];
  const parts = {
    tax: after.tax - before.tax,
    fee: after.fee - before.fee,
    net: after.net - before.net,
    coupon: after.coupon - before.coupon,
  };
  return {
    postings: creditProvider(payment, parts),
    change: {
      creditedAmount: (payment.creditedAmount ?? 0) + amount,
      creditedFeeAmount: (payment.creditedFeeAmount ?? 0) + parts.fee,
      creditedTaxAmount: (payment.creditedTaxAmount ?? 0) + parts.tax,
      creditedCouponAmount: (payment.creditedCouponAmount ?? 0) + parts.coupon,
    },
  };
};
