import type { ScheduleRules } from "@loconomy/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outsideHours } from "./outside-hours.ts";
import { openSlots } from "./slots.ts";

const HOUR = 3_600_000;
const rules = (change: Partial<ScheduleRules> = {}): ScheduleRules => ({
  timeZone: "UTC",
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "09:00", end: "17:00" })),
  exceptions: [],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 60,
  slotAnchor: "window",
  dailyMax: null,
  weeklyMax: null,
  travelSpeedKmh: null,
  ...change,
});

/** Monday, 1 June 2026, in the zone that the test is about. */
const job = (start: string, hours = 1) => ({
  start: Date.parse(start),
  end: Date.parse(start) + hours * HOUR,
});
const starts = (hours: ScheduleRules, ...jobs: ReturnType<typeof job>[]) =>
  outsideHours(hours, jobs).map(({ start }) => new Date(start).toISOString().slice(0, 16));

describe("bookings outside of hours", () => {
  test("a job counts as inside from the first to the last minute of a window", () => {
    expect(
      starts(
        rules(),
        job("2026-06-01T08:30Z"),
        job("2026-06-01T09:00Z"),
        job("2026-06-01T16:00Z"),
        job("2026-06-01T16:30Z"),
        job("2026-06-01T20:00Z"),
      ),
    ).toEqual(["2026-06-01T08:30", "2026-06-01T16:30", "2026-06-01T20:00"]);
  });

  test("no bookings, no hours", () => {
    expect(outsideHours(rules(), [])).toEqual([]);
    expect(starts(rules({ weekly: [] }), job("2026-06-01T09:00Z"))).toEqual(["2026-06-01T09:00"]);
  });

  test("a job may run from one window into the next where they meet, not over a break", () => {
    const split = (start: string) =>
      rules({
        weekly: [
          { weekday: 1, start: "09:00", end: "12:00" },
          { weekday: 1, start, end: "17:00" },
        ],
      });
    expect(starts(split("12:00"), job("2026-06-01T11:30Z"))).toEqual([]);
    expect(starts(split("12:15"), job("2026-06-01T11:30Z"))).toEqual(["2026-06-01T11:30"]);
  });

  test("a night belongs to the day on which it begins", () => {
    const night = rules({ weekly: [{ weekday: 1, start: "22:00", end: "02:00" }] });
    expect(
      starts(
        night,
        job("2026-06-01T23:30Z"),
        job("2026-06-02T01:00Z"),
        job("2026-06-02T01:30Z"),
        job("2026-06-01T01:00Z"),
      ),
    ).toEqual(["2026-06-02T01:30", "2026-06-01T01:00"]);
  });

  test("an exception counts for its day alone", () => {
    const exceptions = [
      { day: "2026-06-01", windows: [] },
      { day: "2026-06-02", windows: [{ start: "18:00", end: "20:00" }] },
    ];
    expect(
      starts(
        rules({ exceptions }),
        job("2026-06-01T10:00Z"),
        job("2026-06-02T10:00Z"),
        job("2026-06-02T18:00Z"),
        job("2026-06-03T10:00Z"),
      ),
    ).toEqual(["2026-06-01T10:00", "2026-06-02T10:00"]);
  });

  test("hours are wall-clock hours: in another zone, and after a clock change, other jobs are outside", () => {
    const chicago = rules({ timeZone: "America/Chicago" });
    // Clocks there go forward on 8 March 2026: nine o'clock is 15:00 UTC on Friday and 14:00 UTC on Monday.
    expect(
      starts(
        chicago,
        job("2026-03-06T14:30Z"),
        job("2026-03-06T15:00Z"),
        job("2026-03-09T14:00Z"),
        job("2026-03-09T13:30Z"),
        job("2026-03-09T21:30Z"),
      ),
    ).toEqual(["2026-03-06T14:30", "2026-03-09T13:30", "2026-03-09T21:30"]);
  });
});

const zones = fc.constantFrom(
  "America/Chicago",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
);
const someRules = fc
  .record({
    timeZone: zones,
    weekly: fc.uniqueArray(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        start: fc.constantFrom("00:00", "07:30", "09:00"),
        end: fc.constantFrom("12:00", "17:30", "24:00"),
      }),
      { selector: ({ weekday }) => weekday, minLength: 1 },
    ),
    stepMinutes: fc.constantFrom(15, 30, 60),
  })
  .map(rules);
const moments = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });

test("what these hours offer is never outside of them, and all of a day is outside once it is closed", () => {
  fc.assert(
    fc.property(someRules, moments, fc.constantFrom(30, 90, 180), (hours, now, durationMinutes) => {
      const offered = openSlots({
        rules: hours,
        busy: [],
        durationMinutes,
        from: now,
        to: now + 72 * HOUR,
        now,
      });
      expect(outsideHours(hours, offered)).toEqual([]);
      const dayOf = ({ start }: { start: number }) =>
        new Date(start).toTemporalInstant().toZonedDateTimeISO(hours.timeZone).toPlainDate();
      const day = offered[0] && dayOf(offered[0]).toString();
      if (!day) return;
      const closed = { ...hours, exceptions: [{ day, windows: [] }] };
      expect(outsideHours(closed, offered)).toEqual(
        offered.filter((slot) => dayOf(slot).toString() === day),
      );
    }),
    { numRuns: 200 },
  );
});
