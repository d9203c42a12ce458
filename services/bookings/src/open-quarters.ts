import type { ScheduleRules } from "@loconomy/contracts";
import { firstEndingAfter, mergeIntervals, type Claim, type Interval } from "./intervals.ts";
import { fullTimes } from "./limits.ts";
import { blockedBy } from "./slots.ts";
import { compileTimetable, openStretches } from "./timetable.ts";

const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;
/** Sixty to look at, and three for what passes and begins until the next making. */
const DAYS = 63;
/** What was made on a day (UTC) holds on the next one too, so it may be made anew at any time of that. */
const HOLDS_DAYS = 2;
/** Longest service: how long a job can go on after its start. */
const JOB_MS_MAX = 720 * 60_000;

/** The stretch of time (epoch ms) that quarters are worked out for: from the beginning of the day, UTC. */
export const quarterRange = (now: number): { from: number; to: number } => {
  const from = Math.floor(now / DAY_MS) * DAY_MS;
  return { from, to: from + DAYS * DAY_MS };
};

export interface QuarterQuestion {
  rules: ScheduleRules;
  /** Claims that do not lapse, and busy time of calendars elsewhere; in any order. */
  busy: readonly Claim[];
  /** How many people each group class takes, by service. */
  capacities: ReadonlyMap<string, number>;
  now: number;
}

/**
 * The quarter hours of which some part is open, one bit each (first quarter first, as hexadecimal), and the number of the first:
 * quarters since 1970, UTC, so that no change of the clocks can hide one. Depends on the day of `now` and not on the moment. The
 * last bit stands for all time after it: 1 when there may be something.
 *
 * Wherever the engine of open times finds a start for a job, the quarters from the one that holds the start on are open for as
 * long as the job lasts: what it asks for beyond (steps, notice, ways between jobs, what is held) only takes starts away.
 */
export const openQuarters = ({
  rules,
  busy,
  capacities,
  now,
}: QuarterQuestion): { fromQuarter: number; bits: string } => {
  const { from, to } = quarterRange(now);
  const ends = from + (HOLDS_DAYS + rules.horizonDays) * DAY_MS + JOB_MS_MAX;
  const stretches = openStretches(compileTimetable(rules), from, Math.min(to, ends));
  const free = without(stretches, blockedBy(busy, rules, undefined));
  const full = fullTimes(rules, busy, from, to);
  const open = [
    ...free.flatMap((stretch) => without([stretch], unreachable(full, stretch))),
    ...seats(busy, capacities),
  ];
  const bits = Buffer.alloc((to - from) / QUARTER_MS / 8);
  for (const { start, end } of open) {
    const last = Math.ceil((Math.min(end, ends, to) - from) / QUARTER_MS) - 1;
    for (let bit = Math.floor((Math.max(start, from) - from) / QUARTER_MS); bit <= last; bit++)
      bits[bit >> 3]! |= 128 >> (bit & 7);
  }
  const isLaterOpen = ends > to && hasHours(rules);
  bits[bits.length - 1] = (bits.at(-1)! & 254) | (isLaterOpen ? 1 : 0);
  return { fromQuarter: from / QUARTER_MS, bits: bits.toString("hex") };
};

/** What is left of stretches; what is taken away is sorted and apart. */
const without = (stretches: readonly Interval[], taken: readonly Interval[]): Interval[] => {
  const left: Interval[] = [];
  for (const { start, end } of stretches) {
    let at = start;
    for (let next = firstEndingAfter(taken, at); next < taken.length; next++) {
      const block = taken[next]!;
      if (block.start >= end) break;
      if (block.start > at) left.push({ start: at, end: block.start });
      at = block.end;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
};

/**
 * Of open time, what no job can be in because none can begin then: not in a day that has its jobs, unless one that began before
 * goes on into it.
 */
const unreachable = (full: readonly Interval[], { start, end }: Interval): Interval[] =>
  full
    .filter((time) => time.start < end && time.end > start)
    .map((time) => ({
      start: time.start > start ? Math.min(time.start + JOB_MS_MAX, time.end) : time.start,
      end: time.end,
    }));

/** Sessions with a seat left, merged. Calendars elsewhere and limits do not stand in the way of a seat. */
const seats = (busy: readonly Claim[], capacities: ReadonlyMap<string, number>): Interval[] =>
  mergeIntervals(
    busy.flatMap(({ jobStart, session }) =>
      jobStart !== undefined && session && session.taken < (capacities.get(session.serviceId) ?? 0)
        ? [{ start: jobStart, end: session.end }]
        : [],
    ),
  );

const hasHours = ({ weekly, exceptions }: ScheduleRules): boolean =>
  weekly.length > 0 || exceptions.some(({ windows }) => windows.length > 0);
