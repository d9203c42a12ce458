const DAY_MS = 86_400_000;

/** The calendar day of an instant (epoch ms) in a zone, `YYYY-MM-DD`. */
export const dayOf = (zone: string, epochMs: number): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Midnight, or the first moment after it that exists, of `YYYY-MM-DD` plus some days. */
export const startOfDay = (zone: string, day: string, plusDays = 0): number =>
  Temporal.PlainDate.from(day).add({ days: plusDays }).toZonedDateTime({ timeZone: zone })
    .epochMilliseconds;

/** 1970-01-01 was a Thursday. ISO weekday of a day counted from then, Monday is 1. */
export const weekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1;

/** `YYYY-MM-DD` as days since 1970-01-01. */
export const epochDayOf = (day: string): number => Date.parse(day) / DAY_MS;

/** `HH:MM` as minutes after midnight, 0–1440. */
export const minuteOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
