import type { ScheduleRules } from "@loconomy/contracts";
import { mergeIntervals, type Claim, type Interval } from "./intervals.ts";
import { toInstant, toLocal, zoneOffsets } from "./zone-offsets.ts";

const DAY_MS = 86_400_000;

/** How far from a start there can be a job in the same week, on either side. */
export const LIMIT_MARGIN_MS = 8 * DAY_MS;

type Limits = Pick<ScheduleRules, "timeZone" | "dailyMax" | "weeklyMax">;

/** Whether a start depends on other jobs than those it would overlap. */
export const hasLimits = ({ dailyMax, weeklyMax }: Limits): boolean =>
  dailyMax !== null || weeklyMax !== null;

/**
 * When no further job may begin because the day or the week has as many as the provider takes; sorted and apart. A job counts
 * for the day its start is on, by the provider's clocks; weeks begin on Monday (ISO 8601).
 */
export const fullTimes = (
  { timeZone, dailyMax, weeklyMax }: Limits,
  claims: readonly Claim[],
  from: number,
  to: number,
): Interval[] => {
  if (!hasLimits({ timeZone, dailyMax, weeklyMax })) return [];
  const zone = zoneOffsets(timeZone, from - LIMIT_MARGIN_MS, to + LIMIT_MARGIN_MS);
  const days = claims
    .filter(({ jobStart }) => jobStart !== undefined)
    .map(({ jobStart }) => Math.floor(toLocal(zone, jobStart!) / DAY_MS));
  const timesOf = (firstDay: number, length: number): Interval => ({
    start: toInstant(zone, firstDay * DAY_MS),
    end: toInstant(zone, (firstDay + length) * DAY_MS),
  });
  return mergeIntervals([
    ...reached(days, dailyMax).map((day) => timesOf(day, 1)),
    // 1970-01-01 was a Thursday: day -3 was a Monday.
    ...reached(
      days.map((day) => Math.floor((day + 3) / 7)),
      weeklyMax,
    ).map((week) => timesOf(week * 7 - 3, 7)),
  ]);
};

/** The numbers that occur at least `max` times. */
const reached = (numbers: readonly number[], max: number | null): number[] => {
  if (max === null) return [];
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= max).map(([number]) => number);
};
