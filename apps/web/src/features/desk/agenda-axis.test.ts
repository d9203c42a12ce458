import { describe, expect, it } from "vitest";
import { instantAtPosition, segmentsOn, weekAxis } from "./agenda-axis.ts";
import { weekIn } from "./example-agenda.ts";

const MINUTE_MS = 60_000;
const at = (iso: string) => Date.parse(iso);

describe("the axis of a week", () => {
  it("is a day long, with nothing missing, while clocks stay", () => {
    const axis = weekAxis(weekIn("Asia/Kathmandu", "2026-11-30"));
    expect(axis.length).toBe(1440);
    expect(axis.hours.map(({ position }) => position)).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour * 60),
    );
    expect(axis.days.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it("leaves out the hour that a day of 23 hours does not have", () => {
    const axis = weekAxis(weekIn("Europe/Berlin", "2027-03-22"));
    expect(axis.length).toBe(1440);
    expect(axis.days.map(({ missing }) => missing)).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
      [{ from: 120, to: 180 }],
    ]);
    // From half past one to half past three is an hour.
    const [segment] = segmentsOn(axis, at("2027-03-28T00:30:00Z"), at("2027-03-28T01:30:00Z"));
    expect(segment).toMatchObject({ column: 6, from: 90, to: 210 });
    // Half past two does not exist: it goes on at three.
    expect(instantAtPosition(axis, 6, 150)).toBe(at("2027-03-28T01:00:00Z"));
  });

  it("has the hour that comes twice two times, and room for it on the other days", () => {
    const axis = weekAxis(weekIn("Europe/Berlin", "2027-10-25"));
    expect(axis.length).toBe(1500);
    expect(axis.hours.slice(1, 5)).toEqual([
      { minute: 60, position: 60 },
      { minute: 120, position: 120 },
      { minute: 120, position: 180 },
      { minute: 180, position: 240 },
    ]);
    const [first] = segmentsOn(axis, at("2027-10-31T00:30:00Z"), at("2027-10-31T00:45:00Z"));
    const [second] = segmentsOn(axis, at("2027-10-31T01:30:00Z"), at("2027-10-31T01:45:00Z"));
    expect([first?.from, second?.from]).toEqual([150, 210]);
    expect(axis.days[6]!.missing).toEqual([]);
    expect(axis.days[0]!.missing).toEqual([{ from: 180, to: 240 }]);
    // What ends when the others' clocks would repeat ends there, and what begins then begins after it.
    const monday = (hour: number) => at("2027-10-24T22:00:00Z") + hour * 60 * MINUTE_MS;
    expect(segmentsOn(axis, monday(2), monday(3))[0]).toMatchObject({ from: 120, to: 180 });
    expect(segmentsOn(axis, monday(3), monday(4))[0]).toMatchObject({ from: 240, to: 300 });
  });

  it.each([
    ["Europe/Berlin", "2027-03-22"],
    ["Europe/Berlin", "2027-10-25"],
    ["America/New_York", "2027-03-08"],
    ["America/New_York", "2027-11-01"],
    ["America/Havana", "2027-11-01"],
    ["America/Havana", "2027-03-08"],
    ["Asia/Beirut", "2026-10-19"],
    ["Australia/Lord_Howe", "2027-03-29"],
    ["Australia/Lord_Howe", "2027-09-27"],
    ["Antarctica/Troll", "2027-10-25"],
    ["Antarctica/Troll", "2027-03-22"],
    ["Africa/Casablanca", "2027-02-01"],
  ])(
    "%s from %s: every quarter of an hour has one place, in order, and comes back from it",
    (zone, monday) => {
      const week = weekIn(zone, monday);
      const axis = weekAxis(week);
      let last = -1;
      for (let t = at(week.days[0]!.start); t < at(week.days[6]!.end); t += 15 * MINUTE_MS) {
        const segments = segmentsOn(axis, t, t + 15 * MINUTE_MS);
        expect(segments).toHaveLength(1);
        const { column, from } = segments[0]!;
        expect(instantAtPosition(axis, column, from)).toBe(t);
        const order = column * axis.length + from;
        expect(order).toBeGreaterThan(last);
        last = order;
      }
    },
  );

  it("cuts what goes past midnight, and what began before the week", () => {
    const axis = weekAxis(weekIn("UTC", "2026-11-30"));
    expect(segmentsOn(axis, at("2026-12-01T22:00:00Z"), at("2026-12-02T02:00:00Z"))).toEqual([
      { column: 1, from: 1320, to: 1440, isFirst: true, isLast: false },
      { column: 2, from: 0, to: 120, isFirst: false, isLast: true },
    ]);
    expect(segmentsOn(axis, at("2026-11-29T22:00:00Z"), at("2026-11-30T01:00:00Z"))).toEqual([
      { column: 0, from: 0, to: 60, isFirst: false, isLast: true },
    ]);
    expect(segmentsOn(axis, at("2026-12-08T22:00:00Z"), at("2026-12-09T01:00:00Z"))).toEqual([]);
  });
});
