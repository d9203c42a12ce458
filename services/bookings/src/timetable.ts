import type { ScheduleRules } from "@loconomy/contracts";
import type { Interval } from "./intervals.ts";
import { epochDayOf, minuteOf, weekdayOf } from "./wall-clock.ts";
import { isSkipped, toInstant, zoneOffsets, type ZoneOffsets } from "./zone-offsets.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No zone has ever been further than this from UTC. */
const OFFSET_MS_MAX = 16 * 3_600_000;

/** Opening hours of one day, ms after its midnight, by start; an end beyond 24 h is on the next day. */
type DayHours = readonly Interval[];

/** Opening hours without a text left in them. */
interface Timetable {
  timeZone: string;
  /** Slots begin where clocks show a multiple of so many ms; null: they are counted from the start of a window. */
  clockStepMs: number | null;
  /** By ISO weekday; 0 is not used. */
  weekly: readonly DayHours[];
  /** By days since 1970-01-01. */
  exceptions: ReadonlyMap<number, DayHours>;
}

/** Opening hours in which slots begin at `origin` and every step from there. */
interface OpenWindow extends Interval {
  origin: number;
}

/** Time that is open without a break, epoch ms: one window, or several that meet. */
interface OpenStretch extends Interval {
  /** By start. Each has starts of its own; a job has to end within the stretch. */
  windows: OpenWindow[];
}

const compileHours = (windows: ReadonlyArray<{ start: string; end: string }>): DayHours =>
  windows
    .map((window) => {
      const start = minuteOf(window.start) * MINUTE_MS;
      const end = minuteOf(window.end) * MINUTE_MS;
      return { start, end: end <= start ? end + DAY_MS : end };
    })
    .sort((a, b) => a.start - b.start);

/** Reads opening hours once, so that nothing has to be parsed for each day. */
export const compileTimetable = ({
  timeZone,
  weekly,
  exceptions,
  stepMinutes,
  slotAnchor,
}: Pick<ScheduleRules, "timeZone" | "weekly" | "exceptions"> &
  Partial<Pick<ScheduleRules, "stepMinutes" | "slotAnchor">>): Timetable => {
  const byWeekday: Array<typeof weekly> = Array.from({ length: 8 }, () => []);
  for (const window of weekly) byWeekday[window.weekday]!.push(window);
  return {
    timeZone,
    clockStepMs: slotAnchor === "clock" && stepMinutes ? stepMinutes * MINUTE_MS : null,
    weekly: byWeekday.map(compileHours),
    exceptions: new Map(
      exceptions.map(({ day, windows }) => [epochDayOf(day), compileHours(windows)]),
    ),
  };
};

/**
 * When it is open between two moments (epoch ms), by start. Both edges of a window are read from the wall clock by the rule of
 * `toInstant`. A window belongs to the day it begins on, also when it ends on the next; a day that a zone skips has none, and
 * a window that a clock change leaves no length is none.
 */
export const openStretches = (
  { timeZone, weekly, exceptions, clockStepMs }: Timetable,
  from: number,
  to: number,
): OpenStretch[] => {
  const zone = zoneOffsets(timeZone, from - 3 * DAY_MS, to + 3 * DAY_MS);
  const windows: OpenWindow[] = [];
  // A window may begin on the evening before, and a zone may be most of a day away from UTC.
  const lastDay = Math.floor((to + OFFSET_MS_MAX) / DAY_MS);
  for (let day = Math.floor((from - OFFSET_MS_MAX) / DAY_MS) - 1; day <= lastDay; day++) {
    const hours = exceptions.get(day) ?? weekly[weekdayOf(day)]!;
    const midnight = day * DAY_MS;
    if (hours.length === 0 || isSkipped(zone, midnight, midnight + DAY_MS)) continue;
    for (const hour of hours) {
      const start = toInstant(zone, midnight + hour.start);
      const end = toInstant(zone, midnight + hour.end);
      if (end <= start || end <= from || start > to) continue;
      if (clockStepMs) windows.push(...onTheClock(zone, { start, end }, clockStepMs));
      else windows.push({ start, end, origin: start });
    }
  }
  return joined(windows);
};

/**
 * A window whose slots begin where clocks show a full multiple of the step. It is cut where clocks change, because what they
 * show afterwards may be off by another half-hour.
 */
const onTheClock = (zone: ZoneOffsets, window: Interval, stepMs: number): OpenWindow[] =>
  zone.offsets
    .map((offset, index) => {
      const start = Math.max(window.start, zone.since[index]!);
      const end = Math.min(window.end, zone.since[index + 1] ?? Infinity);
      return { start, end, origin: Math.ceil((start + offset) / stepMs) * stepMs - offset };
    })
    .filter(({ start, end }) => start < end);

/** Windows that meet or overlap make one stretch: a gap can push one into the next, a long night reach into other hours. */
const joined = (windows: OpenWindow[]): OpenStretch[] => {
  const stretches: OpenStretch[] = [];
  for (const window of windows.sort((a, b) => a.start - b.start)) {
    const last = stretches.at(-1);
    if (last && window.start <= last.end) {
      last.end = Math.max(last.end, window.end);
      last.windows.push(window);
    } else stretches.push({ start: window.start, end: window.end, windows: [window] });
  }
  return stretches;
};
