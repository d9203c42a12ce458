/** The first moment of a month (`YYYY-MM`) in UTC, and of the one after it. */
export const boundsOf = (month: string): { since: Date; before: Date } => {
  const first = Temporal.PlainYearMonth.from(month);
  const start = (of: Temporal.PlainYearMonth): Date =>
    new Date(of.toPlainDate({ day: 1 }).toZonedDateTime("UTC").epochMilliseconds);
  return { since: start(first), before: start(first.add({ months: 1 })) };
};

/** The month so many months before the one of `now`, in UTC, as `YYYY-MM`. */
export const monthBefore = (now: Date, months: number): string =>
  now
    .toTemporalInstant()
    .toZonedDateTimeISO("UTC")
    .toPlainDate()
    .toPlainYearMonth()
    .subtract({ months })
    .toString();
