/**
 * When a price is held on a card, so that the hold outlasts the job. All times are epoch milliseconds.
 *
 *     authorise             start    end              + 24 h      + 29 h + 30 h
 *         |  24 h to pay      |       |  clock completes | retries  |      |
 *         |<---------------------- 4 days 18 hours ----------------------->|
 *
 * A card is held for 7 days when its owner is present, and for at least 4 days and 18 hours when a saved card is charged in
 * the owner's absence (Visa; other networks hold longer). The clock completes a job 24 hours after its end; 5 hours more
 * are left for capturing again when Stripe cannot be reached, and one because clocks differ. So a saved card is authorised
 * 84 hours before the end of the job. Jobs last 12 hours at most: that is at least 72 hours before the start, and a card
 * that fails leaves its owner a day to pay with another one, and the provider two days to fill the time again.
 */
const HOUR_MS = 3_600_000;
const COMPLETE_AFTER_END_MS = 24 * HOUR_MS;
const CAPTURE_RETRIES_MS = 5 * HOUR_MS;
const SLACK_MS = HOUR_MS;
const HOLD_PRESENT_MS = 7 * 24 * HOUR_MS;
const HOLD_ABSENT_MS = (4 * 24 + 18) * HOUR_MS;
/** A hold that turns out shorter than the networks promise is made anew so long before the start, and only once. */
const RENEW_BEFORE_START_MS = 48 * HOUR_MS;
const GRACE_MS = 24 * HOUR_MS;
const GRACE_MS_MIN = 2 * HOUR_MS;
const GRACE_BEFORE_START_MS = 24 * HOUR_MS;
/** Jobs of the queue run a little late; what is later than that finds the provider at work. */
const CALLED_OFF_LATE_MS = 10 * 60_000;

export interface Job {
  start: number;
  end: number;
}

/** Until when a hold has to last for a job that ends at `end`. */
export const neededUntil = (end: number): number =>
  end + COMPLETE_AFTER_END_MS + CAPTURE_RETRIES_MS;

/** When a saved card is authorised for a job that ends at `end`: as late as the hold allows, as early as it needs. */
export const authorizeAt = (end: number): number => neededUntil(end) + SLACK_MS - HOLD_ABSENT_MS;

/** When to hold the price of a job that is booked at `now`: null for at once, else the card is saved until then. */
export const laterAuthorization = (end: number, now: number): number | null =>
  now + HOLD_PRESENT_MS < neededUntil(end) + SLACK_MS ? authorizeAt(end) : null;

export interface CardHold {
  /** By our clock. */
  heldAt: number;
  /** What Stripe says; null when it says nothing, which is taken for the 7 days. */
  captureBefore: number | null;
}

export const lapsesAt = ({ heldAt, captureBefore }: CardHold): number =>
  captureBefore ?? heldAt + HOLD_PRESENT_MS;

/** When a hold has to be made anew because it would lapse before the job is closed; null when it lasts, or nothing helps. */
export const renewAt = ({ start, end }: Job, hold: CardHold): number | null => {
  if (lapsesAt(hold) >= neededUntil(end)) return null;
  const moments = [authorizeAt(end), start - RENEW_BEFORE_START_MS];
  return moments.find((moment) => hold.heldAt < moment) ?? null;
};

/**
 * Until when another card can pay after the saved one failed at `failedAt`: a day, but not later than a day before the
 * start, so that the provider can fill the time. When that is over already: two hours, but not beyond the start. Null
 * once the job has started: then nothing is called off any more.
 */
export const payBy = (start: number, failedAt: number): number | null =>
  failedAt >= start
    ? null
    : Math.min(
        start,
        failedAt + GRACE_MS,
        Math.max(start - GRACE_BEFORE_START_MS, failedAt + GRACE_MS_MIN),
      );

/** Whether a booking that nobody paid can still be called off at `now`. */
export const canCallOff = (start: number, now: number): boolean => now < start + CALLED_OFF_LATE_MS;
