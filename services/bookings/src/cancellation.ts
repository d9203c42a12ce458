import type {
  BookingParty,
  BookingStatus,
  CancellationPolicyName,
  PolicyTerms,
} from "@loconomy/contracts";

const HOUR_MS = 3_600_000;
const GRACE_MS = HOUR_MS;
const GRACE_BEFORE_START_MS = 24 * HOUR_MS;

/** Until how many hours before the start (inclusive) how many percent of the price are kept. Later nothing comes back. */
const POLICIES: Record<
  CancellationPolicyName,
  ReadonlyArray<{ hoursBefore: number; keepPercent: number }>
> = {
  flexible: [
    { hoursBefore: 24, keepPercent: 0 },
    { hoursBefore: 0, keepPercent: 50 },
  ],
  moderate: [
    { hoursBefore: 48, keepPercent: 0 },
    { hoursBefore: 0, keepPercent: 50 },
  ],
  strict: [
    { hoursBefore: 7 * 24, keepPercent: 0 },
    { hoursBefore: 24, keepPercent: 50 },
    { hoursBefore: 0, keepPercent: 100 },
  ],
};

/**
 * A policy as dates for one booking, earliest first: up to and including `until` the step's share is kept, after the last one
 * all of it. Steps that were over when it was booked are left out. The first hour after booking is free while the
 * start is at least a day away. Times are epoch milliseconds.
 */
export const policyTerms = (
  name: CancellationPolicyName,
  start: number,
  bookedAt: number,
): PolicyTerms => {
  const graceUntil = Math.min(bookedAt + GRACE_MS, start - GRACE_BEFORE_START_MS);
  const steps = POLICIES[name].map(({ hoursBefore, keepPercent }) => {
    const until = start - hoursBefore * HOUR_MS;
    return { until: keepPercent === 0 ? Math.max(until, graceUntil) : until, keepPercent };
  });
  return {
    name,
    steps: steps
      .filter(({ until }) => until >= bookedAt)
      .map(({ until, keepPercent }) => ({ until: new Date(until).toISOString(), keepPercent })),
  };
};

interface Moved {
  /** As they were before. */
  terms: PolicyTerms;
  status: BookingStatus;
  /** The new start. */
  start: number;
  bookedAt: number;
  now: number;
}

/**
 * The terms of a booking that moves to another time: the same policy counted from the new start, but never cheaper than
 * cancelling would have been at the moment of the move. Else one could move a booking first and cancel it for nothing then.
 */
export const termsAfterMove = ({ terms, status, start, bookedAt, now }: Moved): PolicyTerms => {
  const kept = status === "pending" ? 0 : keepPercentAt(terms, now);
  const steps = policyTerms(terms.name, start, bookedAt)
    .steps.filter(({ until }) => Date.parse(until) >= now)
    .map(({ until, keepPercent }) => ({ until, keepPercent: Math.max(keepPercent, kept) }));
  return {
    name: terms.name,
    steps: steps.filter(({ keepPercent }, i) => keepPercent !== steps[i + 1]?.keepPercent),
  };
};

/** Percent of the price that a cancellation at `now` keeps by the terms that the customer was shown. */
export const keepPercentAt = (terms: PolicyTerms, now: number): number =>
  terms.steps.find(({ until }) => now <= Date.parse(until))?.keepPercent ?? 100;

/** A share of minor units; a fraction of a unit goes to the customer. */
export const shareOf = (amount: number, percent: number): number => {
  const hundredths = amount * percent;
  return (hundredths - (hundredths % 100)) / 100;
};

interface CancellationFacts {
  status: BookingStatus;
  by: BookingParty;
  terms: PolicyTerms;
  /** Price in minor units. */
  amount: number;
  now: number;
}

interface CancellationOutcome {
  wasPaid: boolean;
  keepPercent: number;
  keep: number;
  refund: number;
}

/** What a cancellation costs: nothing before it is confirmed, nothing when the provider or the clock does it, else by the terms. */
export const cancellationOutcome = ({
  status,
  by,
  terms,
  amount,
  now,
}: CancellationFacts): CancellationOutcome => {
  if (status === "awaiting_payment") return { wasPaid: false, keepPercent: 0, keep: 0, refund: 0 };
  const isFree = status === "pending" || by === "provider" || by === "clock";
  const keepPercent = isFree ? 0 : keepPercentAt(terms, now);
  const keep = shareOf(amount, keepPercent);
  return { wasPaid: true, keepPercent, keep, refund: amount - keep };
};

/** Until when (inclusive) cancelling is free by the terms, RFC 3339; null when it never is. */
export const freeUntil = (terms: PolicyTerms): string | null =>
  terms.steps.findLast(({ keepPercent }) => keepPercent === 0)?.until ?? null;
