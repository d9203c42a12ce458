import type { Booking } from "@loconomy/contracts";
import { expect, it } from "vitest";
import { capacitiesOf, jobsOf } from "./sessions.ts";

const booking = (id: string, serviceId: string, hour: number) =>
  ({
    id,
    serviceId,
    start: `2026-11-27T${hour}:00:00Z`,
    end: `2026-11-27T${hour + 1}:00:00Z`,
  }) as Booking;

it("makes one job of those who share a session, and keeps the others apart", () => {
  const jobs = jobsOf(
    [
      booking("ann", "yoga", 10),
      booking("bob", "yoga", 10),
      booking("tap", "plumbing", 12),
      booking("tub", "plumbing", 12),
      booking("eve", "yoga", 14),
    ],
    capacitiesOf([
      { id: "yoga", capacity: 8 },
      { id: "plumbing", capacity: 1 },
    ]),
  );
  expect(jobs.map(({ bookings, capacity }) => [bookings.map(({ id }) => id), capacity])).toEqual([
    [["ann", "bob"], 8],
    [["tap"], null],
    [["tub"], null],
    [["eve"], 8],
  ]);
});
