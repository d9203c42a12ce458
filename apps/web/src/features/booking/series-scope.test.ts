import type { Booking } from "@loconomy/contracts";
import { expect, it } from "vitest";
import { comingOf, scopeOptions, startingScope } from "./series-scope.ts";

const booking = (occurrence: number, status: Booking["status"], start: string) =>
  ({
    status,
    start,
    timeZone: "UTC",
    series: { id: "s", occurrence, of: 4 },
  }) as Booking;
const bookings = [
  booking(1, "completed", "2026-12-01T09:00:00Z"),
  booking(2, "confirmed", "2026-12-08T09:00:00Z"),
  booking(3, "cancelled", "2026-12-15T09:00:00Z"),
  booking(4, "confirmed", "2026-12-22T09:00:00Z"),
];
const now = Date.parse("2026-12-02T00:00:00Z");

it("offers all that are still to come, or those from one of them on", () => {
  const coming = comingOf({ bookings }, now);
  expect(coming.map(({ series }) => series!.occurrence)).toEqual([2, 4]);
  expect(scopeOptions(coming)).toEqual([
    { value: "2", label: "All that are still to come" },
    { value: "4", label: expect.stringContaining("From 4 of 4") },
  ]);
});

it("begins with the date that somebody came from, or the next that can be changed", () => {
  const coming = comingOf({ bookings }, now);
  expect(startingScope(coming, undefined)).toBe("2");
  expect(startingScope(coming, 4)).toBe("4");
  expect(startingScope(coming, 3)).toBe("4");
  expect(startingScope(coming, 9)).toBe("2");
});
