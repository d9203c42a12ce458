import { BOOKABLE_DAYS_MAX, type ScheduleRules } from "@loconomy/contracts";
import { dayExists, dayName, instantAt, minuteOf, weekdayOf } from "./wall-clock.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No zone is further than this from UTC. */
const OFFSET_MS_MAX = 15 * 3_600_000;

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
 * or less of them.
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
  const taken = mergeIntervals(busy);
  const slots: Interval[] = [];
  for (const window of openWindows(rules, earliest, latest)) {
    fillWindow(slots, window, taken, {
      rules,
      earliest,
      latest,
      duration: durationMinutes * MINUTE_MS,
      limit,
    });
    if (slots.length >= limit) break;
  }
  return slots;
};

/** First and last start that notice, horizon and the question allow; both inclusive. */
export const bookableRange = (
  rules: Pick<ScheduleRules, "noticeMinutes" | "horizonDays">,
  from: number,
  to: number,
  now: number,
) => ({
  earliest: Math.max(from, now + rules.noticeMinutes * MINUTE_MS),
  latest: Math.min(to - 1, now + Math.min(rules.horizonDays, BOOKABLE_DAYS_MAX) * DAY_MS),
});

interface Fill {
  rules: ScheduleRules;
  earliest: number;
  latest: number;
  duration: number;
  limit: number;
}

const fillWindow = (
  slots: Interval[],
  window: Interval,
  taken: readonly Interval[],
  { rules, earliest, latest, duration, limit }: Fill,
): void => {
  const step = rules.stepMinutes * MINUTE_MS;
  const before = rules.bufferBeforeMinutes * MINUTE_MS;
  const after = rules.bufferAfterMinutes * MINUTE_MS;
  const lastStart = Math.min(window.end - duration, latest);
  // Where windows meet, a start is offered once.
  const floor = Math.max(earliest, (slots.at(-1)?.start ?? -Infinity) + 1);
  let start = onGrid(window.start, step, floor);
  let next = firstEndingAfter(taken, start - before);
  while (start <= lastStart && slots.length < limit) {
    while (next < taken.length && taken[next]!.end <= start - before) next++;
    const claim = taken[next];
    if (claim && claim.start < start + duration + after) {
      start = onGrid(window.start, step, claim.end + before);
      continue;
    }
    slots.push({ start, end: start + duration });
    start += step;
  }
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

/** Sorted, and joined where they touch or overlap. */
export const mergeIntervals = (intervals: readonly Interval[]): Interval[] => {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};

/** Opening hours as instants, by start, of all days that could hold a start between the two moments. */
const openWindows = (rules: ScheduleRules, earliest: number, latest: number): Interval[] => {
  const weekly = minutesByWeekday(rules);
  const exceptions =
    rules.exceptions.length > 0
      ? new Map(rules.exceptions.map(({ day, windows }) => [day, windows.map(inMinutes)]))
      : undefined;
  const windows: Interval[] = [];
  // A window may begin on the evening before, and a zone may be most of a day away from UTC.
  const lastDay = Math.floor((latest + OFFSET_MS_MAX) / DAY_MS);
  for (let day = Math.floor((earliest - OFFSET_MS_MAX) / DAY_MS) - 1; day <= lastDay; day++) {
    const hours = exceptions?.get(dayName(day)) ?? weekly[weekdayOf(day)] ?? [];
    for (const { start, end } of hours) {
      if (
        day * DAY_MS + end * MINUTE_MS + OFFSET_MS_MAX < earliest ||
        day * DAY_MS + start * MINUTE_MS - OFFSET_MS_MAX > latest
      )
        continue;
      if (!dayExists(rules.timeZone, day)) continue;
      windows.push({
        start: instantAt(rules.timeZone, day, start),
        end: instantAt(rules.timeZone, day, end),
      });
    }
  }
  return windows.sort((a, b) => a.start - b.start);
};

/** Minutes after midnight; an end that is not after its start is on the next day. */
const inMinutes = (window: { start: string; end: string }): Interval => {
  const start = minuteOf(window.start);
  const end = minuteOf(window.end);
  return { start, end: end <= start ? end + 1440 : end };
};

const minutesByWeekday = (rules: ScheduleRules): Interval[][] => {
  const days: Interval[][] = [];
  for (const window of rules.weekly) (days[window.weekday] ??= []).push(inMinutes(window));
  return days;
};
