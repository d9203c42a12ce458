import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distanceKm, type ScheduleRules } from "@loconomy/contracts";
import type { Claim } from "./intervals.ts";
import { openSlots } from "./slots.ts";
import { ALWAYS_OPEN } from "./testing.ts";
import {
  isReachable,
  requireInArea,
  travelMinutes,
  TRAVEL_MINUTES_MAX,
  travelOf,
} from "./travel.ts";

const AUSTIN = { lat: 30.2672, lng: -97.7431 };
const DALLAS = { lat: 32.7767, lng: -96.797 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So many kilometres north of Austin. */
const north = (km: number) => ({ lat: AUSTIN.lat + km / 111.195, lng: AUSTIN.lng });

describe("the way", () => {
  test("is the straight line with detours, rounded up to five minutes", () => {
    expect(distanceKm(AUSTIN, DALLAS)).toBeCloseTo(293, 0);
    expect(travelMinutes(AUSTIN, AUSTIN, 40)).toBe(0);
    // 10 km × 1.3 at 40 km/h are 19.5 minutes.
    expect(travelMinutes(AUSTIN, north(10), 40)).toBe(20);
    expect(travelMinutes(AUSTIN, north(10), 80)).toBe(10);
    expect(travelMinutes(AUSTIN, north(10.4), 40)).toBe(25);
    expect(travelMinutes(AUSTIN, DALLAS, 10)).toBe(TRAVEL_MINUTES_MAX);
    // Over the date line it is short.
    expect(distanceKm({ lat: 0, lng: 179.9 }, { lat: 0, lng: -179.9 })).toBeCloseTo(22.2, 1);
  });

  test("is as long back, and never negative", () => {
    const position = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(position, position, fc.integer({ min: 10, max: 130 }), (a, b, speed) => {
        const there = travelMinutes(a, b, speed);
        expect(Math.abs(there - travelMinutes(b, a, speed))).toBeLessThanOrEqual(5);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there % 5).toBe(0);
      }),
    );
  });

  test("counts only where the provider says so, and from their own place when nothing else is said", () => {
    expect(travelOf({ travelSpeedKmh: null, base: AUSTIN }, DALLAS)).toBeUndefined();
    expect(travelOf({ travelSpeedKmh: 40, base: null }, DALLAS)).toBeUndefined();
    const fromBase = travelOf({ travelSpeedKmh: 40, base: AUSTIN }, null)!;
    expect(fromBase.place).toBe(fromBase.base);
  });
});

describe("the area", () => {
  const provider = { position: AUSTIN, serviceRadiusKm: 30 };
  test("ends at the radius, and what lies outside is said in words", () => {
    expect(requireInArea("customer", provider, north(29.9))).toEqual(north(29.9));
    expect(() => requireInArea("customer", provider, north(44.5))).toThrow(
      "You are 45 km away; this provider comes up to 30 km.",
    );
    expect(requireInArea("customer", provider, north(44.5), { toleranceKm: 20 })).toBeTruthy();
    expect(requireInArea("provider", provider, DALLAS)).toBeNull();
    expect(requireInArea("customer", provider, undefined)).toBeNull();
  });
});

describe("open times between jobs elsewhere", () => {
  const DAY = Date.UTC(2026, 10, 30);
  const starts = (rules: Partial<ScheduleRules>, busy: Claim[], place = AUSTIN, isCounted = true) =>
    openSlots({
      rules: { ...ALWAYS_OPEN, stepMinutes: 5, ...rules },
      busy,
      durationMinutes: 60,
      travel: isCounted ? { place, base: AUSTIN, speedKmh: 40 } : undefined,
      from: DAY + 8 * HOUR,
      to: DAY + 16 * HOUR,
      now: DAY,
    }).map(({ start }) => (start - DAY) / MINUTE);
  const last = (times: number[], before: number) => times.findLast((time) => time < before)! / 60;
  const first = (times: number[], after: number) => times.find((time) => time >= after)! / 60;
  const job = (place?: Claim["place"], buffers = { before: 0, after: 0 }): Claim => ({
    start: DAY + 12 * HOUR - buffers.before * MINUTE,
    end: DAY + 13 * HOUR + buffers.after * MINUTE,
    jobStart: DAY + 12 * HOUR,
    jobEnd: DAY + 13 * HOUR,
    place,
  });

  test("leave time for the way before and after", () => {
    const times = starts({}, [job(north(10))]);
    expect(last(times, 720)).toBeCloseTo(12 - 1 - 20 / 60);
    expect(first(times, 720)).toBeCloseTo(13 + 20 / 60);
    // There and back: a job at the provider's own place, and one asked for elsewhere.
    expect(starts({}, [job()], north(10))).toEqual(times);
  });

  test("need no way at the same place, and none from time off", () => {
    expect(starts({}, [job(north(10))], north(10))).toContain(13 * 60);
    const off = { start: DAY + 12 * HOUR, end: DAY + 13 * HOUR };
    expect(starts({}, [off], north(25))).toEqual(starts({}, [off], AUSTIN, false));
  });

  test("have the longer one of buffers and way, not both", () => {
    const buffers = { before: 0, after: 15 };
    const rules = { bufferAfterMinutes: 15 };
    const near = starts(rules, [job(north(5), buffers)]);
    expect(first(near, 720)).toBeCloseTo(13 + 15 / 60);
    const far = starts(rules, [job(north(20), buffers)]);
    expect(first(far, 720)).toBeCloseTo(13 + 40 / 60);
    // A claim whose end is not known to the minute counts from the end of its buffer.
    const { jobEnd: _unknown, ...older } = job(north(20), buffers);
    expect(first(starts(rules, [older]), 720)).toBeCloseTo(13 + 55 / 60);
  });

  test("are exactly those that the look before a hold lets through", () => {
    const place = fc.integer({ min: -25, max: 25 }).map(north);
    const claims = fc.array(
      fc.record({ minute: fc.integer({ min: 96, max: 180 }), place: fc.option(place) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(claims, place, (taken, asked) => {
        const busy = taken.map((one): Claim => {
          const jobStart = DAY + one.minute * 5 * MINUTE;
          const jobEnd = jobStart + 30 * MINUTE;
          return { start: jobStart, end: jobEnd, jobStart, jobEnd, place: one.place ?? undefined };
        });
        const travel = { place: asked, base: AUSTIN, speedKmh: 40 };
        const open = starts({}, busy, asked);
        for (const minute of starts({}, busy, asked, false)) {
          const start = DAY + minute * MINUTE;
          expect(isReachable({ start, end: start + HOUR }, busy, travel)).toBe(
            open.includes(minute),
          );
        }
      }),
    );
  });
});
