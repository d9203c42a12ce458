import type { ScheduleRules, WeeklyWindow } from "@loconomy/contracts";
import { z } from "zod";
import { texts } from "./texts.ts";

/** One stretch of opening hours as time fields hold it: "HH:MM", midnight at the end is "00:00". */
export interface Window {
  start: string;
  end: string;
}

/** Windows of Monday to Sunday; a day without any is closed. */
export type Week = Window[][];

const MIDNIGHT = "00:00";
/** A time field knows no 24:00. */
const toField = ({ start, end }: Window): Window => ({
  start,
  end: end === "24:00" ? MIDNIGHT : end,
});
const fromField = ({ start, end }: Window): Window => ({
  start,
  end: end === MIDNIGHT ? "24:00" : end,
});
const byStart = (a: Window, b: Window) => a.start.localeCompare(b.start);

export const toWeek = (weekly: readonly WeeklyWindow[]): Week =>
  Array.from({ length: 7 }, (_, index) =>
    weekly
      .filter(({ weekday }) => weekday === index + 1)
      .map(toField)
      .toSorted(byStart),
  );

export const fromWeek = (week: Week): WeeklyWindow[] =>
  week.flatMap((windows, index) =>
    windows.map((window) => ({ weekday: index + 1, ...fromField(window) })),
  );

/** The week with the windows of one day (0 = Monday) on other days too. */
export const copyDay = (week: Week, from: number, to: readonly number[]): Week =>
  week.map((windows, day) =>
    to.includes(day) ? (week[from] ?? []).map((window) => ({ ...window })) : windows,
  );

const Window = z.object({
  start: z.string().min(1, texts.hours.from),
  end: z.string().min(1, texts.hours.to),
});
const Windows = z.array(Window).check(({ value, issues }) => {
  const reports = (index: number, message: string) =>
    issues.push({ code: "custom", input: value, path: [index, "end"], message });
  value.map(fromField).forEach(({ start, end }, index, all) => {
    const before = all[index - 1];
    if (end <= start) reports(index, texts.hours.endBeforeStart);
    else if (before && start < before.end) reports(index, texts.hours.overlap);
  });
});

/** What the hours form holds. */
export const HoursFields = z.object({
  timeZone: z.string(),
  week: z.array(Windows),
  exceptions: z.array(z.object({ day: z.iso.date(), windows: Windows })),
  stepMinutes: z.int(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
});
export type HoursFields = z.infer<typeof HoursFields>;

export const toFields = ({ weekly, exceptions, ...rules }: ScheduleRules): HoursFields => ({
  timeZone: rules.timeZone,
  stepMinutes: rules.stepMinutes,
  bufferBeforeMinutes: rules.bufferBeforeMinutes,
  bufferAfterMinutes: rules.bufferAfterMinutes,
  noticeMinutes: rules.noticeMinutes,
  horizonDays: rules.horizonDays,
  week: toWeek(weekly),
  exceptions: exceptions.map(({ day, windows }) => ({ day, windows: windows.map(toField) })),
});

export const fromFields = ({ week, exceptions, ...rules }: HoursFields): ScheduleRules => ({
  ...rules,
  weekly: fromWeek(week),
  exceptions: exceptions.map(({ day, windows }) => ({ day, windows: windows.map(fromField) })),
});

/** Where the server's "weekly.3.end" stands in the form: "week.1.0.end". Other paths are the same on both sides. */
export function fieldPath(serverPath: string, week: Week): string {
  const match = /^weekly\.(\d+)(?:\.(start|end))?/.exec(serverPath);
  if (!match) return serverPath;
  let rest = Number(match[1]);
  for (const [day, windows] of week.entries()) {
    if (rest < windows.length) return `week.${day}.${rest}.${match[2] ?? "end"}`;
    rest -= windows.length;
  }
  return "week";
}
