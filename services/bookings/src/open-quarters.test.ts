import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openTimes, type Group } from "./class-slots.ts";
import type { Claim, Interval } from "./intervals.ts";
import { openQuarters, QUARTER_MS } from "./open-quarters.ts";
import { openSlots, type SlotQuestion } from "./slots.ts";
import { arbitraryQuestion } from "./testing-slot-properties.ts";
import { windowsByTemporal } from "./testing-oracle.ts";
import { ALWAYS_OPEN } from "./testing.ts";
import { travelOf } from "./travel.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 200);
const DANCE: Group = { serviceId: "dance", capacity: 3 };

/** Which quarters are open; what lies beyond is as the last bit says. */
const reader = (made: { fromQuarter: number; bits: string }) => {
  const bytes = Buffer.from(made.bits, "hex");
  const bit = (index: number): boolean => (bytes[index >> 3]! & (128 >> (index & 7))) !== 0;
  return {
    length: bytes.length * 8,
    isOpen: (quarter: number): boolean =>
      bit(Math.min(quarter - made.fromQuarter, bytes.length * 8 - 1)),
  };
};

/** Whether as many quarters as a job lasts are open from the one on in which it begins. */
const hasRunAt = (made: ReturnType<typeof openQuarters>, start: number, minutes: number) => {
  const { isOpen } = reader(made);
  const first = Math.floor(start / QUARTER_MS);
  return Array.from({ length: Math.ceil(minutes / 15) }, (_, at) => first + at).every(isOpen);
};

const quartersAt = (made: ReturnType<typeof openQuarters>, from: string, count: number): string =>
  Array.from({ length: count }, (_, at) =>
    reader(made).isOpen(Date.parse(from) / QUARTER_MS + at) ? "1" : "0",
  ).join("");

interface Case {
  question: SlotQuestion;
  holds: Claim[];
  picks: Array<{ slot: number; taken: number }>;
  isMobile: boolean;
  ageMs: number;
}

