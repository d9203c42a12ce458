import { describe, expect, it } from "vitest";
import {
  HoursFields,
  copyDay,
  fieldPath,
  fromFields,
  fromWeek,
  isOvernight,
  toFields,
  toWeek,
  weekdayOf,
} from "./hours.ts";

const weekly = [
  { weekday: 1, start: "13:00", end: "17:00" },
  { weekday: 1, start: "09:00", end: "12:00" },
  { weekday: 5, start: "18:00", end: "24:00" },
];
const rules = {
  timeZone: "Europe/Berlin",
  weekly,
  exceptions: [{ day: "2026-12-24", windows: [{ start: "09:00", end: "24:00" }] }],
  stepMinutes: 15,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 30,
  noticeMinutes: 120,
  horizonDays: 5,
  slotAnchor: "clock" as const,
  dailyMax: 4,
  weeklyMax: null,
  travelSpeedKmh: null,
};

describe("the week", () => {
  it("groups by day in order of time, and shows midnight as 00:00", () => {
    const week = toWeek(weekly);
    expect(week).toHaveLength(7);
    expect(week[0]?.map(({ start }) => start)).toEqual(["09:00", "13:00"]);
    expect(week[4]).toEqual([{ start: "18:00", end: "00:00" }]);
    expect(week[6]).toEqual([]);
  });

  it("comes back as it was", () => {
    expect(fromWeek(toWeek(weekly))).toEqual([weekly[1], weekly[0], weekly[2]]);
    expect(fromFields(toFields(rules)).exceptions).toEqual(rules.exceptions);
    expect(fromFields(toFields(rules))).toMatchObject({
      stepMinutes: 15,
      timeZone: "Europe/Berlin",
    });
  });

  it("copies a day to others and leaves the rest", () => {
    const week = copyDay(toWeek(weekly), 0, [1, 4]);
    expect(week[1]).toEqual(week[0]);
    expect(week[4]).toEqual(week[0]);
    expect(week[2]).toEqual([]);
    expect(week[1]?.[0]).not.toBe(week[0]?.[0]);
  });
});

describe("fieldPath", () => {
  const week = toWeek(weekly);
  it.each([
    ["weekly.0.start", "week.0.0.start"],
    ["weekly.1.end", "week.0.1.end"],
    ["weekly.2.end", "week.4.0.end"],
    ["weekly.2", "week.4.0.end"],
    ["weekly.9.end", "week"],
    ["timeZone", "timeZone"],
    ["exceptions.0.windows.0.end", "exceptions.0.windows.0.end"],
  ])("%s is %s", (server, field) => expect(fieldPath(server, week)).toBe(field));
});

describe("HoursFields", () => {
  const problems = (change: object) => {
    const parsed = HoursFields.safeParse({ ...toFields(rules), exceptions: [], ...change });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  };
  const monday = (...windows: object[]) => ({ week: [windows, [], [], [], [], [], []] });
  it("finds hours that overlap, on the same day and over midnight", () => {
    expect(
      problems(monday({ start: "09:00", end: "12:00" }, { start: "11:00", end: "13:00" })),
    ).toEqual(["week.0.1.end"]);
    const week = [[{ start: "05:00", end: "09:00" }], [], [], [], [], [], []];
    expect(problems({ week: week.with(6, [{ start: "22:00", end: "06:00" }]) })).toEqual([
      "week.6.0.end",
    ]);
  });
  it("lets hours last until midnight, go through the night, and follow each other", () => {
    expect(
      problems(monday({ start: "09:00", end: "12:00" }, { start: "12:00", end: "00:00" })),
    ).toEqual([]);
    expect(problems(monday({ start: "22:00", end: "02:00" }))).toEqual([]);
  });
  it("wants a day for each exception, once", () => {
    const exceptions = (...days: string[]) => ({
      exceptions: days.map((day) => ({ day, windows: [] })),
    });
    expect(problems(exceptions("2026-12-24", "2026-12-25"))).toEqual([]);
    expect(problems(exceptions("2026-12-24", "2026-12-24"))).toEqual(["exceptions.1.day"]);
    expect(problems(exceptions(""))).toEqual(["exceptions.0.day"]);
  });
  it("finds overlapping hours of an exception", () => {
    const windows = [
      { start: "09:00", end: "12:00" },
      { start: "10:00", end: "11:00" },
    ];
    expect(problems({ exceptions: [{ day: "2026-12-24", windows }] })).toEqual([
      "exceptions.0.windows.1.end",
    ]);
  });
});

it("leaves out exceptions that are over", () => {
  expect(toFields(rules, "2026-12-24").exceptions).toHaveLength(1);
  expect(toFields(rules, "2026-12-25").exceptions).toEqual([]);
});

it("knows which window goes past midnight, and which weekday a day is", () => {
  expect(isOvernight({ start: "22:00", end: "02:00" })).toBe(true);
  expect(isOvernight({ start: "18:00", end: "00:00" })).toBe(false);
  expect(isOvernight({ start: "09:00", end: "" })).toBe(false);
  expect(weekdayOf("2026-11-29")).toBe(6);
});
