import type { LedgerAccount } from "@loconomy/contracts";

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

/** `amount × numerator / denominator`, rounded half up; exact for any amounts. */
const share = (amount: number, numerator: number, denominator: number): number =>
  Number(
    (2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)),
  );

/** The platform's fee on an amount in minor units; basis points, rounded half up. */
export const feeOf = (amount: number, feeBps: number): number => share(amount, feeBps, 10_000);

const withoutZeros = (postings: Posting[]): Posting[] =>
  postings.filter(({ amount }) => amount !== 0);

/** Stripe took the money: it now owes it to us, we owe it to the booking. */
export const captureToEscrow = (bookingId: string, amount: number): Posting[] =>
  withoutZeros([
    { account: "stripe_clearing", owner: null, amount: -amount },
    { account: "customer_escrow", owner: bookingId, amount },
  ]);

/** The booking's money becomes the provider's, less the fee. Fee and net make up the amount exactly. */
export const creditProvider = (
  { bookingId, providerId }: Parties,
  amount: number,
  feeBps: number,
): Posting[] => {
  const fee = feeOf(amount, feeBps);
  return withoutZeros([
    { account: "customer_escrow", owner: bookingId, amount: -amount },
    { account: "provider_payable", owner: providerId, amount: amount - fee },
    { account: "platform_fees", owner: null, amount: fee },
  ]);
};

/** Money goes to the provider's account at Stripe: we owe it no more, and Stripe has less of ours. */
export const transferToProvider = (providerId: string, amount: number): Posting[] => [
  { account: "provider_payable", owner: providerId, amount: -amount },
  { account: "stripe_clearing", owner: null, amount },
];

/** Money comes back from the provider's account at Stripe. */
export const takeBackTransfer = (providerId: string, amount: number): Posting[] =>
  transferToProvider(providerId, -amount);

/** What was credited to the provider, and how much of that has gone back since. */
export interface Credit {
  amount: number;
  fee: number;
  refundedSince: number;
}

/**
 * Money goes back to the customer: from escrow, or – once credited – from provider and platform in the proportion in
 * which they got it. Shares are taken of all refunds together, so that a full refund in many parts takes from each
 * exactly what it had, never a cent more.
 */
export const refundToCustomer = (
  { bookingId, providerId }: Parties,
  amount: number,
  credit: Credit | null,
): Posting[] => {
  const back: Posting = { account: "stripe_clearing", owner: null, amount };
  if (!credit)
    return withoutZeros([{ account: "customer_escrow", owner: bookingId, amount: -amount }, back]);
  const feeAfter = share(credit.refundedSince + amount, credit.fee, credit.amount);
  const fee = feeAfter - share(credit.refundedSince, credit.fee, credit.amount);
  return withoutZeros([
    { account: "provider_payable", owner: providerId, amount: -(amount - fee) },
    { account: "platform_fees", owner: null, amount: -fee },
    back,
  ]);
};
