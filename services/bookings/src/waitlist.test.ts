import { expect, test } from "vitest";
import {
  offerEndsAt,
  stateOfEntry,
  wishedRange,
  wishedTimes,
  type OfferedHold,
} from "./waitlist.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

test("a wish is for a part of the day, for hours, or for the whole day", () => {
  expect(wishedTimes({})).toEqual({ from: "00:00", to: "24:00" });
  expect(wishedTimes({ partOfDay: "afternoon" })).toEqual({ from: "12:00", to: "17:00" });
  expect(wishedTimes({ from: "10:00" })).toEqual({ from: "10:00", to: "24:00" });
  expect(wishedTimes({ partOfDay: "evening", to: "19:30" })).toEqual({
    from: "17:00",
    to: "19:30",
  });
  expect(wishedTimes({ from: "12:00", to: "12:00" })).toBeNull();
  expect(wishedTimes({ partOfDay: "evening", to: "16:00" })).toBeNull();
});

test("hours are by the provider's clocks, also on the days that are longer or shorter", () => {
  const hours = (day: string, from = "00:00", to = "24:00") => {
    const range = wishedRange(day, { from, to }, "Europe/Berlin");
    return range && (range.end - range.start) / HOUR_MS;
  };
  expect(hours("2026-11-28")).toBe(24);
  expect(hours("2026-10-25")).toBe(25);
  expect(hours("2026-03-29")).toBe(23);
  expect(hours("2026-03-29", "02:00", "03:00")).toBeNull();
  expect(wishedRange("2026-11-28", { from: "09:00", to: "12:00" }, "Asia/Kathmandu")).toEqual({
    start: Date.parse("2026-11-28T03:15:00Z"),
    end: Date.parse("2026-11-28T06:15:00Z"),
  });
  // Samoa had no 30 December 2011.
  expect(wishedRange("2011-12-30", { from: "00:00", to: "24:00" }, "Pacific/Apia")).toBeNull();
});

test("an offer lasts two hours, ends an hour before the start and with the provider's notice", () => {
  const now = Date.parse("2026-11-27T09:00:00Z");
  const lasts = (startsInMinutes: number, noticeMinutes = 0) => {
    const end = offerEndsAt(now + startsInMinutes * MINUTE_MS, noticeMinutes, now);
    return end === null ? null : (end - now) / MINUTE_MS;
  };
  expect(lasts(24 * 60)).toBe(120);
  expect(lasts(180)).toBe(120);
  expect(lasts(179)).toBe(119);
  expect(lasts(70)).toBe(10);
  expect(lasts(69)).toBeNull();
  expect(lasts(24 * 60, 23 * 60)).toBe(60);
  expect(lasts(24 * 60, 24 * 60)).toBeNull();
});

test("an entry waits again when its offer came to nothing, is done when it is paid for, and ends with its day", () => {
  const now = new Date("2026-11-27T09:00:00Z");
  const later = new Date("2026-11-28T09:00:00Z");
  const state = (hold: Partial<OfferedHold> | null, endsAt = later) =>
    stateOfEntry(
      { state: "offered", endsAt },
      hold && { status: "active", expiresAt: later, bookingStatus: null, ...hold },
      now,
    );
  expect(state({})).toBe("offered");
  expect(state({ expiresAt: now })).toBe("waiting");
  expect(state({ status: "released" })).toBe("waiting");
  expect(state(null)).toBe("waiting");
  expect(state({ status: "released" }, now)).toBe("ended");
  expect(state({ status: "used", bookingStatus: "awaiting_payment" })).toBe("offered");
  // Called off before it was paid for: with the payment the entry itself is booked.
  for (const bookingStatus of ["expired", "cancelled"])
    expect(state({ status: "used", bookingStatus })).toBe("waiting");
  for (const bookingStatus of ["pending", "confirmed", "completed"])
    expect(state({ status: "used", bookingStatus }, now)).toBe("booked");
  expect(stateOfEntry({ state: "waiting", endsAt: later }, null, now)).toBe("waiting");
  expect(stateOfEntry({ state: "waiting", endsAt: now }, null, now)).toBe("ended");
  const paid = { status: "used" as const, expiresAt: later, bookingStatus: "cancelled" };
  for (const hold of [null, paid])
    expect(stateOfEntry({ state: "booked", endsAt: later }, hold, now)).toBe("booked");
});
