import type { BookingMailFacts, CancelledMailFacts } from "./facts.ts";
import { dateWords, moneyWords } from "./words.ts";

/** The deposit that was charged for a booking, and what it leaves of the price, in minor units; null without one. */
export const depositOf = ({
  booking,
  card,
}: BookingMailFacts): { paid: number; rest: number; words(amount: number): string } | null => {
  const paid = card?.deposit ?? 0;
  if (paid === 0) return null;
  const { amount, currency } = booking.price;
  return {
    paid,
    rest: amount - paid,
    words: (part) => moneyWords({ amount: part, currency }),
  };
};

/** That a deposit was charged, and what happens with the rest of the price; null without one. */
export const depositWords = (facts: BookingMailFacts): string | null => {
  const deposit = depositOf(facts);
  if (!deposit) return null;
  const { paid, rest, words } = deposit;
  if (rest === 0) return `The whole price, ${words(paid)}, was charged to your card as a deposit.`;
  const reservedAt = facts.card?.reservedAt;
  const held = reservedAt
    ? `is reserved on ${dateWords(reservedAt, facts.booking.timeZone)}`
    : "is held on it";
  return `Your deposit of ${words(paid)} was charged to your card. The other ${words(rest)} ${held} and charged when the job is done.`;
};

/** What is charged when the job is done: what a deposit leaves, else all. Within a sentence. */
export const chargedNow = (facts: BookingMailFacts, whose: string): string => {
  const deposit = depositOf(facts);
  if (!deposit) return `${moneyWords(facts.booking.price)} is charged to ${whose} card now`;
  if (deposit.rest === 0) return "the price is paid by the deposit";
  return `${deposit.words(deposit.rest)}, the price less the deposit, is charged to ${whose} card now`;
};

/** That nothing of a deposit is kept; null without one. */
export const depositBack = (facts: BookingMailFacts): string | null => {
  const deposit = depositOf(facts);
  return (
    deposit &&
    `Your deposit of ${deposit.words(deposit.paid)} goes back to your card in full, and nothing else is charged; your bank may take a few days to show it.`
  );
};

/** What becomes of the deposit of a booking that is called off, where some of the price is kept; null without a deposit. */
export const depositKept = (facts: CancelledMailFacts): string | null => {
  const deposit = depositOf(facts);
  if (!deposit) return null;
  const { paid, words } = deposit;
  const kept = facts.keep.amount;
  const policy = "by the cancellation policy that you saw when you booked";
  if (kept < paid)
    return `${words(kept)} of your deposit is kept, ${policy}. The other ${words(paid - kept)} goes back to your card; your bank may take a few days to show it.`;
  const more =
    kept === paid
      ? "Nothing more is charged"
      : `${words(kept - paid)} more is charged to your card`;
  return `${words(kept)} is kept, ${policy}. Your deposit of ${words(paid)} counts towards it. ${more}.`;
};
