import type { Booking, Series } from "@loconomy/contracts";
import { formatDay } from "@loconomy/ui";
import { seriesTexts as t } from "./series-texts.ts";

/** What can be changed of a series together: bookings that stand and have not begun, by their number. */
export const comingOf = ({ bookings }: Pick<Series, "bookings">, now: number): Booking[] =>
  bookings.filter(
    ({ status, start }) =>
      (status === "pending" || status === "confirmed" || status === "awaiting_payment") &&
      Date.parse(start) > now,
  );

/** "All that are still to come", or those from one of them on; the value is the number of the first. */
export const scopeOptions = (coming: readonly Booking[]): Array<{ value: string; label: string }> =>
  coming.map(({ series, start, timeZone }, index) => ({
    value: String(series!.occurrence),
    label:
      index === 0
        ? t.page.all
        : t.page.from(formatDay(start, timeZone), series!.occurrence, series!.of),
  }));

/** The scope that somebody came with, if it can still be changed. */
export const startingScope = (coming: readonly Booking[], from: number | undefined): string => {
  const first = coming.find(({ series }) => series!.occurrence >= (from ?? 1)) ?? coming[0];
  return String(first?.series?.occurrence ?? 1);
};
