import { BOOKABLE_DAYS_MAX, type SearchQuery } from "@loconomy/contracts";

/** Instants; a time is inside when it begins at or after `from` and before `to`. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

const PARTS = { morning: [0, 12], afternoon: [12, 17], evening: [17, 24] } as const;
const DAY_MS = 86_400_000;

/** True when the search asks for open times, and not only shows them. */
export const asksForTime = ({
  date,
  partOfDay,
  from,
  to,
}: Pick<SearchQuery, "date" | "partOfDay" | "from" | "to">): boolean =>
  [date, partOfDay, from, to].some((given) => given !== undefined);

/**
 * When to look for open times: the asked day, part of the day or span, in the provider's own zone, as far as it lies between
 * now and the last bookable moment. Without a wish that whole span; a part of the day without a day means any day.
 */
export const timeWindows = (
  query: Pick<SearchQuery, "date" | "partOfDay" | "from" | "to">,
  timeZone: string,
  now: Date,
): TimeWindow[] => {
  const end = new Date(now.getTime() + BOOKABLE_DAYS_MAX * DAY_MS);
  const clamp = (from: Date, to: Date): TimeWindow => ({
    from: from < now ? now : from,
    to: to > end ? end : to,
  });
  const [startHour, endHour] = query.partOfDay ? PARTS[query.partOfDay] : [0, 24];
  const onDay = (day: Temporal.PlainDate): TimeWindow =>
    clamp(atHour(day, startHour, timeZone), atHour(day, endHour, timeZone));

  const windows = query.date
    ? [onDay(Temporal.PlainDate.from(query.date))]
    : query.partOfDay
      ? daysBetween(now, end, timeZone).map(onDay)
      : [clamp(now, end)];
  const span = {
    from: query.from ? new Date(query.from) : now,
    to: query.to ? new Date(query.to) : end,
  };
  return windows
    .map(({ from, to }): TimeWindow => ({
      from: from < span.from ? span.from : from,
      to: to > span.to ? span.to : to,
    }))
    .filter(({ from, to }) => from < to);
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
