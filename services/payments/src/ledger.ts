import type { LedgerAccount } from "@loconomy/contracts";
import type { Parts } from "./pricing/parts.ts";
import { share } from "./pricing/rounding.ts";

/** One line of a ledger transaction, in minor units. Positive: owed to the account's owner; negative: taken from it. */
export interface Posting {
  account: LedgerAccount;
  /** A booking for `customer_escrow`, a provider for `provider_payable`, else null. */
  owner: string | null;
  amount: number;
}

interface Parties {
  bookingId: string;
  providerId: string;
}

const withoutZeros = (postings: Posting[]): Posting[] =>
  postings.filter(({ amount }) => amount !== 0);

/** Stripe took the money: it now owes it to us, we owe it to the booking. */
export const captureToEscrow = (bookingId: string, amount: number): Posting[] =>
  withoutZeros([
    { account: "stripe_clearing", owner: null, amount: -amount },
    { account: "customer_escrow", owner: bookingId, amount },
  ]);

/** The booking's money becomes the provider's, less tax and fee; what a coupon took off comes from the platform's share. */
export const creditProvider = (
  { bookingId, providerId }: Parties,
  { tax, fee, net, coupon }: Parts,
): Posting[] =>
  withoutZeros([
    { account: "customer_escrow", owner: bookingId, amount: -(tax + fee + net - coupon) },
    { account: "provider_payable", owner: providerId, amount: net },
    { account: "platform_fees", owner: null, amount: fee },
    { account: "platform_fees", owner: null, amount: -coupon },
    { account: "tax_payable", owner: null, amount: tax },
  ]);

/** Money goes to the provider's account at Stripe: we owe it no more, and Stripe has less of ours. */
export const transferToProvider = (providerId: string, amount: number): Posting[] => [
  { account: "provider_payable", owner: providerId, amount: -amount },
  { account: "stripe_clearing", owner: null, amount },
];

/** Money comes back from the provider's account at Stripe. */
export const takeBackTransfer = (providerId: string, amount: number): Posting[] =>
  transferToProvider(providerId, -amount);

/** Stripe took a tip: all of it is the provider's. Less than nothing: it went back to the customer. */
export const tipToProvider = (providerId: string, amount: number): Posting[] =>
  takeBackTransfer(providerId, amount);

/** Stripe kept something of a charge, which the platform bears. */
export const processingFee = (amount: number): Posting[] => [
  { account: "stripe_clearing", owner: null, amount },
  { account: "processing_fees", owner: null, amount: -amount },
];

/** What was credited, and how much of that has gone back since; less than nothing while some that was not credited is still in escrow. */
export interface Credit {
  amount: number;
  tax: number;
  coupon: number;
  fee: number;
  backSince: number;
}

/**
 * Money goes back to the customer, or, negative, comes from there again: from escrow, or – once credited – from provider, platform and
 * tax in the proportion in which they got it; what is in escrow still, because it was not kept, goes first. Shares are taken of all
 * that went back together, so that a full refund in many parts takes from each exactly what it had, never a cent more.
 */
export const refundToCustomer = (
  { bookingId, providerId }: Parties,
  amount: number,
  credit: Credit | null,
): Posting[] => {
  const back: Posting = { account: "stripe_clearing", owner: null, amount };
  if (!credit)
    return withoutZeros([{ account: "customer_escrow", owner: bookingId, amount: -amount }, back]);
  const { backSince } = credit;
  const before = shareOfCredit(credit, backSince);
  const after = shareOfCredit(credit, backSince + amount);
  const fromEscrow = Math.min(backSince + amount, 0) - Math.min(backSince, 0);
  return withoutZeros([
    { account: "customer_escrow", owner: bookingId, amount: -fromEscrow },
    { account: "provider_payable", owner: providerId, amount: before.net - after.net },
    { account: "platform_fees", owner: null, amount: before.fee - after.fee },
    { account: "platform_fees", owner: null, amount: after.coupon - before.coupon },
    { account: "tax_payable", owner: null, amount: before.tax - after.tax },
    back,
  ]);
};

/** Whose a credit is when what went back since is taken off. */
export const leftOfCredit = (credit: Credit): Parts => {
  const back = shareOfCredit(credit, credit.backSince);
  const { amount, tax, fee, coupon } = credit;
  const net = amount - tax + coupon - fee;
  return {
    tax: tax - back.tax,
    fee: fee - back.fee,
    net: net - back.net,
    coupon: coupon - back.coupon,
  };
};

/** What the platform bears: Stripe's fees for chargebacks, and what nobody else is there for. Negative: it comes back. */
export const lose = (amount: number): Posting[] =>
  withoutZeros([
    { account: "losses", owner: null, amount: -amount },
    { account: "stripe_clearing", owner: null, amount },
  ]);

/** Whose so much of a credit is: tax and coupon in proportion, the fee in proportion of the price, so that no part shrinks. */
const shareOfCredit = (credit: Credit, back: number): Parts => {
  const amount = Math.max(back, 0);
  if (credit.amount === 0) return { tax: 0, fee: 0, net: 0, coupon: 0 };
  const tax = share(amount, credit.tax, credit.amount);
  const coupon = share(amount, credit.coupon, credit.amount);
  const price = amount - tax + coupon;
  const whole = credit.amount - credit.tax + credit.coupon;
  const fee = whole === 0 ? 0 : share(price, credit.fee, whole);
  return { tax, fee, net: price - fee, coupon };
};
