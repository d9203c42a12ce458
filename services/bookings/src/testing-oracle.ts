import type { Interval } from "./intervals.ts";
import type { SlotQuestion } from "./slots.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Every start on the clock that a test can ask for is a multiple of this. */
const CLOCK_MINUTES = 5;

/**
 * Open times the slow and obvious way, by Temporal alone: every date, every window, every start, every claim. It shares
 * nothing with the engine; tests and the DST matrix compare the two.
 */
export const slotsByTemporal = ({
  rules,
  busy,
  durationMinutes,
  from,
  to,
  now,
}: SlotQuestion): number[] => {
  const windows = windowsByTemporal(rules, from, to);
  const starts = new Set<number>();
  const counts = countJobs(rules.timeZone, busy);
  const goesByClock = rules.slotAnchor === "clock";
  for (const window of windows) {
    for (
      let start = window.start;
      start < window.end;
      start += (goesByClock ? CLOCK_MINUTES : rules.stepMinutes) * MINUTE
    ) {
      const job = { start, end: start + durationMinutes * MINUTE };
      const claim = {
        start: job.start - rules.bufferBeforeMinutes * MINUTE,
        end: job.end + rules.bufferAfterMinutes * MINUTE,
      };
      if (
        start >= from &&
        start < to &&
        start >= now + rules.noticeMinutes * MINUTE &&
        start <= now + rules.horizonDays * DAY &&
        (!goesByClock || minuteAt(rules.timeZone, start) % rules.stepMinutes === 0) &&
        isOpenThroughout(windows, job) &&
        busy.every((other) => other.end <= claim.start || other.start >= claim.end) &&
        namesOf(rules.timeZone, start).every(
          (name, index) =>
            (counts.get(name) ?? 0) < ([rules.dailyMax, rules.weeklyMax][index] ?? Infinity),
        )
      )
        starts.add(start);
    }
  }
  return [...starts].sort((a, b) => a - b);
};

const minuteAt = (timeZone: string, epochMs: number): number => {
  const { hour, minute } =
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  return hour * 60 + minute;
};

/** The day and the ISO week of a moment, in words. */
const namesOf = (timeZone: string, epochMs: number): [day: string, week: string] => {
  const date = Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return [date.toString(), `${date.yearOfWeek}-W${date.weekOfYear}`];
};

/** How many jobs begin on each day and in each week. */
const countJobs = (timeZone: string, busy: SlotQuestion["busy"]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { jobStart } of busy)
    if (jobStart !== undefined)
      for (const name of namesOf(timeZone, jobStart)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** All windows of the dates around a range, as instants. */
export const windowsByTemporal = (
  rules: SlotQuestion["rules"],
  from: number,
  to: number,
): Interval[] => {
  const dateAt = (epochMs: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(epochMs)
      .toZonedDateTimeISO(rules.timeZone)
      .toPlainDate();
  const at = (date: Temporal.PlainDate, time: string): number =>
    (time === "24:00" ? date.add({ days: 1 }) : date)
      .toPlainDateTime(time === "24:00" ? "00:00" : time)
      .toZonedDateTime(rules.timeZone, { disambiguation: "compatible" }).epochMilliseconds;
  const windows: Interval[] = [];
  const last = dateAt(to).add({ days: 2 });
  for (
    let date = dateAt(from).subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const exists = date.toZonedDateTime(rules.timeZone).toPlainDate().equals(date);
    if (!exists) continue;
    const exception = rules.exceptions.find(({ day }) => day === date.toString());
    const hours =
      exception?.windows ?? rules.weekly.filter(({ weekday }) => weekday === date.dayOfWeek);
    for (const { start, end } of hours) {
      const endsNextDay = end <= start;
      windows.push({
        start: at(date, start),
        end: at(endsNextDay ? date.add({ days: 1 }) : date, end),
      });
    }
  }
  return windows;
};

/** Whether every moment of a stretch lies in some window. */
export const isOpenThroughout = (
  windows: readonly Interval[],
  { start, end }: Interval,
): boolean => {
  let covered = start;
  while (covered < end) {
    const further = windows.find((window) => window.start <= covered && window.end > covered);
    if (!further) return false;
    covered = further.end;
  }
  return true;
};
