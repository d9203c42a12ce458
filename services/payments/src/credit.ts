import type { Credit } from "./ledger.ts";
import type { PaymentRow } from "./store.ts";

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
