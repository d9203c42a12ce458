import { creditMore, creditOf } from "./credit.ts";
import { lose, refundToCustomer, tipToProvider, type Posting } from "./ledger.ts";
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
  // What was taken before the rest became the provider's comes back after it: it is credited as the rest was.
  const late = isLate ? creditMore(payment, -borne) : null;
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
      ...(late ? [...refundToCustomer(payment, borne, null), ...late.postings] : []),
      ...(late || borne === 0 ? [] : refundToCustomer(payment, borne, creditOf(payment))),
      ...lose(lost),
    ],
    change: { chargedBackAmount: payment.chargedBackAmount + borne, ...late?.change },
  };
};
