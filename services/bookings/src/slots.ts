import type { ScheduleRules } from "@loconomy/contracts";
import { compileTimetable, openStretches } from "./timetable.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A stretch of time, epoch milliseconds, end exclusive. */
export interface Interval {
  start: number;
  end: number;
}

export interface SlotQuestion {
  rules: ScheduleRules;
  /** Claims on the provider's time, buffers included, in any order. */
  busy: readonly Interval[];
  durationMinutes: number;
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
export const openSlots = ({
  rules,
  busy,
  durationMinutes,
  from,
  to,
  now,
  limit = Infinity,
}: SlotQuestion): Interval[] => {
  const { earliest, latest } = bookableRange(rules, from, to, now);
  if (latest < earliest) return [];
  const duration = durationMinutes * MINUTE_MS;
  const blocked = blockedBy(busy, rules);
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
      fillWindow(found, window, blocked, { step, earliest, last, duration, limit });
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

/** How far from a wished time others are looked for: nobody is helped by one in another month. */
const NEAR_MS = 14 * DAY_MS;

/** Where to look for other times than a wished one: two weeks around it, or around the nearest that can be booked. */
export const around = (
  wished: number,
  rules: Pick<ScheduleRules, "noticeMinutes" | "horizonDays">,
  now: number,
): { from: number; to: number } => {
  const { earliest, latest } = bookableRange(rules, now, Infinity, now);
  const near = Math.max(earliest, Math.min(wished, latest));
  return { from: near - NEAR_MS, to: near + NEAR_MS };
};

interface Fill {
  step: number;
  /** First and last start, inclusive. */
  earliest: number;
  last: number;
  duration: number;
  limit: number;
}

const fillWindow = (
  slots: Interval[],
  window: Interval,
  blocked: readonly Interval[],
  { step, earliest, last, duration, limit }: Fill,
): void => {
  const lastStart = Math.min(window.end - 1, last);
  let start = onGrid(window.start, step, earliest);
  let next = firstEndingAfter(blocked, start);
  for (let count = 0; start <= lastStart && count < limit;) {
    while (next < blocked.length && blocked[next]!.end <= start) next++;
    const block = blocked[next];
    if (block && block.start < start + duration) {
      start = onGrid(window.start, step, block.end);
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

const firstEndingAfter = (sorted: readonly Interval[], moment: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.end <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** When no job can be going on: claims, made longer by the buffers a new job would need beside them. */
const blockedBy = (
  busy: readonly Interval[],
  { bufferBeforeMinutes, bufferAfterMinutes }: ScheduleRules,
): Interval[] =>
  mergeIntervals(
    busy.map(({ start, end }) => ({
      start: start - bufferAfterMinutes * MINUTE_MS,
      end: end + bufferBeforeMinutes * MINUTE_MS,
    })),
  );

/** Sorted, and joined where they touch or overlap. */
export const mergeIntervals = (intervals: readonly Interval[]): Interval[] => {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};
