import { expect, test } from "vitest";
import { findFaults, findOverlaps } from "./hours.ts";
import { defaultRules } from "./schedule-store.ts";

const paths = (
  weekly: Array<[weekday: number, start: string, end: string]>,
  exceptions: Parameters<typeof findOverlaps>[0]["exceptions"] = [],
): string[] =>
  findOverlaps({
    weekly: weekly.map(([weekday, start, end]) => ({ weekday, start, end })),
    exceptions,
  }).map((error) => error.path);

test("hours that touch are fine, hours that overlap are named", () => {
  expect(
    paths([
      [1, "09:00", "12:00"],
      [1, "12:00", "17:00"],
      [2, "09:00", "24:00"],
      [3, "00:00", "08:00"],
    ]),
  ).toEqual([]);
  expect(
    paths([
      [1, "09:00", "12:00"],
      [1, "11:59", "17:00"],
    ]),
  ).toEqual(["weekly.1"]);
});

test("nights reach into the next day, and Sunday night into Monday", () => {
  expect(
    paths([
      [1, "22:00", "06:00"],
      [2, "05:00", "09:00"],
    ]),
  ).toEqual(["weekly.1"]);
  expect(
    paths([
      [7, "22:00", "06:00"],
      [1, "05:00", "09:00"],
    ]),
  ).toEqual(["weekly.1"]);
  expect(
    paths([
      [7, "22:00", "05:00"],
      [1, "05:00", "09:00"],
    ]),
  ).toEqual([]);
});

test("exceptions are checked in the same way, and a day is given once", () => {
  const windows = [
    { start: "09:00", end: "12:00" },
    { start: "10:00", end: "11:00" },
  ];
  expect(
    paths(
      [],
      [
        { day: "2026-06-01", windows },
        { day: "2026-06-01", windows: [] },
      ],
    ),
  ).toEqual(["exceptions.0.windows.1", "exceptions.1.day"]);
});

test("24:00 is an end only", () => {
  expect(paths([[1, "24:00", "02:00"]])).toEqual(["weekly.0.start"]);
});

test("other hours for a day that is over are refused, unless they were there already", () => {
  const closed = { day: "2026-06-01", windows: [] };
  const rules = (exceptions: Parameters<typeof findOverlaps>[0]["exceptions"]) => ({
    ...defaultRules("UTC"),
    exceptions,
  });
  const before = rules([closed]);
  const faults = (exceptions: Parameters<typeof rules>[0], known = before) =>
    findFaults(rules(exceptions), known, "2026-06-02").map(({ path }) => path);
  expect(faults([closed, { day: "2026-06-02", windows: [] }])).toEqual([]);
  expect(faults([{ day: "2026-05-31", windows: [] }, closed])).toEqual(["exceptions.0.day"]);
  expect(faults([{ ...closed, windows: [{ start: "09:00", end: "10:00" }] }])).toEqual([
    "exceptions.0.day",
  ]);
  expect(findFaults(rules([closed]), undefined, "2026-06-02")).toHaveLength(1);
});

test("slots on the clock need a step that divides a day", () => {
  const rules = { ...defaultRules("UTC"), slotAnchor: "clock" as const };
  expect(findFaults({ ...rules, stepMinutes: 45 }, undefined, "2026-06-01")).toEqual([]);
  expect(findFaults({ ...rules, stepMinutes: 50 }, undefined, "2026-06-01")).toMatchObject([
    { path: "stepMinutes" },
  ]);
});
