import { expect, test } from "vitest";
import { planSeries } from "./series-plan.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Tuesday. */
const FIRST = Date.parse("2026-12-01T09:00:00Z");

const question = {
  rules: {
    timeZone: "UTC",
    weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "09:00", end: "12:00" })),
    exceptions: [{ day: "2026-12-15", windows: [] }],
    stepMinutes: 60,
    slotAnchor: "window" as const,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 365,
    dailyMax: null,
    weeklyMax: null,
    travelSpeedKmh: null,
  },
  busy: [{ start: FIRST + 7 * DAY, end: FIRST + 7 * DAY + HOUR, jobStart: FIRST + 7 * DAY }],
  durationMinutes: 60,
  now: FIRST - 5 * DAY,
};
const weeks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    occurrence: index + 1,
    start: FIRST + index * 7 * DAY,
  }));
const times = (slots: ReadonlyArray<{ start: number }>): string[] =>
  slots.map(({ start }) => new Date(start).toISOString().slice(5, 16));

test("each time is open, taken, or not offered; those that cannot be had come with others, the same day first", () => {
  const plan = planSeries(question, weeks(4));
  expect(plan.map(({ state }) => state)).toEqual(["open", "taken", "not_offered", "open"]);
  expect(plan[0]!.alternatives).toEqual([]);
  expect(times(plan[1]!.alternatives)).toEqual([
    "12-08T10:00",
    "12-08T11:00",
    "12-07T11:00",
    "12-07T10:00",
    "12-07T09:00",
  ]);
  expect(times(plan[2]!.alternatives)).toEqual([
    "12-14T11:00",
    "12-14T10:00",
    "12-14T09:00",
    "12-16T09:00",
    "12-16T10:00",
  ]);
});

test("two occurrences cannot have one time, and no alternative is another occurrence's time", () => {
  const [first, second] = weeks(2) as [
    { occurrence: number; start: number },
    { occurrence: number; start: number },
  ];
  const plan = planSeries(question, [first, { ...second, start: first.start }]);
  expect(plan.map(({ state }) => state)).toEqual(["open", "taken"]);
  const moved = planSeries(question, [second, { occurrence: 3, start: second.start + HOUR }]);
  expect(times(moved[0]!.alternatives)).not.toContain("12-08T10:00");
});

test("limits count the series itself", () => {
  const limited = { ...question, rules: { ...question.rules, weeklyMax: 1 }, busy: [] };
  const plan = planSeries(limited, [
    { occurrence: 1, start: FIRST },
    { occurrence: 2, start: FIRST + DAY },
  ]);
  expect(plan.map(({ state }) => state)).toEqual(["open", "taken"]);
});
