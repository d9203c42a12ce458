import type { Match } from "./matches.ts";

/**
 * "Recommended" is the sum of four parts, each between 0 and 1, by these weights:
 *
 * - near: 1 / (1 + distance / 5 km) – next door 1, at 5 km one half;
 * - rated: the average drawn towards 4.2 as if eight such reviews were added, so that one lucky star proves nothing;
 * - verified: 1 or 0;
 * - soon: 1 / (1 + hours until the first open time / 24) – no open time in sight is 0.
 *
 * Nobody can pay for a place. The first three decide which providers a page holds, because they hold still while somebody
 * pages on; the fourth then orders the page.
 */
export const WEIGHTS = { near: 0.4, rated: 0.35, verified: 0.1, soon: 0.15 } as const;

const HALF_DISTANCE_METERS = 5_000;
const HALF_WAIT_HOURS = 24;
const PRIOR = { rating: 4.2, count: 8 };

/** Average rating (1–5) drawn towards the prior. */
export const bayesianRating = (rating: number, count: number): number =>
  (PRIOR.rating * PRIOR.count + rating * count) / (PRIOR.count + count);

/** What a score is told from. */
export type Standing = Pick<Match, "distanceMeters" | "rating" | "ratingCount" | "verified">;

/** The parts that do not depend on the calendar. */
export const standingScore = ({
  distanceMeters,
  rating,
  ratingCount,
  verified,
}: Standing): number =>
  WEIGHTS.near / (1 + distanceMeters / HALF_DISTANCE_METERS) +
  (WEIGHTS.rated * (bayesianRating(rating, ratingCount) - 1)) / 4 +
  (verified ? WEIGHTS.verified : 0);

/** The part that does. `firstStart` is the first open time, if there is one. */
export const soonScore = (firstStart: string | undefined, now: Date): number =>
  firstStart === undefined
    ? 0
    : WEIGHTS.soon /
      (1 + Math.max(0, Date.parse(firstStart) - now.getTime()) / 3_600_000 / HALF_WAIT_HOURS);
