import type { ScheduleRules } from "@loconomy/contracts";
import { describe, expect, test } from "vitest";
import { mergeIntervals } from "./intervals.ts";
import { openSlots, type SlotQuestion } from "./slots.ts";

const DAY = 24 * 3_600_000;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const rules = (
  change: Partial<ScheduleRules> & { daily?: [start: string, end: string] } = {},
): ScheduleRules => {
  const { daily = ["09:00", "12:00"], ...rest } = change;
  return {
    timeZone: "UTC",
    exceptions: [],
    stepMinutes: 60,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    noticeMinutes: 0,
    horizonDays: 5,
    slotAnchor: "window",
    dailyMax: null,
    weeklyMax: null,
    travelSpeedKmh: null,
    weekly: EVERY_DAY.map((weekday) => ({ weekday, start: daily[0], end: daily[1] })),
    ...rest,
  };
};

/** Starts as instants, of a day that is asked for as a whole in UTC. */
const starts = (
  question: Partial<Omit<SlotQuestion, "from" | "to" | "now">> & {
    from: string;
    to: string;
    now?: string;
  },
): string[] => {
  const from = Date.parse(question.from);
  return openSlots({
    rules: rules(),
    busy: [],
    durationMinutes: 60,
    ...question,
    from,
    to: Date.parse(question.to),
    now: question.now ? Date.parse(question.now) : from,
  }).map(({ start }) => new Date(start).toISOString().replace(":00.000Z", "Z"));
};
const day = (date: string) => ({
  from: `${date}T00:00Z`,
  to: new Date(Date.parse(date) + DAY).toISOString(),
});

describe("an ordinary day", () => {
  test("slots follow each other through the window and end within it", () => {
    expect(starts(day("2026-06-01"))).toEqual([
      "2026-06-01T09:00Z",
      "2026-06-01T10:00Z",
      "2026-06-01T11:00Z",
    ]);
    expect(starts({ ...day("2026-06-01"), durationMinutes: 90 })).toEqual([
      "2026-06-01T09:00Z",
      "2026-06-01T10:00Z",
    ]);
    expect(starts({ ...day("2026-06-01"), durationMinutes: 181 })).toEqual([]);
  });

  test("a claim takes what it overlaps and nothing more", () => {
    const busy = [{ start: Date.parse("2026-06-01T10:00Z"), end: Date.parse("2026-06-01T11:00Z") }];
    expect(starts({ ...day("2026-06-01"), busy })).toEqual([
      "2026-06-01T09:00Z",
      "2026-06-01T11:00Z",
    ]);
    expect(
      starts({
        ...day("2026-06-01"),
        busy: [{ start: busy[0]!.start - 1, end: busy[0]!.end + 1 }],
      }),
    ).toEqual([]);
  });

  test("buffers keep their distance from claims, and may lie outside of opening hours", () => {
    const busy = [{ start: Date.parse("2026-06-01T10:00Z"), end: Date.parse("2026-06-01T10:15Z") }];
    const wide = rules({ stepMinutes: 15, bufferBeforeMinutes: 15, bufferAfterMinutes: 30 });
    expect(starts({ ...day("2026-06-01"), rules: wide, busy, durationMinutes: 30 })).toEqual([
      "2026-06-01T09:00Z",
      "2026-06-01T10:30Z",
      "2026-06-01T10:45Z",
      "2026-06-01T11:00Z",
      "2026-06-01T11:15Z",
      "2026-06-01T11:30Z",
    ]);
  });

  test("notice and horizon are inclusive", () => {
    const noticed = rules({ noticeMinutes: 120 });
    expect(starts({ ...day("2026-06-01"), rules: noticed, now: "2026-06-01T08:00Z" })).toEqual([
      "2026-06-01T10:00Z",
      "2026-06-01T11:00Z",
    ]);
    expect(
      starts({ ...day("2026-06-01"), rules: noticed, now: "2026-06-01T08:00:00.001Z" }),
    ).toEqual(["2026-06-01T11:00Z"]);
    expect(starts({ ...day("2026-06-06"), now: "2026-06-01T10:00Z" })).toEqual([
      "2026-06-06T09:00Z",
      "2026-06-06T10:00Z",
    ]);
    expect(
      starts({ ...day("2026-06-03"), rules: rules({ horizonDays: 1 }), now: "2026-06-02T09:00Z" }),
    ).toEqual(["2026-06-03T09:00Z"]);
  });

  test("an exception replaces the day's hours; without windows the day is closed", () => {
    const exceptions = [
      { day: "2026-06-01", windows: [{ start: "15:00", end: "16:00" }] },
      { day: "2026-06-02", windows: [] },
    ];
    expect(
      starts({
        from: "2026-06-01T00:00Z",
        to: "2026-06-03T12:00Z",
        rules: rules({ exceptions }),
        durationMinutes: 60,
      }),
    ).toEqual(["2026-06-01T15:00Z", "2026-06-03T09:00Z", "2026-06-03T10:00Z", "2026-06-03T11:00Z"]);
  });

  test("a window that ends before it begins goes on through the night; 24:00 is midnight", () => {
    const night = rules({ weekly: [{ weekday: 1, start: "22:00", end: "01:00" }] });
    expect(starts({ from: "2026-06-01T00:00Z", to: "2026-06-03T00:00Z", rules: night })).toEqual([
      "2026-06-01T22:00Z",
      "2026-06-01T23:00Z",
      "2026-06-02T00:00Z",
    ]);
    expect(starts({ ...day("2026-06-02"), rules: night })).toEqual(["2026-06-02T00:00Z"]);
    expect(starts({ ...day("2026-06-01"), rules: rules({ daily: ["22:00", "24:00"] }) })).toEqual([
      "2026-06-01T22:00Z",
      "2026-06-01T23:00Z",
    ]);
  });

  test("slots begin at the window, or on the clock", () => {
    const ragged = { daily: ["09:10", "11:10"] as [string, string], stepMinutes: 30 };
    expect(starts({ ...day("2026-06-01"), rules: rules(ragged) })).toEqual([
      "2026-06-01T09:10Z",
      "2026-06-01T09:40Z",
      "2026-06-01T10:10Z",
    ]);
    expect(
      starts({ ...day("2026-06-01"), rules: rules({ ...ragged, slotAnchor: "clock" }) }),
    ).toEqual(["2026-06-01T09:30Z", "2026-06-01T10:00Z"]);
  });

  test("on the clock means on the provider's clock, also where it is three quarters of an hour off", () => {
    const kathmandu = rules({ timeZone: "Asia/Kathmandu", slotAnchor: "clock" });
    expect(starts({ ...day("2026-06-01"), rules: kathmandu })).toEqual([
      "2026-06-01T03:15Z",
      "2026-06-01T04:15Z",
      "2026-06-01T05:15Z",
    ]);
    // Lord Howe, 4 October 2026: 02:00 becomes 02:30, so 03:00 comes half an hour after 02:00 would have.
    const howe = rules({
      timeZone: "Australia/Lord_Howe",
      daily: ["00:00", "05:00"],
      slotAnchor: "clock",
    });
    expect(
      starts({
        from: "2026-10-03T12:00Z",
        to: "2026-10-04T00:00Z",
        rules: howe,
        durationMinutes: 30,
      }),
    ).toEqual(["2026-10-03T13:30Z", "2026-10-03T14:30Z", "2026-10-03T16:00Z", "2026-10-03T17:00Z"]);
  });

  test("limit stops early", () => {
    expect(starts({ from: "2026-06-01T00:00Z", to: "2026-06-05T00:00Z", limit: 4 })).toHaveLength(
      4,
    );
  });
});

