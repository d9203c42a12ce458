/** The interface is written in American English; callers pass the visitor's locale where they know it. */
export const defaultLocale = "en-US";

const metersPerMile = 1609.344;

/** Some ICU versions put a narrow no-break space before AM/PM; a plain one keeps server and browser alike. */
function plainSpaces(text: string): string {
  return text.replace(/[\u202f\u2009]/g, " ");
}

/** A distance in meters as the locale reads it: miles for en-US, else meters below one kilometer, then kilometers. */
export function formatDistance(meters: number, locale: string = defaultLocale): string {
  if (locale === "en-US") {
    return formatUnit(Math.max(meters / metersPerMile, 0.1), "mile", locale);
  }
  if (meters < 950) {
    return formatUnit(Math.max(Math.round(meters / 50) * 50, 50), "meter", locale);
  }
  return formatUnit(meters / 1000, "kilometer", locale);
}

function formatUnit(value: number, unit: string, locale: string): string {
  const maximumFractionDigits = value < 9.95 ? 1 : 0;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits,
  });
  return plainSpaces(format.format(value));
}

/**
 * A day in words: "Sat 28 Nov" in English, the locale's own order elsewhere.
 * Takes an instant (RFC 3339) or a calendar day ("2026-11-28", which has no zone).
 */
export function formatDay(
  iso: string,
  timeZone: string,
  locale: string = defaultLocale,
  options: { weekday?: "short" | "long"; year?: boolean } = {},
): string {
  const isCalendarDay = iso.length === 10;
  const weekday = options.weekday ?? "short";
  const format = new Intl.DateTimeFormat(locale, {
    weekday,
    day: "numeric",
    month: weekday,
    year: options.year ? "numeric" : undefined,
    timeZone: isCalendarDay ? "UTC" : timeZone,
  });
  const date = new Date(iso);
  if (!locale.startsWith("en")) return format.format(date);
  const parts = Object.fromEntries(
    format.formatToParts(date).map((part) => [part.type, part.value]),
  );
  return [parts.weekday, parts.day, parts.month, parts.year].filter(Boolean).join(" ");
}

/** A month, "YYYY-MM", in words: "November 2026". */
export function formatMonth(month: string, locale: string = defaultLocale): string {
  return new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** A time of day: "9:00 AM" in en-US, "9:00" in en-GB, the locale's own form elsewhere. */
export function formatTime(iso: string, timeZone: string, locale: string = defaultLocale): string {
  const format = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone });
  const text = plainSpaces(format.format(new Date(iso)));
  return locale.startsWith("en") ? text.replace(/^0(\d)/, "$1") : text;
}

/** Two times with a dash; AM or PM is said once when both share it: "9:00–10:30 AM". */
export function formatTimeRange(
  startIso: string,
  endIso: string,
  timeZone: string,
  locale: string = defaultLocale,
): string {
  const start = formatTime(startIso, timeZone, locale);
  const end = formatTime(endIso, timeZone, locale);
  const startHalf = start.match(/ [AP]M$/)?.[0];
  const sameHalf = startHalf !== undefined && end.endsWith(startHalf);
  return `${sameHalf ? start.slice(0, -startHalf.length) : start}–${end}`;
}

/** An appointment as one phrase: "Sat 28 Nov, 9:00–10:30 AM (Berlin time)". */
export function formatSlot(
  startIso: string,
  endIso: string,
  timeZone: string,
  locale: string = defaultLocale,
): string {
  const day = formatDay(startIso, timeZone, locale);
  const range = formatTimeRange(startIso, endIso, timeZone, locale);
  return `${day}, ${range} (${zoneLabel(timeZone)})`;
}

/** An IANA zone as people say it: "Europe/Berlin" -> "Berlin time". */
export function zoneLabel(timeZone: string): string {
  if (/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(timeZone)) return "UTC";
  const place = timeZone.split("/").at(-1) ?? timeZone;
  return `${place.replaceAll("_", " ")} time`;
}

/** A service's length: "45 min", "1 h", "1 h 30 min". */
export function formatDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(" ");
}

/**
 * A count in the locale's digits and groups: "1,200". Below a thousand English groups nothing, and then nothing is formatted:
 * browsers need tens of milliseconds for their first number.
 */
export function formatCount(n: number, locale: string = defaultLocale): string {
  if (locale === defaultLocale && Number.isInteger(n) && n >= 0 && n < 1000) return String(n);
  return new Intl.NumberFormat(locale).format(n);
}

/** A count with its noun: plural(1, "review", "reviews") -> "1 review". */
export function plural(
  n: number,
  one: string,
  other: string,
  locale: string = defaultLocale,
): string {
  const noun = new Intl.PluralRules(locale).select(n) === "one" ? one : other;
  return `${formatCount(n, locale)} ${noun}`;
}

/** The calendar day of an instant in a zone, "YYYY-MM-DD". Without Temporal, which not every browser has yet. */
export const dayIn = (instant: string | number | Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
};
