import { clockText, formatMoney, type Money } from "@loconomy/contracts";

/** "$60", "$59.50", "¥6,000", "KWD 1.250": minor units by the currency's own number of digits. */
export const moneyWords = ({ amount, currency }: Money): string => formatMoney(amount, currency);

const at = (instant: string, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

const short = (options: Intl.DateTimeFormatOptions, dates: readonly Date[]): string[] => {
  const format = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  return dates.map((date) => format.format(date));
};
/** Monday first: 1 January 2024 was one. */
const WEEKDAYS = short(
  { weekday: "short" },
  Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))),
);
const MONTHS = short(
  { month: "short" },
  Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month))),
);

const dayWords = (time: Temporal.ZonedDateTime): string =>
  `${WEEKDAYS[time.dayOfWeek - 1]} ${time.day} ${MONTHS[time.month - 1]}`;

const clockWords = ({ hour, minute }: Temporal.ZonedDateTime): string => clockText(hour, minute);

/** "Berlin time", "Buenos Aires time", "UTC". */
export const zoneWords = (zone: string): string => {
  const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  return zone === "UTC" || zone.startsWith("Etc/") ? place : `${place} time`;
};

/** "Sat 28 Nov, 9:00 AM (Berlin time)" */
export const momentWords = (instant: string, zone: string): string => {
  const time = at(instant, zone);
  return `${dayWords(time)}, ${clockWords(time)} (${zoneWords(zone)})`;
};

/** "Sat 28 Nov" */
export const dateWords = (instant: string, zone: string): string => dayWords(at(instant, zone));

/** "Sat 28 Nov, 9:00 AM", for subjects: the zone is named in the mail. */
export const shortMomentWords = (instant: string, zone: string): string => {
  const time = at(instant, zone);
  return `${dayWords(time)}, ${clockWords(time)}`;
};

/**
 * "Sat 28 Nov, 9:00–10:30 AM (Berlin time)"; over midnight with both days; over a change of the clocks with both offsets. AM or PM
 * is said once when both share it.
 */
export const rangeWords = (start: string, end: string, zone: string): string => {
  const [from, to] = [at(start, zone), at(end, zone)];
  const offset = (time: Temporal.ZonedDateTime) =>
    from.offset === to.offset ? "" : ` (UTC${time.offset})`;
  const sameDay = from.toPlainDate().equals(to.toPlainDate());
  const saidLater = sameDay && from.offset === to.offset && from.hour < 12 === to.hour < 12;
  const begin = saidLater ? clockWords(from).replace(/ [AP]M$/, "") : clockWords(from);
  const first = `${dayWords(from)}, ${begin}${offset(from)}`;
  const range = sameDay
    ? `${first}–${clockWords(to)}${offset(to)}`
    : `${first} – ${dayWords(to)}, ${clockWords(to)}${offset(to)}`;
  return `${range} (${zoneWords(zone)})`;
};

/** "1 minute", "90 minutes", "2 hours". */
export const durationWords = (minutes: number): string => {
  const [value, unit] =
    minutes >= 120 && minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${value} ${unit}${value === 1 ? "" : "s"}`;
};

/** "one date", "8 dates". */
export const timesWords = (count: number): string => (count === 1 ? "one date" : `${count} dates`);

/** What people typed, on one line: for subjects and headings. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();
