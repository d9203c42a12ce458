import type { ScheduleRules, WeeklyWindow } from "@loconomy/contracts";
import { z } from "zod";
import { hoursTexts } from "./hours-texts.ts";
import { overlap, toBlock, toBlocks } from "./week-blocks.ts";

/** One stretch of opening hours as time fields hold it: "HH:MM". An end that is not after its start is on the next day. */
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

/** The day of the week of a calendar day "YYYY-MM-DD", 0 = Monday. */
export const weekdayOf = (day: string): number =>
  (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Whether a window ends after midnight, on the day after it begins. */
export const isOvernight = ({ start, end }: Window): boolean =>
  start !== "" && end !== "" && end !== MIDNIGHT && end <= start;

const Window = z.object({
  start: z.string().min(1, hoursTexts.from),
  end: z.string().min(1, hoursTexts.to),
});

/** The hours of the week, in which no two may share time, not over midnight either. */
const WeekOfWindows = z.array(z.array(Window)).check(({ value, issues }) => {
  toBlocks(value).forEach((block, position, all) => {
    const isTaken = all.slice(0, position).some((earlier) => overlap(earlier, block));
    if (!isTaken) return;
    const path = [block.day, block.index, "end"];
    issues.push({ code: "custom", input: value, path, message: hoursTexts.overlap });
  });
});

const WindowsOfDay = z.array(Window).check(({ value, issues }) => {
  const blocks = value.map((window) => toBlock(0, window));
  blocks.forEach((block, index) => {
    // No week here that repeats: what goes past midnight meets nothing of the same day.
    const isTaken = blocks
      .slice(0, index)
      .some((earlier) => earlier.start < block.end && block.start < earlier.end);
    if (!isTaken) return;
    issues.push({
      code: "custom",
      input: value,
      path: [index, "end"],
      message: hoursTexts.overlap,
    });
  });
});

/** What the hours form holds. */
export const HoursFields = z.object({
  timeZone: z.string(),
  week: WeekOfWindows,
  exceptions: z
    .array(z.object({ day: z.iso.date(hoursTexts.exceptionDayMissing), windows: WindowsOfDay }))
    .check(({ value, issues }) => {
      value.forEach(({ day }, index) => {
        if (!value.slice(0, index).some((earlier) => earlier.day === day)) return;
        const message = hoursTexts.exceptionTwice;
        issues.push({ code: "custom", input: value, path: [index, "day"], message });
      });
    }),
  stepMinutes: z.int(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  noticeMinutes: z.int(),
  horizonDays: z.int(),
  slotAnchor: z.enum(["window", "clock"]),
  dailyMax: z.int().nullable(),
  weeklyMax: z.int().nullable(),
  travelSpeedKmh: z.int().nullable(),
});
export type HoursFields = z.infer<typeof HoursFields>;

/** The rules as the form holds them. Exceptions before `today` are over and left out. */
export const toFields = (
  { weekly, exceptions, ...rules }: ScheduleRules,
  today = "",
): HoursFields => ({
  timeZone: rules.timeZone,
  stepMinutes: rules.stepMinutes,
  bufferBeforeMinutes: rules.bufferBeforeMinutes,
  bufferAfterMinutes: rules.bufferAfterMinutes,
  noticeMinutes: rules.noticeMinutes,
  horizonDays: rules.horizonDays,
  slotAnchor: rules.slotAnchor,
  dailyMax: rules.dailyMax,
  weeklyMax: rules.weeklyMax,
  travelSpeedKmh: rules.travelSpeedKmh,
  week: toWeek(weekly),
  exceptions: exceptions
    .filter(({ day }) => day >= today)
    .map(({ day, windows }) => ({ day, windows: windows.map(toField).toSorted(byStart) }))
    .toSorted((a, b) => a.day.localeCompare(b.day)),
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
