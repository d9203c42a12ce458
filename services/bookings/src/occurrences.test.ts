import type { SeriesRule } from "@loconomy/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { occurrences } from "./occurrences.ts";

const weekly = (count: number, every = 1): SeriesRule => ({ frequency: "weekly", every, count });
const monthly = (count: number): SeriesRule => ({ frequency: "monthly", every: 1, count });
const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;
/** On the clocks of a zone. */
const shown = (moments: readonly number[], zone: string): string[] =>
  moments.map((moment) =>
    Temporal.Instant.fromEpochMilliseconds(moment)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString(),
  );

describe("the dates of a series", () => {
  const berlin = "Europe/Berlin";

  test("every week, or every n weeks, at the same time by the clocks, over changes of the clocks", () => {
    const start = at("2026-10-15T09:00[Europe/Berlin]");
    expect(shown(occurrences(weekly(4), start, berlin), berlin)).toEqual([
      "2026-10-15T09:00:00",
      "2026-10-22T09:00:00",
      "2026-10-29T09:00:00",
      "2026-11-05T09:00:00",
    ]);
    expect(shown(occurrences(weekly(3, 2), start, berlin), berlin)).toEqual([
      "2026-10-15T09:00:00",
      "2026-10-29T09:00:00",
      "2026-11-12T09:00:00",
    ]);
    const [, second, third] = occurrences(weekly(3), start, berlin);
    expect(third! - second!).toBe((7 * 24 + 1) * 3_600_000);
  });

  test("a time that clocks skip moves forward by the gap, and only that time", () => {
    const start = at("2026-03-22T02:30[Europe/Berlin]");
    expect(shown(occurrences(weekly(3), start, berlin), berlin)).toEqual([
      "2026-03-22T02:30:00",
      "2026-03-29T03:30:00",
      "2026-04-05T02:30:00",
    ]);
  });

  test("a time that comes twice is the first, unless the series begins with the second", () => {
    const before = at("2026-10-18T02:30[Europe/Berlin]");
    expect(occurrences(weekly(2), before, berlin)[1]).toBe(
      at("2026-10-25T02:30+02:00[Europe/Berlin]"),
    );
    const second = at("2026-10-25T02:30+01:00[Europe/Berlin]");
    expect(occurrences(weekly(2), second, berlin)[0]).toBe(second);
  });

  test("monthly is by the day of the month; a month without it has its last day", () => {
    const start = at("2027-12-31T18:15[America/New_York]");
    expect(shown(occurrences(monthly(5), start, "America/New_York"), "America/New_York")).toEqual([
      "2027-12-31T18:15:00",
      "2028-01-31T18:15:00",
      "2028-02-29T18:15:00",
      "2028-03-31T18:15:00",
      "2028-04-30T18:15:00",
    ]);
  });

  test("until a day includes that day", () => {
    const start = at("2026-11-05T23:00[Europe/Berlin]");
    const until = (day: string): SeriesRule => ({ frequency: "weekly", every: 1, until: day });
    expect(occurrences(until("2026-11-19"), start, berlin)).toHaveLength(3);
    expect(occurrences(until("2026-11-18"), start, berlin)).toHaveLength(2);
    expect(occurrences(until("2026-11-04"), start, berlin)).toEqual([]);
    expect(occurrences(until("2099-01-01"), start, berlin)).toHaveLength(53);
  });

  test("what begins after the latest moment is left out", () => {
    const start = at("2026-11-05T09:00[Europe/Berlin]");
    const all = occurrences(weekly(10), start, berlin);
    expect(occurrences(weekly(10), start, berlin, all[3])).toEqual(all.slice(0, 4));
    expect(occurrences(weekly(10), start, berlin, start - 1)).toEqual([]);
  });
});

/** The same by Temporal alone. */
const byTemporal = (rule: SeriesRule, start: number, timeZone: string): number[] => {
  const first = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
  return Array.from({ length: rule.count! }, (_, index) =>
    index === 0
      ? start
      : first
          .toPlainDateTime()
          .add(rule.frequency === "weekly" ? { weeks: index * rule.every } : { months: index })
          .toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds,
  );
};

test("dates are what Temporal says, in every zone, at every time of the day", () => {
  fc.assert(
    fc.property(
      fc.record({
        timeZone: fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
        // Clocks change by the half and the quarter of an hour too.
        quarter: fc.integer({
          min: Date.UTC(2020, 0) / 900_000,
          max: Date.UTC(2034, 0) / 900_000,
        }),
        frequency: fc.constantFrom("weekly" as const, "monthly" as const),
        weeks: fc.integer({ min: 1, max: 12 }),
        count: fc.integer({ min: 2, max: 52 }),
      }),
      ({ timeZone, quarter, frequency, weeks, count }) => {
        const every = frequency === "weekly" ? weeks : 1;
        const rule = { frequency, every, count };
        const start = quarter * 900_000;
        expect(occurrences(rule, start, timeZone)).toEqual(byTemporal(rule, start, timeZone));
      },
    ),
    { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 300) },
  );
});
