import fc from "fast-check";
import type { Interval } from "./intervals.ts";
import { openSlots, type SlotQuestion } from "./slots.ts";
import { isOpenThroughout, slotsByTemporal, windowsByTemporal } from "./testing-oracle.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 200);

const hhmm = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Windows of a day that do not overlap, some of them touching, the last perhaps through the night. */
const arbitraryHours = fc
  .record({
    edges: fc.uniqueArray(fc.integer({ min: 0, max: 144 }), { minLength: 2, maxLength: 6 }),
    doTouch: fc.boolean(),
    goesOvernight: fc.boolean(),
  })
  .map(({ edges, doTouch, goesOvernight }) => {
    const sorted = edges.toSorted((a, b) => a - b).map((edge) => hhmm(edge * 10));
    const windows: Array<{ start: string; end: string }> = [];
    for (let index = 0; index + 1 < sorted.length; index += doTouch ? 1 : 2)
      windows.push({ start: sorted[index]!, end: sorted[index + 1]! });
    const last = windows.at(-1)!;
    if (goesOvernight && last.start !== "24:00" && windows[0]!.start !== "00:00")
      last.end = windows[0]!.start;
    return windows;
  });

/** Moments of all kinds, and those at which a zone skips a day or changes by half an hour. */
const arbitraryMoment = fc.oneof(
  fc.record({
    timeZone: fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
    minute: fc.integer({ min: Date.UTC(2020, 0) / MINUTE, max: Date.UTC(2036, 0) / MINUTE }),
  }),
  fc
    .record({
      known: fc.constantFrom(
        { timeZone: "Pacific/Apia", at: "2011-12-30T10:00Z" },
        { timeZone: "Pacific/Kwajalein", at: "1993-08-21T12:00Z" },
        { timeZone: "Pacific/Kiritimati", at: "1994-12-31T10:00Z" },
        { timeZone: "Australia/Lord_Howe", at: "2026-10-03T15:30Z" },
        { timeZone: "Africa/Casablanca", at: "2026-03-22T02:00Z" },
        { timeZone: "America/Havana", at: "2026-11-01T05:00Z" },
        { timeZone: "Asia/Kathmandu", at: "2026-06-01T00:00Z" },
        { timeZone: "America/Nuuk", at: "2024-03-31T01:00Z" },
      ),
      minutesBefore: fc.integer({ min: -1440, max: 4320 }),
    })
    .map(({ known: { timeZone, at }, minutesBefore }) => ({
      timeZone,
      minute: Date.parse(at) / MINUTE - minutesBefore,
    })),
);

/** Hours, rules and what is busy, of all kinds and in all zones. */
export const arbitraryQuestion: fc.Arbitrary<SlotQuestion> = fc
  .record({
    moment: arbitraryMoment,
    hours: arbitraryHours,
    otherHours: arbitraryHours,
    weekdays: fc.subarray(EVERY_DAY),
    exceptions: fc.uniqueArray(fc.integer({ min: -1, max: 6 }), { maxLength: 3 }),
    stepMinutes: fc.constantFrom(5, 15, 30, 45, 60),
    bufferBeforeMinutes: fc.constantFrom(0, 10, 30),
    bufferAfterMinutes: fc.constantFrom(0, 15, 60),
    noticeMinutes: fc.constantFrom(0, 120, 2880),
    horizonDays: fc.constantFrom(1, 3, 60),
    slotAnchor: fc.constantFrom("window", "clock"),
    dailyMax: fc.constantFrom(null, 1, 2, 3),
    weeklyMax: fc.constantFrom(null, 1, 4, 8),
    travelSpeedKmh: fc.constant(null),
    durationMinutes: fc.constantFrom(15, 60, 95, 240),
    fromHours: fc.integer({ min: -24, max: 100 }),
    lengthHours: fc.integer({ min: 1, max: 150 }),
    busy: fc.array(
      fc.record({
        at: fc.integer({ min: -600, max: 8000 }),
        length: fc.integer({ min: 1, max: 600 }),
        isJob: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
  })
  .map(
    ({
      moment,
      hours,
      otherHours,
      weekdays,
      exceptions,
      durationMinutes,
      fromHours,
      lengthHours,
      busy,
      ...rest
    }) => {
      const now = moment.minute * MINUTE;
      return {
        rules: {
          ...rest,
          timeZone: moment.timeZone,
          weekly: weekdays.flatMap((weekday) => hours.map((window) => ({ weekday, ...window }))),
          exceptions: exceptions.map((days, index) => ({
            day: new Date(now + days * DAY).toISOString().slice(0, 10),
            windows: index === 0 ? [] : otherHours,
          })),
        },
        durationMinutes,
        now,
        from: now + fromHours * HOUR,
        to: now + (fromHours + lengthHours) * HOUR,
        busy: busy.map(({ at, length, isJob }) => ({
          start: now + at * MINUTE,
          end: now + (at + length) * MINUTE,
          ...(isJob && { jobStart: now + (at + Math.floor(length / 3)) * MINUTE }),
        })),
      };
    },
  );

const claimOf = ({ rules }: SlotQuestion, { start, end }: Interval): Interval => ({
  start: start - rules.bufferBeforeMinutes * MINUTE,
  end: end + rules.bufferAfterMinutes * MINUTE,
});
const isApart = (a: Interval, b: Interval): boolean => a.end <= b.start || b.end <= a.start;
const starts = (question: SlotQuestion): number[] => openSlots(question).map(({ start }) => start);

/** What is true of open times whatever the rules; `pick` chooses one of them. */
const PROPERTIES: Readonly<Record<string, (question: SlotQuestion, pick: number) => boolean>> = {
  "open times are those that are found by trying": (question) =>
    JSON.stringify(starts(question)) === JSON.stringify(slotsByTemporal(question)),
  "no open time is outside of opening hours": (question) => {
    const windows = windowsByTemporal(question.rules, question.from, question.to + DAY);
    return openSlots(question).every((slot) => isOpenThroughout(windows, slot));
  },
  "none overlaps what is busy, buffers included": (question) =>
    openSlots(question).every((slot) =>
      question.busy.every((other) => isApart(other, claimOf(question, slot))),
    ),
  "they are in order, each once, and all in the range": (question) =>
    starts(question).every(
      (start, index, all) =>
        start >= question.from && start < question.to && start > (all[index - 1] ?? -Infinity),
    ),
  "the first few are the first of all": (question, pick) =>
    JSON.stringify(starts({ ...question, limit: pick % 20 })) ===
    JSON.stringify(starts(question).slice(0, pick % 20)),
  "a booking more never adds an open time, and takes its own": (question, pick) => {
    const slots = openSlots(question);
    const chosen = slots[pick % Math.max(1, slots.length)];
    if (!chosen) return true;
    const taken = claimOf(question, chosen);
    const left = openSlots({
      ...question,
      busy: [...question.busy, { ...taken, jobStart: chosen.start }],
    });
    const before = new Set(slots.map(({ start }) => start));
    return (
      left.every((slot) => before.has(slot.start) && isApart(taken, claimOf(question, slot))) &&
      left.length < slots.length
    );
  },
};

export const SLOT_PROPERTIES: readonly string[] = Object.keys(PROPERTIES);

/** @throws with the smallest question for which it does not hold. */
export const checkSlotProperty = (name: string): void =>
  fc.assert(fc.property(arbitraryQuestion, fc.nat(), PROPERTIES[name]!), { numRuns: RUNS });

if (import.meta.main) {
  SLOT_PROPERTIES.forEach(checkSlotProperty);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  process.stdout.write(`${SLOT_PROPERTIES.length} properties hold in ${timeZone}\n`);
}
