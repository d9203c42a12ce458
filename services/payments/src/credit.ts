import { creditProvider, leftOfCredit, type Credit, type Posting } from "./ledger.ts";
import { partsOf } from "./pricing/parts.ts";
import type { PaymentChange, PaymentRow } from "./store.ts";

/** What became the provider's of a payment, and how much of that has gone back to the customer since (`Credit`); null before. */
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
  // Credited was what was kept and had not gone back by then.
  const backBefore = capturedAmount - creditedAmount;
  return {
    amount: creditedAmount,
    fee: creditedFeeAmount,
    tax: creditedTaxAmount ?? 0,
    coupon: creditedCouponAmount ?? 0,
    backSince: refundedAmount + chargedBackAmount - backBefore,
  };
};

const NO_CREDIT: Credit = { amount: 0, fee: 0, tax: 0, coupon: 0, backSince: 0 };

/**
 * So much more of a payment that was credited becomes the provider's, up to what is kept of it: from escrow, split so that everybody
 * then has what they would have if it had been credited with the rest, what went back since included.
 */
export const creditMore = (
  payment: PaymentRow,
  amount: number,
): { postings: Posting[]; change: PaymentChange } => {
  const credit = creditOf(payment) ?? NO_CREDIT;
  const all = credit.amount + amount;
  const kept = Math.min(all, payment.settleAmount ?? all);
  const next: Credit = {
    ...partsOf(payment, kept),
    amount: kept,
    backSince: credit.backSince - (all - kept),
  };
  const [before, after] = [leftOfCredit(credit), leftOfCredit(next)];
  const parts = {
    tax: after.tax - before.tax,
    fee: after.fee - before.fee,
    net: after.net - before.net,
    coupon: after.coupon - before.coupon,
  };
  return {
    postings: creditProvider(payment, parts),
    change: {
      creditedAmount: next.amount,
      creditedFeeAmount: next.fee,
      creditedTaxAmount: next.tax,
      creditedCouponAmount: next.coupon,
    },
  };
};
