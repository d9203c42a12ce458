/**
 * # The formula of "recommended"
 *
 * The score of a provider is the sum of eight parts, each between 0 and 1, by the weights below, which add up to 1.
 *
 * | part | 1 means | why it counts |
 * | --- | --- | --- |
 * | near | next door; one half at 5 km | a local service is local: the way costs somebody time |
 * | rated | five stars, by enough people | what those who had it say; the average is drawn towards 4.5 as if eight such reviews were added, so that one lucky star proves nothing, and counts from 3 stars up, where averages differ |
 * | soon | open now; one half tomorrow at this time | people look when they need somebody |
 * | words | the words are its name | who is called like what was typed was probably meant; without words nobody has it |
 * | reliability | every accepted job kept | a job that is called off is worse than a late one; it counts as if nineteen jobs of twenty had been kept before, so one case proves nothing, from 80 % up |
 * | response | answered at once, or booked without asking; one half after an hour | until the answer nothing is certain; who was not asked often enough has one half |
 * | verified | checked by us | |
 * | newcomer | listed today, without reviews | see below |
 *
 * **Newcomers.** Whoever has no reviews is not booked, and whoever is not booked gets no reviews. So a new provider gets a
 * bonus that fades with each of the first ten reviews and each of the first sixty days, whichever goes first. It is small:
 * less than half a star of a known provider, or the way from next door to 800 m; it brings a newcomer before those who
 * are about as good and near, never before those who are clearly better. It cannot be had again.
 *
 * **Nobody can pay for a place**: no part knows of money, not even of the price.
 *
 * The nearest hundred are weighed against each other, then the next hundred, and so on. The open time moves while somebody
 * pages on, so which providers a page holds is decided by the other seven (`standingScore`), and `soon` then orders the page.
 */
export const WEIGHTS = {
  near: 0.3,
  rated: 0.24,
  soon: 0.14,
  words: 0.12,
  reliability: 0.07,
  response: 0.05,
  verified: 0.04,
  newcomer: 0.04,
} as const;

export type Part = keyof typeof WEIGHTS;

/** What the order of "recommended" depends on, and nothing else. */
export interface RankingFacts {
  distanceMeters: number;
  /** Average of the visible reviews, 1–5; of no meaning without any. */
  rating: number;
  ratingCount: number;
  /** How well the words of the search fit, 0–1; 0 when there were none. */
  words: number;
  /** Share of accepted jobs that were kept, as `keptShare` draws it; null for one of whom nothing is known. */
  reliability: number | null;
  /** Something is booked without waiting for an answer. */
  instant: boolean;
  /** Median minutes until a request is answered; null when there is nothing to tell it from. */
  responseMinutes: number | null;
  verified: boolean;
  /** Since the provider came to the marketplace. */
  listedDays: number;
}

const HALF_DISTANCE_METERS = 5_000;
const HALF_WAIT_HOURS = 24;
const HALF_RESPONSE_MINUTES = 60;
const PRIOR_RATING = { rating: 4.5, count: 8 };
const PRIOR_JOBS = { kept: 19, count: 20 };
const RATING_MIN = 3;
const KEPT_MIN = 0.8;
const NEW_REVIEWS = 10;
const NEW_DAYS = 60;

/** Average rating (1–5) drawn towards the prior. */
export const bayesianRating = (rating: number, count: number): number =>
  (PRIOR_RATING.rating * PRIOR_RATING.count + rating * count) / (PRIOR_RATING.count + count);

/** Share of accepted jobs that were kept (0–1), drawn towards the prior. */
export const keptShare = (keptCount: number, brokenCount: number): number =>
  (PRIOR_JOBS.kept + keptCount) / (PRIOR_JOBS.count + keptCount + brokenCount);

const within = (value: number): number => Math.min(1, Math.max(0, value));

/** 1 at 0, one half at `half`, towards 0 beyond. */
const fading = (value: number, half: number): number => half / (half + Math.max(0, value));

/** Each part of the standing score, 0–1. */
export const standingParts = (facts: RankingFacts): Record<Exclude<Part, "soon">, number> => ({
  near: fading(facts.distanceMeters, HALF_DISTANCE_METERS),
  rated: within((bayesianRating(facts.rating, facts.ratingCount) - RATING_MIN) / (5 - RATING_MIN)),
  words: within(facts.words),
  reliability: within(((facts.reliability ?? keptShare(0, 0)) - KEPT_MIN) / (1 - KEPT_MIN)),
  response: facts.instant
    ? 1
    : fading(facts.responseMinutes ?? HALF_RESPONSE_MINUTES, HALF_RESPONSE_MINUTES),
  verified: facts.verified ? 1 : 0,
  newcomer: newcomerPart(facts),
});

const newcomerPart = ({ ratingCount, listedDays }: RankingFacts): number =>
  within(1 - ratingCount / NEW_REVIEWS) * within(1 - Math.max(0, listedDays) / NEW_DAYS);

/** The part of the open time: `waitHours` until the first one, null when none is in sight. */
export const soonPart = (waitHours: number | null): number =>
  waitHours === null ? 0 : fading(waitHours, HALF_WAIT_HOURS);

/** What does not depend on the calendar, at most `1 - WEIGHTS.soon`. */
export const standingScore = (facts: RankingFacts): number => {
  const { near, rated, words, reliability, response, verified, newcomer } = standingParts(facts);
  return (
    WEIGHTS.near * near +
    WEIGHTS.rated * rated +
    WEIGHTS.words * words +
    WEIGHTS.reliability * reliability +
    WEIGHTS.response * response +
    WEIGHTS.verified * verified +
    WEIGHTS.newcomer * newcomer
  );
};

/** What does, at most `WEIGHTS.soon`. `firstStart` is the first open time (RFC 3339), if there is one. */
export const soonScore = (firstStart: string | undefined, now: Date): number =>
  WEIGHTS.soon *
  soonPart(firstStart === undefined ? null : (Date.parse(firstStart) - now.getTime()) / 3_600_000);
