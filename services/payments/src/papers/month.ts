/** The first moment of a month (`YYYY-MM`) in UTC, and of the one after it. */
export const boundsOf = (month: string): { since: Date; before: Date } => {
  const first = Temporal.PlainYearMonth.from(month);
  const start = (of: Temporal.PlainYearMonth): Date =>
    new Date(of.toPlainDate({ day: 1 }).toZonedDateTime("UTC").epochMilliseconds);
  return { since: start(first), before: start(first.add({ months: 1 })) };
};

/** What is posted in a month's last moments is there by then, also where clocks differ a little. */
const POSTED_MS = 10 * 60_000;

/** The last moment of which all is posted at `now`. */
export const postedUntil = (now: Date): Date => new Date(now.getTime() - POSTED_MS);

/** The month so many months before the one of `now`, in UTC, as `YYYY-MM`. */
export const monthBefore = (now: Date, months: number): string =>
  now
    .toTemporalInstant()
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .toPlainYearMonth()
    .subtract({ months })
    .toString();