describe("days on which clocks change", () => {
  test("London in spring: the skipped hour is not offered, the rest is an hour earlier in UTC", () => {
    const london = rules({ timeZone: "Europe/London", daily: ["00:00", "04:00"] });
    expect(starts({ from: "2026-03-29T00:00Z", to: "2026-03-29T12:00Z", rules: london })).toEqual([
      "2026-03-29T00:00Z",
      "2026-03-29T01:00Z",
      "2026-03-29T02:00Z",
    ]);
  });

  test("London in autumn: the hour that comes twice is offered twice", () => {
    const london = rules({ timeZone: "Europe/London", daily: ["00:00", "03:00"] });
    expect(starts({ from: "2026-10-24T22:00Z", to: "2026-10-25T12:00Z", rules: london })).toEqual([
      "2026-10-24T23:00Z",
      "2026-10-25T00:00Z",
      "2026-10-25T01:00Z",
      "2026-10-25T02:00Z",
    ]);
  });

  test("a window that lies in the gap as a whole moves behind it", () => {
    const london = rules({ timeZone: "Europe/London", daily: ["01:15", "01:45"], stepMinutes: 30 });
    expect(starts({ ...day("2026-03-29"), rules: london, durationMinutes: 30 })).toEqual([
      "2026-03-29T01:15Z",
    ]);
  });

  test("Lord Howe changes by half an hour", () => {
    const howe = rules({ timeZone: "Australia/Lord_Howe", daily: ["00:00", "04:00"] });
    // 5 April 2026, 02:00 +11 back to 01:30 +10:30: four hours and a half.
    expect(
      starts({
        from: "2026-04-04T12:00Z",
        to: "2026-04-05T00:00Z",
        rules: howe,
        durationMinutes: 30,
      }),
    ).toEqual([
      "2026-04-04T13:00Z",
      "2026-04-04T14:00Z",
      "2026-04-04T15:00Z",
      "2026-04-04T16:00Z",
      "2026-04-04T17:00Z",
    ]);
    // 4 October 2026, 02:00 +10:30 on to 02:30 +11: three hours and a half.
    expect(
      starts({
        from: "2026-10-03T12:00Z",
        to: "2026-10-04T00:00Z",
        rules: howe,
        durationMinutes: 60,
      }),
    ).toEqual(["2026-10-03T13:30Z", "2026-10-03T14:30Z", "2026-10-03T15:30Z"]);
  });

  test("zones that are half or three quarters of an hour off", () => {
    expect(starts({ ...day("2026-06-01"), rules: rules({ timeZone: "Asia/Kolkata" }) })[0]).toBe(
      "2026-06-01T03:30Z",
    );
    expect(starts({ ...day("2026-06-01"), rules: rules({ timeZone: "Asia/Kathmandu" }) })[0]).toBe(
      "2026-06-01T03:15Z",
    );
  });

  test("Apia had no 30 December 2011: nothing is offered for it, and the 31st only once", () => {
    const apia = rules({ timeZone: "Pacific/Apia", daily: ["09:00", "11:00"] });
    expect(starts({ from: "2011-12-29T10:00Z", to: "2012-01-01T00:00Z", rules: apia })).toEqual([
      "2011-12-29T19:00Z",
      "2011-12-29T20:00Z",
      "2011-12-30T19:00Z",
      "2011-12-30T20:00Z",
      "2011-12-31T19:00Z",
      "2011-12-31T20:00Z",
    ]);
    expect(
      starts({
        from: "2011-12-30T10:00Z",
        to: "2011-12-31T12:00Z",
        rules: rules({
          timeZone: "Pacific/Apia",
          weekly: [{ weekday: 5, start: "09:00", end: "12:00" }],
        }),
      }),
    ).toEqual([]);
  });
});

