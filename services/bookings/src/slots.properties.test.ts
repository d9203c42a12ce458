import fc from "fast-check";
import { expect, test } from "vitest";
import { openSlots, type Interval, type SlotQuestion } from "./slots.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The same question answered the slow way: every window by Temporal, every start against every claim. */
const slowly = ({ rules: r, busy, durationMinutes, from, to, now }: SlotQuestion): number[] => {
  const found: number[] = [];
  const zoned = (date: Temporal.PlainDate, time: string): number =>
    (time === "24:00"
      ? date.add({ days: 1 }).toZonedDateTime({ timeZone: r.timeZone, plainTime: "00:00" })
      : date.toZonedDateTime({ timeZone: r.timeZone, plainTime: time })
    ).epochMilliseconds;
  let date = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(r.timeZone)
    .toPlainDate()
    .subtract({ days: 2 });
  for (let count = 0; count < 14; count++, date = date.add({ days: 1 })) {
    for (const window of r.weekly.filter((w) => w.weekday === date.dayOfWeek)) {
      const end = zoned(window.end <= window.start ? date.add({ days: 1 }) : date, window.end);
      for (
        let start = zoned(date, window.start);
        start + durationMinutes * MINUTE <= end;
        start += r.stepMinutes * MINUTE
      ) {
        const claim = {
          start: start - r.bufferBeforeMinutes * MINUTE,
          end: start + (durationMinutes + r.bufferAfterMinutes) * MINUTE,
        };
        const isFree = busy.every((b) => b.end <= claim.start || b.start >= claim.end);
        if (
          isFree &&
          start >= from &&
          start < to &&
          start >= now + r.noticeMinutes * MINUTE &&
          start <= now + Math.min(r.horizonDays, 5) * DAY
        )
          found.push(start);
      }
    }
  }
  return found.sort((a, b) => a - b);
};

const hhmm = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const arbitraryQuestion: fc.Arbitrary<SlotQuestion> = fc
  .record({
    timeZone: fc.constantFrom(
      "UTC",
      "Europe/London",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Auckland",
      "Africa/Cairo",
    ),
    now: fc.integer({
      min: Date.parse("2026-01-01") / MINUTE,
      max: Date.parse("2027-01-01") / MINUTE,
    }),
    // From four in the morning on, so that windows of one day stay apart on days when clocks change.
    edges: fc
      .uniqueArray(fc.integer({ min: 24, max: 142 }), { minLength: 2, maxLength: 4 })
      .map((e) => e.toSorted((a, b) => a - b)),
    weekdays: fc.subarray(EVERY_DAY),
    stepMinutes: fc.constantFrom(5, 15, 30, 45, 60),
    bufferBeforeMinutes: fc.constantFrom(0, 10, 30),
    bufferAfterMinutes: fc.constantFrom(0, 15, 60),
    noticeMinutes: fc.constantFrom(0, 120, 2880),
    horizonDays: fc.constantFrom(1, 3, 60),
    durationMinutes: fc.constantFrom(15, 60, 95, 240),
    fromHours: fc.integer({ min: -24, max: 100 }),
    lengthHours: fc.integer({ min: 1, max: 150 }),
    busy: fc.array(
      fc.record({
        at: fc.integer({ min: -600, max: 8000 }),
        length: fc.integer({ min: 1, max: 600 }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ now, edges, weekdays, durationMinutes, fromHours, lengthHours, busy, ...rest }) => {
    const windows =
      edges.length < 4
        ? [[edges[0]!, edges[1]!]]
        : [
            [edges[0]!, edges[1]!],
            [edges[2]!, edges[3]!],
          ];
    const nowMs = now * MINUTE;
    return {
      rules: {
        ...rest,
        exceptions: [],
        weekly: weekdays.flatMap((weekday) =>
          windows.map(([a, b]) => ({ weekday, start: hhmm(a! * 10), end: hhmm(b! * 10) })),
        ),
      },
      durationMinutes,
      now: nowMs,
      from: nowMs + fromHours * HOUR,
      to: nowMs + (fromHours + lengthHours) * HOUR,
      busy: busy.map(({ at, length }) => ({
        start: nowMs + at * MINUTE,
        end: nowMs + (at + length) * MINUTE,
      })),
    };
  });

test("answers as the slow way does, whatever the rules", () => {
  fc.assert(
    fc.property(arbitraryQuestion, (question) => {
      expect(openSlots(question).map(({ start }) => start)).toEqual(slowly(question));
    }),
    { numRuns: 200 },
  );
});

test("booking any slot leaves only slots that do not touch it", () => {
  fc.assert(
    fc.property(arbitraryQuestion, fc.nat(), (question, pick) => {
      const slots = openSlots(question);
      const chosen = slots[pick % Math.max(1, slots.length)];
      if (!chosen) return;
      const { bufferBeforeMinutes: before, bufferAfterMinutes: after } = question.rules;
      const claimOf = ({ start, end }: Interval) => ({
        start: start - before * MINUTE,
        end: end + after * MINUTE,
      });
      const taken = claimOf(chosen);
      const left = openSlots({ ...question, busy: [...question.busy, taken] });
      expect(
        left.every((slot) => claimOf(slot).end <= taken.start || claimOf(slot).start >= taken.end),
      ).toBe(true);
      expect(left.length).toBeLessThan(slots.length);
    }),
    { numRuns: 100 },
  );
});
