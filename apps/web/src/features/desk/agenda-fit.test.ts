import { describe, expect, it } from "vitest";
import { daysOn, fitOf, snapped } from "./agenda-fit.ts";
import { bookingItem, exampleAgenda, exampleBooking, exampleItem } from "./example-agenda.ts";

/** An hour of Tuesday the first of December in Chicago. */
const at = (hour: number, minute = 0) => Date.UTC(2026, 11, 1, hour + 6, minute);
const iso = (hour: number, minute = 0) => new Date(at(hour, minute)).toISOString();
const booking = exampleBooking(iso(10));
const agenda = exampleAgenda([
  bookingItem(booking),
  exampleItem("time_off", iso(13), iso(14)),
  exampleItem("external", iso(15), iso(16)),
]);

describe("whether a booking fits", () => {
  it.each([
    ["where it is", at(10), "same"],
    ["over its own time", at(10, 30), "free"],
    ["in open, free time", at(11), "free"],
    ["until closing time", at(16), "free"],
    ["past closing time", at(16, 30), "outside"],
    ["before opening time", at(8, 30), "outside"],
    ["into time off", at(12, 30), "taken"],
    ["beside time off", at(14), "free"],
    ["into busy time elsewhere", at(15, 30), "busy"],
    ["in the past", Date.parse(agenda.now), "past"],
  ])("%s", (_, start, kind) => {
    expect(fitOf(agenda, booking, start).kind).toBe(kind);
  });

  it("with its buffers", () => {
    const buffered = { ...agenda, bufferAfterMinutes: 15 };
    expect(fitOf(buffered, booking, at(12)).kind).toBe("taken");
    expect(fitOf(buffered, booking, at(11, 45)).kind).toBe("free");
    expect(fitOf(buffered, booking, at(14)).kind).toBe("busy");
    // Its hours bound the job, not its buffers.
    expect(fitOf({ ...buffered, items: [] }, booking, at(16)).kind).toBe("free");
  });

  it("into another session of its class while that has a seat", () => {
    const inSession = (taken: number) => ({
      ...bookingItem(exampleBooking(iso(11), { id: "018f0000-0000-7000-8000-0000000000b2" })),
      session: { id: "018f0000-0000-7000-8000-0000000000e1", taken, capacity: 3 },
    });
    const kind = (taken: number, start: number) =>
      fitOf({ ...agenda, items: [inSession(taken)] }, booking, start).kind;
    expect(kind(2, at(11))).toBe("free");
    expect(kind(3, at(11))).toBe("taken");
    expect(kind(2, at(11, 30))).toBe("taken");
  });

  it("over midnight where hours meet", () => {
    const open = [
      { start: iso(20), end: iso(24), origin: iso(20) },
      { start: iso(24), end: iso(26), origin: iso(24) },
    ];
    expect(fitOf({ ...agenda, items: [], open }, booking, at(23, 30)).kind).toBe("free");
    expect(fitOf({ ...agenda, items: [], open: open.slice(0, 1) }, booking, at(23, 30)).kind).toBe(
      "outside",
    );
  });
});

describe("where a booking snaps to", () => {
  it("is a start that the hours offer, else one on the clock", () => {
    const open = [{ start: iso(9, 10), end: iso(17), origin: iso(9, 10) }];
    const shifted = { ...agenda, open };
    expect(snapped(shifted, at(9, 30))).toBe(at(9, 40));
    expect(snapped(shifted, at(9))).toBe(at(9, 10));
    expect(snapped(shifted, at(7, 50))).toBe(at(8));
    expect(snapped(shifted, at(18, 10))).toBe(at(18));
  });

  it("goes by what clocks show in zones that are off by a quarter", () => {
    const clock = [{ since: "2026-11-29T18:15:00Z", offsetMinutes: 345 }];
    const nepal = { open: [], clock, stepMinutes: 60 };
    expect(snapped(nepal, Date.parse("2026-11-30T04:20:00Z"))).toBe(
      Date.parse("2026-11-30T04:15:00Z"),
    );
  });
});

it("keeps the time of the clock over days of 23 and 25 hours", () => {
  const days = (from: string, count: number) =>
    new Date(daysOn(Date.parse(from), count, "Europe/Berlin")).toISOString();
  expect(days("2027-03-27T09:00:00Z", 1)).toBe("2027-03-28T08:00:00.000Z");
  expect(days("2027-03-28T08:00:00Z", -1)).toBe("2027-03-27T09:00:00.000Z");
  expect(days("2027-10-30T08:00:00Z", 1)).toBe("2027-10-31T09:00:00.000Z");
  expect(days("2027-12-31T23:30:00Z", 1)).toBe("2028-01-01T23:30:00.000Z");
});