describe("limits", () => {
  const job = (start: string, minutes = 60) => {
    const jobStart = Date.parse(start);
    return { start: jobStart, end: jobStart + minutes * 60_000, jobStart };
  };
  const days = (found: string[]) => [...new Set(found.map((start) => start.slice(0, 10)))];
  const week = { from: "2026-06-01T00:00Z", to: "2026-06-06T00:00Z" };

  test("a day that has as many jobs as the provider takes is full; time off is no job", () => {
    const limited = rules({ dailyMax: 2 });
    const busy = [
      job("2026-06-01T09:00Z"),
      job("2026-06-02T09:00Z"),
      job("2026-06-02T10:00Z"),
      { start: Date.parse("2026-06-03T09:00Z"), end: Date.parse("2026-06-03T10:00Z") },
      { start: Date.parse("2026-06-03T10:00Z"), end: Date.parse("2026-06-03T10:30Z") },
    ];
    expect(starts({ ...day("2026-06-02"), rules: limited, busy })).toEqual([]);
    expect(days(starts({ ...week, rules: limited, busy }))).toEqual([
      "2026-06-01",
      "2026-06-03",
      "2026-06-04",
      "2026-06-05",
    ]);
  });

  test("a full day is full from midnight to midnight", () => {
    const busy = [job("2026-06-02T09:00Z")];
    const open = rules({ dailyMax: 1, daily: ["00:00", "24:00"] });
    const around = { from: "2026-06-01T22:00Z", to: "2026-06-03T02:00Z" };
    expect(starts({ ...around, rules: open, busy })).toEqual([
      "2026-06-01T22:00Z",
      "2026-06-01T23:00Z",
      "2026-06-03T00:00Z",
      "2026-06-03T01:00Z",
    ]);
  });

  test("a day is the provider's day, whatever the claim's buffer reaches into", () => {
    // 23:00 on 1 June in Auckland is 11:00 UTC; its buffer begins an hour before.
    const auckland = rules({
      timeZone: "Pacific/Auckland",
      dailyMax: 1,
      daily: ["22:00", "02:00"],
    });
    const late = { ...job("2026-06-01T11:00Z"), start: Date.parse("2026-06-01T10:00Z") };
    expect(starts({ ...week, to: "2026-06-01T20:00Z", rules: auckland, busy: [late] })).toEqual([
      "2026-06-01T12:00Z",
      "2026-06-01T13:00Z",
    ]);
  });

  test("a week begins on Monday, and its jobs count also before the range that is asked for", () => {
    const limited = rules({ weeklyMax: 2, horizonDays: 30 });
    const busy = [job("2026-05-31T09:00Z"), job("2026-06-01T09:00Z"), job("2026-06-02T09:00Z")];
    const asked = { from: "2026-06-05T00:00Z", to: "2026-06-09T00:00Z" };
    expect(days(starts({ ...asked, rules: limited, busy }))).toEqual(["2026-06-08"]);
    expect(days(starts({ ...asked, rules: limited, busy: busy.slice(1, 2) }))).toHaveLength(4);
  });
});

test("merged intervals are apart, in order, and cover the same", () => {
  expect(
    mergeIntervals([
      { start: 5, end: 9 },
      { start: 1, end: 3 },
      { start: 3, end: 4 },
      { start: 6, end: 7 },
    ]),
  ).toEqual([
    { start: 1, end: 4 },
    { start: 5, end: 9 },
  ]);
});
