import { describe, expect, test } from "vitest";
import { asksForTime, timeWindows } from "./time-windows.ts";

const now = new Date("2026-10-30T12:00:00Z");
const texts = (query: Parameters<typeof timeWindows>[0], zone: string, at = now) =>
  timeWindows(query, zone, at).map(
    ({ from, to }) => `${from.toISOString().slice(5, 16)} ${to.toISOString().slice(5, 16)}`,
  );

describe("windows", () => {
  test.each<[string, Parameters<typeof timeWindows>[0], string, string[]]>([
    ["no wish: two weeks", {}, "UTC", ["10-30T12:00 11-13T12:00"]],
    ["a day in another zone", { date: "2026-10-31" }, "Asia/Kolkata", ["10-30T18:30 10-31T18:30"]],
    ["today, from now on", { date: "2026-10-30" }, "UTC", ["10-30T12:00 10-31T00:00"]],
    [
      "the day on which clocks go back has 25 hours",
      { date: "2026-11-01" },
      "America/Chicago",
      ["11-01T05:00 11-02T06:00"],
    ],
    [
      "its morning has 13",
      { date: "2026-11-01", partOfDay: "morning" },
      "America/Chicago",
      ["11-01T05:00 11-01T18:00"],
    ],
    [
      "an afternoon",
      { date: "2026-10-31", partOfDay: "afternoon" },
      "UTC",
      ["10-31T12:00 10-31T17:00"],
    ],
    [
      "an evening",
      { date: "2026-10-31", partOfDay: "evening" },
      "UTC",
      ["10-31T17:00 11-01T00:00"],
    ],
    ["a day months ahead", { date: "2027-03-01" }, "UTC", ["03-01T00:00 03-02T00:00"]],
    [
      "the last day ends with what can be booked",
      { date: "2027-10-30" },
      "UTC",
      ["10-30T00:00 10-30T12:00"],
    ],
    [
      "any evening of a week",
      { partOfDay: "evening" },
      "UTC",
      [
        "10-30T17:00 10-31T00:00",
        "10-31T17:00 11-01T00:00",
        "11-01T17:00 11-02T00:00",
        "11-02T17:00 11-03T00:00",
        "11-03T17:00 11-04T00:00",
        "11-04T17:00 11-05T00:00",
        "11-05T17:00 11-06T00:00",
      ],
    ],
    [
      "a span",
      { from: "2026-10-31T08:00:00+02:00", to: "2026-10-31T10:00:00Z" },
      "UTC",
      ["10-31T06:00 10-31T10:00"],
    ],
    [
      "a span without an end: two weeks of it",
      { from: "2026-12-01T00:00:00Z" },
      "UTC",
      ["12-01T00:00 12-15T00:00"],
    ],
    [
      "a long span in pieces",
      { from: "2026-12-01T00:00:00Z", to: "2027-01-01T00:00:00Z" },
      "UTC",
      ["12-01T00:00 12-15T00:00", "12-15T00:00 12-29T00:00", "12-29T00:00 01-01T00:00"],
    ],
    [
      "a span beyond both ends: 62 days of it",
      { from: "2020-01-01T00:00:00Z", to: "2099-01-01T00:00:00Z" },
      "UTC",
      [
        "10-30T12:00 11-13T12:00",
        "11-13T12:00 11-27T12:00",
        "11-27T12:00 12-11T12:00",
        "12-11T12:00 12-25T12:00",
        "12-25T12:00 12-31T12:00",
      ],
    ],
    [
      "a part of each day of a span",
      { partOfDay: "morning", from: "2026-12-01T06:00:00Z", to: "2026-12-03T06:00:00Z" },
      "UTC",
      ["12-01T06:00 12-01T12:00", "12-02T00:00 12-02T12:00", "12-03T00:00 12-03T06:00"],
    ],
    ["a day outside of the span", { date: "2026-12-04", to: "2026-12-03T06:00:00Z" }, "UTC", []],
    ["a day that has passed", { date: "2026-10-29" }, "UTC", []],
    ["a span that has passed", { to: "2026-10-29T00:00:00Z" }, "UTC", []],
    ["a day too far ahead", { date: "2027-10-31" }, "UTC", []],
    ["a span too far ahead", { from: "2027-10-31T00:00:00Z" }, "UTC", []],
  ])("%s", (_what, query, zone, expected) => expect(texts(query, zone)).toEqual(expected));
});

test("a day that a zone skipped has no time in it", () => {
  expect(texts({ date: "2011-12-30" }, "Pacific/Apia", new Date("2011-12-29T12:00:00Z"))).toEqual(
    [],
  );
});

test("only a wish for a time asks for one", () => {
  expect(asksForTime({})).toBe(false);
  expect(asksForTime({ partOfDay: "morning" })).toBe(true);
});
