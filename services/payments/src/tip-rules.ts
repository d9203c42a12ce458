import { leastCharge, TIP_DAYS, type BookingStatus, type Money } from "@loconomy/contracts";
import { share } from "./pricing/rounding.ts";

const DAY_MS = 24 * 3_600_000;
const PERCENTS = [10, 15, 20];

/** What a tip depends on: the booking as it is now, and its price before any coupon, in minor units. */
export interface Tipped {
  status: BookingStatus;
  /** Epoch milliseconds. */
  completedAt: number | null;
  price: number;
  currency: string;
}

export interface TipOffer {
  suggestions: Array<{ percent: number; amount: Money }>;
  least: Money;
  most: Money;
  until: string;
}

export type TipRefusal =
  | "not_completed"
  | "too_late"
  | "other_currency"
  | "too_little"
  | "too_much";

/** When a tip is too late, epoch milliseconds. */
const endOf = (completedAt: number): number => completedAt + TIP_DAYS * DAY_MS;

/** At most as much as the price itself: what is more is a slip of the finger. */
const mostOf = ({ price, currency }: Tipped): number => Math.max(price, leastCharge(currency));

/** What can be given for a booking at `now`; null when nothing can. Suggestions are rounded half up, and too small ones left out. */
export const tipOffer = (tipped: Tipped, now: number): TipOffer | null => {
  const { completedAt, price, currency } = tipped;
  if (refusalOfTime(tipped, now) || completedAt === null) return null;
  const money = (amount: number): Money => ({ amount, currency });
  const least = leastCharge(currency);
  return {
    suggestions: PERCENTS.map((percent) => ({
      percent,
      amount: money(share(price, percent, 100)),
    })).filter(({ amount }) => amount.amount >= least),
    least: money(least),
    most: money(mostOf(tipped)),
    until: new Date(endOf(completedAt)).toISOString(),
  };
};

/** Why a tip cannot be given at `now`; null when it can. */
export const tipRefusal = (tipped: Tipped, tip: Money, now: number): TipRefusal | null => {
  const refusal = refusalOfTime(tipped, now);
  if (refusal) return refusal;
  if (tip.currency !== tipped.currency) return "other_currency";
  if (tip.amount < leastCharge(tip.currency)) return "too_little";
  return tip.amount > mostOf(tipped) ? "too_much" : null;
};

const refusalOfTime = ({ status, completedAt }: Tipped, now: number): TipRefusal | null => {
  if (status !== "completed" || completedAt === null) return "not_completed";
  return now >= endOf(completedAt) ? "too_late" : null;
};
