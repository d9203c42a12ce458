import type { Booking } from "@loconomy/contracts";
import { dayIn } from "@loconomy/ui";

const OPEN: readonly Booking["status"][] = ["pending", "confirmed", "in_progress"];

export interface DaySheet {
  /** The job that is going on, else the next confirmed one. */
  next: Booking | null;
  /** What is booked or asked for on each of the given days, in order of time. */
  days: { day: string; bookings: Booking[] }[];
}

/** Sorts a provider's bookings into the next job and the days of the week. `now` in epoch milliseconds. */
export function daySheet(
  bookings: readonly Booking[],
  days: readonly string[],
  timeZone: string,
  now: number,
): DaySheet {
  const open = bookings
    .filter(({ status }) => OPEN.includes(status))
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const next =
    open.find(({ status }) => status === "in_progress") ??
    open.find(({ status, end }) => status === "confirmed" && Date.parse(end) > now) ??
    null;
  const byDay = Map.groupBy(open, ({ start }) => dayIn(start, timeZone));
  return { next, days: days.map((day) => ({ day, bookings: byDay.get(day) ?? [] })) };
}
