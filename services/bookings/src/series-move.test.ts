import fc from "fast-check";
import { expect, test } from "vitest";
import { shiftSeries } from "./series-move.ts";

const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const zone = "Europe/Berlin";
/** Thursdays at nine, over the end of summer time. */
const before = ["10-15", "10-22", "10-29"].map((day, index) => ({
  occurrence: index + 2,
  start: at(`2026-${day}T09:00[${zone}]`),
}));
const none = { timeZone: zone, replacements: [], skip: [] };

test("all move by as much on the clocks, also over a change of them", () => {
  const moved = shiftSeries(before, { ...none, start: at(`2026-10-16T11:30[${zone}]`) });
  expect(moved).toEqual([
    { occurrence: 2, start: at(`2026-10-16T11:30[${zone}]`) },
    { occurrence: 3, start: at(`2026-10-23T11:30[${zone}]`) },
    { occurrence: 4, start: at(`2026-10-30T11:30[${zone}]`) },
  ]);
});

test("those that stay are left out, and so is what is there already; others may go elsewhere", () => {
  const start = at(`2026-10-16T09:00[${zone}]`);
  const other = at(`2026-10-30T15:00[${zone}]`);
  expect(
    shiftSeries(before, {
      ...none,
      start,
      skip: [3],
      replacements: [{ occurrence: 4, start: new Date(other).toISOString() }],
    }),
  ).toEqual([
    { occurrence: 2, start },
    { occurrence: 4, start: other },
  ]);
  expect(shiftSeries(before, { ...none, start: before[0]!.start })).toEqual([]);
  expect(shiftSeries([], { ...none, start })).toEqual([]);
});

test("is what Temporal says, in every zone", () => {
  fc.assert(
    fc.property(
      fc.record({
        timeZone: fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
        quarter: fc.integer({ min: Date.UTC(2022, 0) / 900_000, max: Date.UTC(2030, 0) / 900_000 }),
        quarters: fc.integer({ min: -2000, max: 2000 }),
        weeks: fc.integer({ min: 1, max: 30 }),
      }),
      ({ timeZone, quarter, quarters, weeks }) => {
        const zoned = (moment: number) =>
          Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
        const first = quarter * 900_000;
        const start = first + quarters * 900_000;
        const second = zoned(first).add({ weeks }).epochMilliseconds;
        const shift = zoned(first)
          .toPlainDateTime()
          .until(zoned(start).toPlainDateTime(), { largestUnit: "hours" });
        const expected = zoned(second)
          .toPlainDateTime()
          .add(shift)
          .toZonedDateTime(timeZone).epochMilliseconds;
        const moved = shiftSeries(
          [
            { occurrence: 1, start: first },
            { occurrence: 2, start: second },
          ],
          { timeZone, start, replacements: [], skip: [] },
        );
        expect(moved.find(({ occurrence }) => occurrence === 2)?.start ?? second).toBe(expected);
      },
    ),
    { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 300) },
  );
});
