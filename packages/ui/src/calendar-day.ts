import { defaultLocale } from "./format.ts";

/** Calendar days are "YYYY-MM-DD" and months "YYYY-MM": no zone, no clock, safe to compare as text. */

const millisecondsPerDay = 86_400_000;

function toUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: string, count: number): string {
  return new Date(toUtc(day) + count * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The same day of the month `count` months on, or that month's last day when it is shorter. */
export function addMonthsToDay(day: string, count: number): string {
  const month = addMonths(day.slice(0, 7), count);
  const last = lastDay(month);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted > last ? last : wanted;
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export function lastDay(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: string): number {
  return new Date(toUtc(day)).getUTCDay() || 7;
}

/** Six weeks of seven days, so every month is equally tall; days of the neighboring months are null. */
export function weeksOf(month: string, firstDayOfWeek: number): (string | null)[][] {
  const first = `${month}-01`;
  const lead = (weekday(first) - firstDayOfWeek + 7) % 7;
  const count = Number(lastDay(month).slice(8));
  const cells = Array.from({ length: 42 }, (_, index) => {
    const offset = index - lead;
    return offset >= 0 && offset < count ? addDays(first, offset) : null;
  });
  return Array.from({ length: 6 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Sunday where the region starts its week so, else Monday; a fixed list keeps server and browser alike. */
export function firstDayOfWeekIn(locale: string): number {
  const region = new Intl.Locale(locale).maximize().region ?? "";
  return ["US", "CA", "MX", "BR", "JP", "KR", "IN", "IL", "ZA", "PH", "TW"].includes(region)
    ? 7
    : 1;
}

/** How many weeks of its month a day has left, its own included, as the calendar lays them out. */
export function weeksLeftIn(day: string, locale: string = defaultLocale): number {
  return weeksOf(day.slice(0, 7), firstDayOfWeekIn(locale)).filter((week) =>
    week.some((other) => other !== null && other >= day),
  ).length;
}
