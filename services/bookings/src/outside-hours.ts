import type { ScheduleRules } from "@loconomy/contracts";
import type { Interval } from "./intervals.ts";
import { compileTimetable, openStretches } from "./timetable.ts";

/**
 * The bookings (epoch ms) that do not lie within opening hours as a whole, in the order given. Only the job itself counts: buffers
 * may lie outside of hours, and where two windows meet a job may run from one into the next.
 */
export const outsideHours = <Booking extends Interval>(
  hours: Pick<ScheduleRules, "timeZone" | "weekly" | "exceptions">,
  bookings: readonly Booking[],
): Booking[] => {
  if (bookings.length === 0) return [];
  const from = Math.min(...bookings.map(({ start }) => start));
  const to = Math.max(...bookings.map(({ end }) => end));
  const open = openStretches(compileTimetable(hours), from, to);
  return bookings.filter(
    ({ start, end }) => !open.some((window) => window.start <= start && end <= window.end),
  );
};
