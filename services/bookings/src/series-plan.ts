import type { Claim, Interval } from "./intervals.ts";
import { LIMIT_MARGIN_MS } from "./limits.ts";
import { openSlots, type SlotQuestion } from "./slots.ts";
import { TRAVEL_MINUTES_MAX } from "./travel.ts";
import { toLocal, zoneOffsets } from "./zone-offsets.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ALTERNATIVES_MAX = 5;
const AROUND_MS = 7 * DAY_MS;
/** Longest job, both buffers and the longest way: how far away a claim can still be in the way. */
const REACH_MS = (720 + 480 + TRAVEL_MINUTES_MAX) * MINUTE_MS;

interface Wish {
  /** Its number by the rule of the series. */
  occurrence: number;
  /** Epoch milliseconds. */
  start: number;
}

export interface Planned extends Wish, Interval {
  state: "open" | "taken" | "not_offered";
  /** Open times near one that cannot be had, those of the same day first; none of them is in the way of the rest. */
  alternatives: Interval[];
}

type Question = Omit<SlotQuestion, "from" | "to" | "limit">;

/** The stretch of time (epoch ms) whose claims decide about a plan for starts between two moments. */
export const planRange = (first: number, last: number): { from: number; to: number } => {
  const margin = AROUND_MS + LIMIT_MARGIN_MS + REACH_MS;
  return { from: first - margin, to: last + margin };
};

/**
 * Which times of a series can be had, each beside all others of it, and what could be had instead of those that cannot.
 * `busy` is what others have, in the `planRange`.
 */
export const planSeries = (question: Question, wishes: readonly Wish[]): Planned[] => {
  const busy = [...question.busy];
  const durationMs = question.durationMinutes * MINUTE_MS;
  const states = new Map<number, Planned["state"]>();
  for (const { occurrence, start } of wishes) {
    const isOpenWith = (claims: readonly Claim[]): boolean =>
      openSlots({
        ...question,
        busy: near(claims, start, 0),
        from: start,
        to: start + 1,
        limit: 1,
      }).length > 0;
    const state = isOpenWith(busy) ? "open" : isOpenWith([]) ? "taken" : "not_offered";
    states.set(occurrence, state);
    if (state === "open") busy.push(claimOf(question, start));
  }
  return wishes.map(({ occurrence, start }) => {
    const state = states.get(occurrence)!;
    return {
      occurrence,
      start,
      end: start + durationMs,
      state,
      alternatives: state === "open" ? [] : alternativesTo({ ...question, busy }, start),
    };
  });
};

const claimOf = (
  {
    rules: { bufferBeforeMinutes, bufferAfterMinutes },
    durationMinutes,
    travel,
  }: Pick<Question, "rules" | "durationMinutes" | "travel">,
  start: number,
): Claim => ({
  start: start - bufferBeforeMinutes * MINUTE_MS,
  end: start + (durationMinutes + bufferAfterMinutes) * MINUTE_MS,
  jobStart: start,
  jobEnd: start + durationMinutes * MINUTE_MS,
  place: travel?.place,
});

/** Claims that can matter for starts within `aroundMs` of a moment: of a year of them, those of a few weeks. */
const near = (claims: readonly Claim[], moment: number, aroundMs: number): Claim[] => {
  const margin = aroundMs + LIMIT_MARGIN_MS + REACH_MS;
  return claims.filter(({ start, end }) => end > moment - margin && start < moment + margin);
};

const alternativesTo = (question: Question, wished: number): Interval[] => {
  const { timeZone } = question.rules;
  const found = openSlots({
    ...question,
    busy: near(question.busy, wished, AROUND_MS),
    from: wished - AROUND_MS,
    to: wished + AROUND_MS,
  });
  const zone = zoneOffsets(timeZone, wished - AROUND_MS, wished + AROUND_MS);
  const dayOf = (moment: number): number => Math.floor(toLocal(zone, moment) / DAY_MS);
  const day = dayOf(wished);
  const distance = ({ start }: Interval): number => Math.abs(start - wished);
  const isElsewhere = ({ start }: Interval): number => (dayOf(start) === day ? 0 : 1);
  return found
    .toSorted(
      (a, b) => isElsewhere(a) - isElsewhere(b) || distance(a) - distance(b) || a.start - b.start,
    )
    .slice(0, ALTERNATIVES_MAX);
};
