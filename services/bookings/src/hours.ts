import type { ScheduleRules } from "@loconomy/contracts";
import { minuteOf } from "./wall-clock.ts";

const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

interface Stretch {
  start: number;
  end: number;
  path: string;
}

const stretch = (offset: number, window: { start: string; end: string }, path: string): Stretch => {
  const start = minuteOf(window.start);
  const end = minuteOf(window.end);
  return { start: offset + start, end: offset + (end <= start ? end + MINUTES_A_DAY : end), path };
};

/** Paths of windows that begin before an earlier one has ended. In a week that repeats, Sunday night meets Monday morning. */
const overlapping = (stretches: readonly Stretch[], cycle = Infinity): string[] => {
  const sorted = stretches.toSorted((a, b) => a.start - b.start);
  const paths = sorted
    .filter((window, index) => sorted.slice(0, index).some((earlier) => earlier.end > window.start))
    .map(({ path }) => path);
  const first = sorted[0];
  if (first && sorted.some(({ end }) => end > first.start + cycle)) paths.push(first.path);
  return paths;
};

interface Fault {
  path: string;
  message: string;
}

/**
 * What is wrong with new rules: hours that overlap, other hours for days that are over (those that `before` has too may stay),
 * steps that no clock can keep. `today` is the day in the zone of the rules, YYYY-MM-DD.
 */
export const findFaults = (
  rules: ScheduleRules,
  before: ScheduleRules | undefined,
  today: string,
): Fault[] => {
  const known = new Set((before?.exceptions ?? []).map((exception) => JSON.stringify(exception)));
  const past = rules.exceptions.flatMap(({ day, windows }, index) =>
    day < today && !known.has(JSON.stringify({ day, windows }))
      ? [{ path: `exceptions.${index}.day`, message: "is in the past" }]
      : [],
  );
  const step =
    rules.slotAnchor === "clock" && MINUTES_A_DAY % rules.stepMinutes !== 0
      ? [{ path: "stepMinutes", message: "must divide a day evenly when slots go by the clock" }]
      : [];
  return [...findOverlaps(rules), ...past, ...step];
};

/** What is wrong with opening hours: windows that overlap, times that begin at 24:00, days that are given twice. */
export const findOverlaps = ({
  weekly,
  exceptions,
}: Pick<ScheduleRules, "weekly" | "exceptions">): Fault[] => {
  const errors: Fault[] = [];
  const overlap = (path: string): void =>
    void errors.push({ path, message: "overlaps other hours" });
  weekly.forEach(({ start }, index) => {
    if (start === "24:00")
      errors.push({ path: `weekly.${index}.start`, message: "24:00 can only be an end" });
  });
  overlapping(
    weekly.map((window, index) =>
      stretch((window.weekday - 1) * MINUTES_A_DAY, window, `weekly.${index}`),
    ),
    MINUTES_A_WEEK,
  ).forEach(overlap);

  const days = new Set<string>();
  exceptions.forEach(({ day, windows }, index) => {
    if (days.has(day)) errors.push({ path: `exceptions.${index}.day`, message: "is given twice" });
    days.add(day);
    windows.forEach(({ start }, position) => {
      if (start === "24:00")
        errors.push({
          path: `exceptions.${index}.windows.${position}.start`,
          message: "24:00 can only be an end",
        });
    });
    overlapping(
      windows.map((window, position) =>
        stretch(0, window, `exceptions.${index}.windows.${position}`),
      ),
    ).forEach(overlap);
  });
  return errors;
};
