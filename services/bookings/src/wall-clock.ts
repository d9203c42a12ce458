/** Days are counted from 1970-01-01, minutes from midnight: plain numbers until the zone has to be asked. */
const DAY_MS = 86_400_000;
const MINUTES_A_DAY = 1440;
/** Stands for "does this day exist" among the minutes of a day in the cache. */
const DAY_EXISTS = 2047;
const KEYS_A_DAY = 2048;
const ENTRIES_MAX = 20_000;

const zones = new Map<string, Map<number, number>>();
let entries = 0;

const remember = (zone: string, key: number, ask: () => number): number => {
  let known = zones.get(zone);
  const value = known?.get(key);
  if (value !== undefined) return value;
  if (entries >= ENTRIES_MAX) {
    zones.clear();
    entries = 0;
    known = undefined;
  }
  if (!known) zones.set(zone, (known = new Map()));
  entries++;
  const answer = ask();
  known.set(key, answer);
  return answer;
};

const plainDate = (epochDay: number): Temporal.PlainDate => {
  const day = new Date(epochDay * DAY_MS);
  return new Temporal.PlainDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
};

/**
 * The instant (epoch ms) at which the clocks of a zone show a minute of a day. A time that is skipped moves forward by the gap,
 * one that comes twice is the first of the two. Minutes from 1440 on are on the next day.
 */
export const instantAt = (zone: string, epochDay: number, minute: number): number => {
  if (minute >= MINUTES_A_DAY) return instantAt(zone, epochDay + 1, minute - MINUTES_A_DAY);
  return remember(zone, epochDay * KEYS_A_DAY + minute, () => {
    const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
    return plainDate(epochDay).toPlainDateTime(plainTime).toZonedDateTime(zone).epochMilliseconds;
  });
};

/** Whether a calendar day happens at all in a zone; a zone that crosses the date line skips one. */
export const dayExists = (zone: string, epochDay: number): boolean =>
  remember(zone, epochDay * KEYS_A_DAY + DAY_EXISTS, () => {
    const day = plainDate(epochDay);
    return day.toZonedDateTime({ timeZone: zone }).toPlainDate().equals(day) ? 1 : 0;
  }) === 1;

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export const dayOf = (zone: string, epochMs: number): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Midnight, or the first moment after it that exists, of `YYYY-MM-DD` plus some days. */
export const startOfDay = (zone: string, day: string, plusDays = 0): number =>
  Temporal.PlainDate.from(day).add({ days: plusDays }).toZonedDateTime({ timeZone: zone })
    .epochMilliseconds;

/** 1970-01-01 was a Thursday. ISO weekday, Monday is 1. */
export const weekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1;

export const dayName = (epochDay: number): string =>
  new Date(epochDay * DAY_MS).toISOString().slice(0, 10);

/** `HH:MM` as minutes after midnight, 0–1440. */
export const minuteOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
