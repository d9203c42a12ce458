import { HORIZON_DAYS_MAX, type SearchQuery } from "@loconomy/contracts";
import type { TimeWish } from "./time-wish.ts";

/** Instants; a time is inside when it begins at or after `from` and before `to`. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

const PARTS = { morning: [0, 12], afternoon: [12, 17], evening: [17, 24] } as const;
const DAY_MS = 86_400_000;
/** How far ahead open times are looked for when nobody says until when; a part of the day on any day, a week. */
const LOOK_AHEAD_DAYS = 14;
const ANY_DAY_DAYS = 7;
/** How much of a longer span is looked at; a part of each of its days, two weeks. */
const SPAN_DAYS_MAX = 62;
const PARTS_DAYS_MAX = 14;
/** What the calendar answers at once. */
const WINDOW_DAYS_MAX = 14;

/** True when the search asks for open times, and not only shows them. */
export const asksForTime = ({
  date,
  partOfDay,
  from,
  to,
  durationMinutes,
}: Pick<SearchQuery, "date" | "partOfDay" | "from" | "to" | "durationMinutes">): boolean =>
  [date, partOfDay, from, to, durationMinutes].some((given) => given !== undefined);

/**
 * When to look for open times: the asked day, part of the day or span, in the provider's own zone, as far as it lies between
 * now and the furthest that anything can be booked; how far each provider can be booked, the calendar knows. Without a wish
 * the next two weeks; a part of the day without a day means any day of the next week. None is longer than two weeks.
 */
export const timeWindows = (
  query: Pick<SearchQuery, "date" | "partOfDay" | "from" | "to">,
  timeZone: string,
  now: Date,
): TimeWindow[] => {
  const span = spanOf(query, now);
  if (span.from >= span.to) return [];
  const [startHour, endHour] = query.partOfDay ? PARTS[query.partOfDay] : [0, 24];
  const onDay = (day: Temporal.PlainDate): TimeWindow => ({
    from: atHour(day, startHour, timeZone),
    to: atHour(day, endHour, timeZone),
  });
  const windows = query.date
    ? [onDay(Temporal.PlainDate.from(query.date))]
    : query.partOfDay
      ? daysBetween(span.from, span.to, timeZone).map(onDay)
      : cut(span);
  return windows
    .map(({ from, to }): TimeWindow => ({
      from: from < span.from ? span.from : from,
      to: to > span.to ? span.to : to,
    }))
    .filter(({ from, to }) => from < to);
};

type Wish = Pick<SearchQuery, "date" | "partOfDay" | "from" | "to" | "durationMinutes">;

/** The same for all zones at once, in quarter hours that reach a little further rather than less far. */
export const wishedTimes = (query: Wish, now: Date): TimeWish => {
  const span = spanOf(query, now);
  const { date, partOfDay, durationMinutes = 0 } = query;
  const [startHour, endHour] = partOfDay ? PARTS[partOfDay] : [0, 24];
  const days = date
    ? [Temporal.PlainDate.from(date)]
    : partOfDay
      ? // The same instant is a day earlier or later elsewhere.
        daysBetween(daysAfter(span.from, -1), daysAfter(span.to, 1), "UTC")
      : null;
  return {
    from: Math.floor(span.from.getTime() / QUARTER_MS),
    until: Math.ceil(span.to.getTime() / QUARTER_MS),
    local: days && {
      starts: days.map((day) => wallClock(day, startHour)),
      ends: days.map((day) => wallClock(day, endHour)),
    },
    minutes: durationMinutes,
  };
};

const QUARTER_MS = 900_000;

const wallClock = (day: Temporal.PlainDate, hour: number): string => `${day} ${hour}:00`;

const daysAfter = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS);
const sooner = (a: Date, b: Date): Date => (a < b ? a : b);

/** From when to when times count at all. */
const spanOf = (
  { date, partOfDay, from: askedFrom, to: askedTo }: Parameters<typeof timeWindows>[0],
  now: Date,
): TimeWindow => {
  const from = askedFrom && new Date(askedFrom) > now ? new Date(askedFrom) : now;
  const furthest = daysAfter(now, HORIZON_DAYS_MAX);
  if (date) return { from, to: askedTo ? sooner(new Date(askedTo), furthest) : furthest };
  const [untilDays, daysMax] = partOfDay
    ? [ANY_DAY_DAYS, PARTS_DAYS_MAX]
    : [LOOK_AHEAD_DAYS, SPAN_DAYS_MAX];
  const to = askedTo
    ? sooner(new Date(askedTo), daysAfter(from, daysMax))
    : daysAfter(from, untilDays);
  return { from, to: sooner(to, furthest) };
};

/** A span in pieces that the calendar answers. */
const cut = ({ from, to }: TimeWindow): TimeWindow[] => {
  const pieces: TimeWindow[] = [];
  for (let start = from; start < to; start = daysAfter(start, WINDOW_DAYS_MAX))
    pieces.push({ from: start, to: sooner(to, daysAfter(start, WINDOW_DAYS_MAX)) });
  return pieces;
};

const atHour = (day: Temporal.PlainDate, hour: number, timeZone: string): Date => {
  const [date, time] = hour === 24 ? [day.add({ days: 1 }), 0] : [day, hour];
  return new Date(date.toZonedDateTime({ timeZone, plainTime: { hour: time } }).epochMilliseconds);
};

const daysBetween = (from: Date, to: Date, timeZone: string): Temporal.PlainDate[] => {
  const dayOf = (instant: Date): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate();
  const days: Temporal.PlainDate[] = [];
  for (
    let day = dayOf(from);
    Temporal.PlainDate.compare(day, dayOf(to)) <= 0;
    day = day.add({ days: 1 })
  )
    days.push(day);
  return days;
};
