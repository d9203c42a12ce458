import type { Booking } from "@loconomy/contracts";

export type When = "upcoming" | "past";

/** A job can last up to twelve hours: what began that long ago may still be going on. */
const LASTS_MS_MAX = 12 * 3_600_000;

/** What to ask the server for; `now` in epoch milliseconds. */
export const bookingsQuery = (when: When, now: number) =>
  when === "upcoming"
    ? {
        as: "customer" as const,
        order: "asc" as const,
        from: new Date(now - LASTS_MS_MAX).toISOString(),
      }
    : { as: "customer" as const, order: "desc" as const, to: new Date(now).toISOString() };

/** Whether a booking belongs under that heading: a job that is going on counts as upcoming. */
export function belongs(
  booking: Pick<Booking, "end" | "status">,
  when: When,
  now: number,
): boolean {
  const isOver = Date.parse(booking.end) <= now && booking.status !== "in_progress";
  return isOver === (when === "past");
}