const arbitraryCase: fc.Arbitrary<Case> = fc.record({
  question: arbitraryQuestion,
  holds: fc.array(
    fc
      .record({ at: fc.integer({ min: 0, max: 8000 }), length: fc.integer({ min: 1, max: 300 }) })
      .map(({ at, length }) => ({ start: at * MINUTE, end: (at + length) * MINUTE })),
    { maxLength: 3 },
  ),
  picks: fc.array(
    fc.record({ slot: fc.nat({ max: 200 }), taken: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 4 },
  ),
  isMobile: fc.boolean(),
  ageMs: fc.integer({ min: 0, max: DAY }),
});

/** Sessions at times that the class can begin, whatever else is there. */
const sessionsOf = ({ question, picks }: Case): Claim[] => {
  const slots = openSlots({
    ...question,
    busy: [],
    rules: { ...question.rules, dailyMax: null, weeklyMax: null },
  });
  return picks.flatMap(({ slot, taken }) => {
    const session = slots[slot % Math.max(1, slots.length)];
    if (!session) return [];
    const { start, end } = session;
    return [
      {
        start: start - question.rules.bufferBeforeMinutes * MINUTE,
        end: end + question.rules.bufferAfterMinutes * MINUTE,
        jobStart: start,
        jobEnd: end,
        session: { serviceId: DANCE.serviceId, end, taken },
      },
    ];
  });
};

/** What the engine of open times finds, and the quarters that were made up to a day before. */
const solve = (given: Case) => {
  const { question, holds, isMobile, ageMs } = given;
  const now = question.now;
  const busy = [...question.busy, ...sessionsOf(given)];
  const madeAt = Math.max(now - ageMs, Math.floor(now / DAY) * DAY - DAY);
  const made = openQuarters({
    rules: question.rules,
    busy,
    capacities: new Map([[DANCE.serviceId, DANCE.capacity]]),
    now: madeAt,
  });
  const asked = {
    ...question,
    from: Math.max(question.from, now),
    busy: [...busy, ...holds.map(({ start, end }) => ({ start: now + start, end: now + end }))],
    travel: isMobile
      ? travelOf(
          { ...question.rules, travelSpeedKmh: 30, base: { lat: 52.5, lng: 13.4 } },
          { lat: 52.6, lng: 13.6 },
        )
      : undefined,
  };
  return { made, busy, starts: [...openTimes(asked), ...openTimes({ ...asked, group: DANCE })] };
};

test("never too little: where a start is found, the quarters of the job are open", () => {
  let found = 0;
  fc.assert(
    fc.property(arbitraryCase, (given) => {
      const { made, starts } = solve(given);
      found += starts.length;
      return starts.every(({ start }) => hasRunAt(made, start, given.question.durationMinutes));
    }),
    { numRuns: RUNS },
  );
  expect(found).toBeGreaterThan(RUNS);
});

test("not much too much: an open quarter has a minute within opening hours that nothing has", () => {
  let seen = 0;
  fc.assert(
    fc.property(arbitraryCase, (given) => {
      const { made, busy } = solve(given);
      const { isOpen } = reader(made);
      const from = made.fromQuarter * QUARTER_MS;
      const windows = windowsByTemporal(given.question.rules, from, from + 9 * DAY);
      const seats = busy.filter(({ session }) => session && session.taken < DANCE.capacity);
      const holds = (all: readonly Interval[], at: number): boolean =>
        all.some(({ start, end }) => start <= at && at < end);
      return Array.from({ length: 8 * 96 }, (_, at) => made.fromQuarter + at)
        .filter(isOpen)
        .every((quarter) => {
          seen++;
          return Array.from({ length: 15 }, (_, at) => quarter * QUARTER_MS + at * MINUTE).some(
            (minute) =>
              holds(windows, minute) &&
              (!holds(busy, minute) ||
                seats.some((seat) => seat.jobStart! <= minute && minute < seat.session!.end)),
          );
        });
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
  expect(seen).toBeGreaterThan(RUNS);
});

describe("of an ordinary week in New York", () => {
  const now = Date.parse("2026-03-05T15:00:00Z"); // a Thursday; clocks go forward on Sunday the 8th
  const rules = {
    ...ALWAYS_OPEN,
    timeZone: "America/New_York",
    weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "09:00", end: "12:00" })),
  };
  const made = (
    change: Partial<typeof rules> = {},
    busy: Claim[] = [],
    capacities = new Map<string, number>(),
  ) => openQuarters({ rules: { ...rules, ...change }, busy, capacities, now });
  const claim = (start: string, end: string, isJob = true): Claim => ({
    start: Date.parse(start),
    end: Date.parse(end),
    ...(isJob && { jobStart: Date.parse(start), jobEnd: Date.parse(end) }),
  });

  test("hours follow the clocks", () => {
    expect(quartersAt(made(), "2026-03-07T13:45Z", 14)).toBe("01111111111110");
    expect(quartersAt(made(), "2026-03-09T12:45Z", 14)).toBe("01111111111110");
  });

  test("a quarter of which a minute is open is open; one without is not", () => {
    const busy = [claim("2026-03-06T14:00Z", "2026-03-06T15:14Z")];
    expect(quartersAt(made({}, busy), "2026-03-06T14:00Z", 6)).toBe("000011");
    expect(quartersAt(made({ bufferBeforeMinutes: 15 }, busy), "2026-03-06T14:00Z", 6)).toBe(
      "000001",
    );
  });

  test("a day on which everything is booked has nothing open", () => {
    const busy = [claim("2026-03-06T14:00Z", "2026-03-06T17:00Z")];
    expect(quartersAt(made({}, busy), "2026-03-06T05:00Z", 96)).toBe("0".repeat(96));
  });

  test("a day that has its jobs has nothing open, but what a long job of the day before goes on in", () => {
    const busy = [claim("2026-03-06T14:00Z", "2026-03-06T15:00Z")];
    const day = made({ dailyMax: 1 }, busy);
    expect(quartersAt(day, "2026-03-06T05:00Z", 96)).toBe("0".repeat(96));
    expect(quartersAt(day, "2026-03-07T14:00Z", 2)).toBe("11");
    const always = made({ dailyMax: 1, weekly: ALWAYS_OPEN.weekly }, busy);
    expect(quartersAt(always, "2026-03-06T05:00Z", 36)).toBe("1".repeat(36));
    expect(quartersAt(always, "2026-03-06T17:00Z", 48)).toBe("0".repeat(48));
  });

  test("a session is open as long as a seat is left", () => {
    const session = (taken: number): Claim => ({
      ...claim("2026-03-06T14:00Z", "2026-03-06T15:00Z"),
      session: { serviceId: "dance", end: Date.parse("2026-03-06T15:00Z"), taken },
    });
    const sizes = new Map([["dance", 2]]);
    expect(quartersAt(made({}, [session(1)], sizes), "2026-03-06T14:00Z", 5)).toBe("11111");
    expect(quartersAt(made({}, [session(2)], sizes), "2026-03-06T14:00Z", 5)).toBe("00001");
  });

  test("what is further than can be booked, tomorrow too, is not open, and neither is all that comes after", () => {
    const near = made({ horizonDays: 3 });
    expect(quartersAt(near, "2026-03-09T13:00Z", 4)).toBe("1111");
    expect(quartersAt(near, "2026-03-11T13:00Z", 4)).toBe("0000");
    expect(quartersAt(near, "2026-09-11T13:00Z", 4)).toBe("0000");
    expect(quartersAt(made({ horizonDays: 60 }), "2026-09-11T13:00Z", 4)).toBe("0000");
  });

  test("what is later than the quarters reach may be open for who can be booked as far ahead, and has hours at all", () => {
    expect(quartersAt(made({ horizonDays: 90 }), "2026-05-20T13:00Z", 4)).toBe("1111");
    expect(quartersAt(made({ horizonDays: 90, weekly: [] }), "2026-05-20T13:00Z", 4)).toBe("0000");
  });

  test("sixty days ahead are there until the day after they were made is over", () => {
    expect(reader(made()).length).toBe(63 * 96);
    expect(made().fromQuarter * QUARTER_MS).toBe(Date.parse("2026-03-05T00:00Z"));
  });
});
