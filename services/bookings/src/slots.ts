import type { ScheduleRules } from "@loconomy/contracts";
import { firstEndingAfter, mergeIntervals, type Claim, type Interval } from "./intervals.ts";
import { fullTimes, hasLimits, LIMIT_MARGIN_MS } from "./limits.ts";
import { travelMs, TRAVEL_MINUTES_MAX, type Travel } from "./travel.ts";
import { compileTimetable, openStretches } from "./timetable.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The first few times are mostly found in as many days, so that the rest of the range need not be laid out. */
const SOON_MS = 3 * DAY_MS;

export interface SlotQuestion {
  rules: ScheduleRules;
  /** What `busyRange` says, in any order. */
  busy: readonly Claim[];
  durationMinutes: number;
  /** How the way from and to other jobs counts; without it, it does not. */
  travel?: Travel;
  /** Starts from `from` (inclusive) to `to` (exclusive), epoch milliseconds. */
  from: number;
  to: number;
  now: number;
  /** Stop after so many. */
  limit?: number;
}

/**
 * The times at which a service of this length can be booked, in order. Hours are wall-clock times in the provider's zone;
 * from the start of a window slots follow each other in elapsed time, so a day with a clock change has an hour's worth more
 * or less of them. A job may run from one window into the next where the two meet.
 */
export const openSlots = (question: SlotQuestion): Interval[] => {
  const { rules, from, to, now, limit = Infinity } = question;
  const { earliest, latest } = bookableRange(rules, from, to, now);
  if (latest < earliest) return [];
  const soon = earliest + SOON_MS;
  if (limit < Infinity && soon < latest) {
    const first = slotsBetween(question, earliest, soon);
    if (first.length >= limit) return first;
  }
  return slotsBetween(question, earliest, latest);
};

/** Those that start between two moments, both inclusive. */
const slotsBetween = (
  { rules, busy, durationMinutes, travel, limit = Infinity }: SlotQuestion,
  earliest: number,
  latest: number,
): Interval[] => {
  const duration = durationMinutes * MINUTE_MS;
  const blocked = blockedBy(busy, rules, travel);
  const full = fullTimes(rules, busy, earliest, latest);
  const step = rules.stepMinutes * MINUTE_MS;
  const slots: Interval[] = [];
  for (const { windows, end } of openStretches(
    compileTimetable(rules),
    earliest,
    latest + duration,
  )) {
    const found: Interval[] = [];
    const last = Math.min(end - duration, latest);
    for (const window of windows)
      fillWindow(found, window, { blocked, full, step, earliest, last, duration, limit });
    for (const slot of inOrder(found)) slots.push(slot);
    if (slots.length >= limit) break;
  }
  return slots.slice(0, limit);
};

/** First and last start that notice, horizon and the question allow; both inclusive. */
export const bookableRange = (
  rules: Pick<ScheduleRules, "noticeMinutes" | "horizonDays">,
  from: number,
  to: number,
  now: number,
) => ({
  earliest: Math.max(from, now + rules.noticeMinutes * MINUTE_MS),
  latest: Math.min(to - 1, now + rules.horizonDays * DAY_MS),
});

/** The stretch of time (epoch ms) whose claims decide about starts between two moments. */
export const busyRange = (
  rules: ScheduleRules,
  durationMinutes: number,
  { earliest, latest }: { earliest: number; latest: number },
): { from: number; to: number } => {
  const margin = Math.max(
    (durationMinutes +
      rules.bufferBeforeMinutes +
      rules.bufferAfterMinutes +
      (rules.travelSpeedKmh ? TRAVEL_MINUTES_MAX : 0)) *
      MINUTE_MS,
    hasLimits(rules) ? LIMIT_MARGIN_MS : 0,
  );
  return { from: earliest - margin, to: latest + margin };
};

interface Fill {
  /** When no job can be going on, and when none can begin; sorted and apart. */
  blocked: readonly Interval[];
  full: readonly Interval[];
  step: number;
  /** First and last start, inclusive. */
  earliest: number;
  last: number;
  duration: number;
  limit: number;
}

const fillWindow = (
  slots: Interval[],
  window: Interval & { origin: number },
  { blocked, full, step, earliest, last, duration, limit }: Fill,
): void => {
  const lastStart = Math.min(window.end - 1, last);
  let start = onGrid(window.origin, step, earliest);
  let next = firstEndingAfter(blocked, start);
  let nextFull = firstEndingAfter(full, start);
  for (let count = 0; start <= lastStart && count < limit;) {
    while (next < blocked.length && blocked[next]!.end <= start) next++;
    while (nextFull < full.length && full[nextFull]!.end <= start) nextFull++;
    const block = blocked[next];
    const fullTime = full[nextFull];
    if (block && block.start < start + duration) {
      start = onGrid(window.origin, step, block.end);
      continue;
    }
    if (fullTime && fullTime.start <= start) {
      start = onGrid(window.origin, step, fullTime.end);
      continue;
    }
    slots.push({ start, end: start + duration });
    start += step;
    count++;
  }
};

/** Each start once, by time. They are so already, unless windows overlap. */
const inOrder = (slots: Interval[]): Interval[] => {
  if (slots.every(({ start }, index) => index === 0 || slots[index - 1]!.start < start))
    return slots;
  slots.sort((a, b) => a.start - b.start);
  return slots.filter(({ start }, index) => start !== slots[index - 1]?.start);
};

/** The first moment on a window's grid that is not before `floor`. */
const onGrid = (origin: number, step: number, floor: number): number =>
  origin + Math.max(0, Math.ceil((floor - origin) / step)) * step;

/**
 * When no job can be going on: claims, made longer by the buffers a new job would need beside them. Where the way between the two
 * jobs takes longer than the buffers of both, the way counts: one can pack up before it and set up after it, but not be in two
 * places.
 */
export const blockedBy = (
  busy: readonly Claim[],
  { bufferBeforeMinutes, bufferAfterMinutes }: ScheduleRules,
  travel: Travel | undefined,
): Interval[] =>
  mergeIntervals(
    busy.map((claim) => {
      const start = claim.start - bufferAfterMinutes * MINUTE_MS;
      const end = claim.end + bufferBeforeMinutes * MINUTE_MS;
      const way = travel ? travelMs(claim, travel) : 0;
      if (way === 0) return { start, end };
      return {
        start: Math.min(start, claim.jobStart! - way),
        end: Math.max(end, (claim.jobEnd ?? claim.end) + way),
      };
    }),
  );
