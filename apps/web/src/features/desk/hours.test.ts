import { describe, expect, it } from "vitest";
import {
  HoursFields,
  copyDay,
  fieldPath,
  fromFields,
  fromWeek,
  toFields,
  toWeek,
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
  const problems = (windows: object[]) => {
    const week = [windows, [], [], [], [], [], []];
    const parsed = HoursFields.safeParse({ ...toFields(rules), week });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  };
  it("finds hours that end before they begin or overlap", () => {
    expect(problems([{ start: "10:00", end: "09:00" }])).toEqual(["week.0.0.end"]);
    expect(
      problems([
        { start: "09:00", end: "12:00" },
        { start: "11:00", end: "13:00" },
      ]),
    ).toEqual(["week.0.1.end"]);
  });
  it("lets hours last until midnight and follow each other", () => {
    expect(
      problems([
        { start: "09:00", end: "12:00" },
        { start: "12:00", end: "00:00" },
      ]),
    ).toEqual([]);
  });
});
