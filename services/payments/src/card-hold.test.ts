import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  authorizeAt,
  laterAuthorization,
  lapsesAt,
  neededUntil,
  payBy,
  renewAt,
} from "./card-hold.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse("2026-11-27T10:00:00Z");
/** The shortest hold of a saved card that a network promises. */
const ABSENT = 4 * DAY + 18 * HOUR;

describe("at booking", () => {
  test("a job that ends up to 138 hours ahead is held at once, a later one saves the card", () => {
    const last = now + 138 * HOUR;
    expect(laterAuthorization(last, now)).toBeNull();
    expect(laterAuthorization(last + 1, now)).toBe(last + 1 - 84 * HOUR);
  });

  test("a hold made at once outlasts end + 24 h; one made later does, and starts days after the booking", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * DAY }), (ahead) => {
        const end = now + ahead;
        const later = laterAuthorization(end, now);
        const lapses = later === null ? now + 7 * DAY : later + ABSENT;
        expect(lapses).toBeGreaterThanOrEqual(end + DAY + 6 * HOUR);
        expect(
          renewAt({ start: end, end }, { heldAt: later ?? now, captureBefore: lapses }),
        ).toBeNull();
        if (later !== null) expect(later).toBeGreaterThan(now + 2 * DAY);
      }),
    );
  });

  test("a saved card is authorised three days before the start at the latest", () => {
    for (const hours of [0.25, 1, 12]) {
      const start = now + 20 * DAY;
      expect(start - authorizeAt(start + hours * HOUR)).toBeGreaterThanOrEqual(72 * HOUR);
    }
  });
});

describe("a hold that exists", () => {
  const job = { start: now + 60 * HOUR, end: now + 61 * HOUR };
  const renewed = (hold: { heldAt: number; captureBefore: number | null }) => renewAt(job, hold);

  test("stays while it lasts to the minute it is needed", () => {
    const heldAt = now;
    expect(renewed({ heldAt, captureBefore: neededUntil(job.end) })).toBeNull();
    expect(renewed({ heldAt, captureBefore: neededUntil(job.end) - 1 })).not.toBeNull();
  });

  test("counts as 7 days when Stripe does not say", () => {
    expect(lapsesAt({ heldAt: now, captureBefore: null })).toBe(now + 7 * DAY);
  });

  test("made before the usual moment it is made anew then; shorter than promised, once more two days before", () => {
    const usual = authorizeAt(job.end);
    const short = { captureBefore: now + 2 * DAY };
    expect(renewed({ heldAt: usual - 1, ...short })).toBe(usual);
    expect(renewed({ heldAt: usual, ...short })).toBe(job.start - 48 * HOUR);
    expect(renewed({ heldAt: job.start - 48 * HOUR, ...short })).toBeNull();
  });

  test("is never renewed without end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * DAY }),
        fc.integer({ min: 5 * 60_000, max: 12 * HOUR }),
        fc.integer({ min: 1, max: 8 * DAY }),
        (ahead, length, holds) => {
          const start = now + ahead;
          const of = { start, end: start + length };
          let heldAt = now;
          let renewals = 0;
          for (;;) {
            const next = renewAt(of, { heldAt, captureBefore: heldAt + holds });
            if (next === null) break;
            expect(next).toBeGreaterThan(heldAt);
            heldAt = next;
            expect(++renewals).toBeLessThanOrEqual(2);
          }
          // Networks that keep their word are enough for every job.
          if (holds >= ABSENT) expect(heldAt + holds).toBeGreaterThanOrEqual(neededUntil(of.end));
        },
      ),
    );
  });
});

describe("after a failure", () => {
  const start = now + 80 * HOUR;
  test.each([
    ["in time: a day", start - 78 * HOUR, start - 54 * HOUR],
    ["48 h before: a day, to the hour before the last day", start - 48 * HOUR, start - 24 * HOUR],
    ["47 h before: until a day before", start - 47 * HOUR, start - 24 * HOUR],
    ["26 h before: until a day before", start - 26 * HOUR, start - 24 * HOUR],
    ["25 h before: two hours", start - 25 * HOUR, start - 23 * HOUR],
    ["2 h before: until the start", start - 2 * HOUR, start],
    ["1 h before: until the start", start - HOUR, start],
  ])("%s", (_when, failedAt, until) => expect(payBy(start, failedAt)).toBe(until));

  test("from the start on nothing is called off", () => {
    expect(payBy(start, start - 1)).toBe(start);
    expect(payBy(start, start)).toBeNull();
  });
});
