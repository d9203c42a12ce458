import { creditOf } from "./credit.ts";
import { creditProvider, lose, refundToCustomer, tipToProvider, type Posting } from "./ledger.ts";
import { partsOf } from "./pricing/parts.ts";
import type { PaymentChange, PaymentRow } from "./store.ts";

interface Facts {
  payment: PaymentRow;
  /** Its tip is disputed, which has a charge of its own and is all the provider's. */
  isOfTip: boolean;
  /** What is booked. */
  chargeback: {
    withdrawnAmount: number;
    feeAmount: number;
    borneAmount: number;
    isFromEscrow: boolean | null;
  };
  /** How it stands at Stripe. */
  taken: { withdrawn: number; fee: number };
  /** What can still go back of the payment. */
  left: number;
}

interface Moved {
  borneAmount: number;
  isFromEscrow: boolean | null;
  postings: Posting[];
  change: PaymentChange;
}

/**
 * How the ledger gets from what is booked of a chargeback to how it stands at Stripe. The payment bears what is left of it: as
 * with a refund, from escrow, else from provider, platform and tax in proportion. Stripe's fee, and what was not left, are
 * the platform's loss.
 */
export const moveChargeback = ({ payment, isOfTip, chargeback, taken, left }: Facts): Moved => {
  const borneAmount = Math.min(taken.withdrawn, chargeback.borneAmount + left);
  const borne = borneAmount - chargeback.borneAmount;
  const lost =
    taken.withdrawn - chargeback.withdrawnAmount - borne + (taken.fee - chargeback.feeAmount);
  const isFromEscrow =
    chargeback.isFromEscrow ?? (borne === 0 ? null : payment.creditedAt === null);
  const isLate = borne < 0 && isFromEscrow === true && payment.creditedAt !== null;
  const bearing = isLate ? creditLate(payment, -borne) : null;
  if (isOfTip)
    return {
      borneAmount,
      isFromEscrow: false,
      postings: [...(borne === 0 ? [] : tipToProvider(payment.providerId, -borne)), ...lose(lost)],
      change: {},
    };
  return {
    borneAmount,
    isFromEscrow,
    postings: [
      ...(bearing?.postings ??
        (borne === 0 ? [] : refundToCustomer(payment, borne, creditOf(payment)))),
      ...lose(lost),
    ],
    change: { chargedBackAmount: payment.chargedBackAmount + borne, ...bearing?.change },
  };
};

/** What was taken before the rest became the provider's comes back after it: it is credited as the rest was. */
const creditLate = (
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
    postings: [...refundToCustomer(payment, -amount, null), ...creditProvider(payment, parts)],
    change: {
      creditedAmount: (payment.creditedAmount ?? 0) + amount,
      creditedFeeAmount: (payment.creditedFeeAmount ?? 0) + parts.fee,
      creditedTaxAmount: (payment.creditedTaxAmount ?? 0) + parts.tax,
      creditedCouponAmount: (payment.creditedCouponAmount ?? 0) + parts.coupon,
    },
  };
};
