import type { Booking } from "@loconomy/contracts";
import { expect, it } from "vitest";
import { daySheet } from "./day-sheet.ts";

const booking = (id: string, start: string, status: Booking["status"] = "confirmed") =>
  ({ id, status, start, end: new Date(Date.parse(start) + 3_600_000).toISOString() }) as Booking;
const now = Date.parse("2026-11-27T09:00:00Z");
const days = ["2026-11-27", "2026-11-28"];

it("puts bookings under the day of the provider's zone, in order", () => {
  const late = booking("late", "2026-11-28T04:30:00Z");
  const early = booking("early", "2026-11-27T16:00:00Z");
  const sheet = daySheet([late, early], days, "America/Chicago", now);
  expect(sheet.days.map(({ bookings }) => bookings.map(({ id }) => id))).toEqual([
    ["early", "late"],
    [],
  ]);
  expect(sheet.next?.id).toBe("early");
});

it("takes the running job first and leaves out what is over or off", () => {
  const running = booking("running", "2026-11-27T07:30:00Z", "in_progress");
  const over = booking("over", "2026-11-27T07:00:00Z");
  const off = booking("off", "2026-11-27T10:00:00Z", "cancelled");
  expect(daySheet([off, over, running], days, "UTC", now).next?.id).toBe("running");
  expect(daySheet([off, over], days, "UTC", now).next).toBeNull();
});
