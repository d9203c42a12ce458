import fc from "fast-check";
import { expect, test } from "vitest";
import { clockOffsetMs } from "./clock-offsets.ts";

const ZONES = [
  "UTC",
  "America/Chicago",
  "Europe/Dublin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
];

test("it is what Temporal says, whatever was asked before", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...ZONES),
          fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
        ),
        { minLength: 1, maxLength: 20 },
      ),
      (questions) => {
        for (const [zone, time] of questions) {
          const zoned = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
          expect(clockOffsetMs(zone, time)).toBe(zoned.offsetNanoseconds / 1e6);
        }
      },
    ),
  );
});

test("a change of the clocks counts from its very moment, in whichever order one asks", () => {
  const change = Date.parse("2026-11-01T07:00:00Z");
  for (const at of [change, change - 1, change, change + 1, change - 1])
    expect(clockOffsetMs("America/Chicago", at)).toBe(
      at < change ? -5 * 3_600_000 : -6 * 3_600_000,
    );
});
