import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceRings, metersBetween, pointAway } from "./rings.ts";

const austin = { lat: 30.2672, lng: -97.7431 };

describe("distance on the map", () => {
  it("knows how far Dallas is from Austin", () => {
    expect(metersBetween(austin, { lat: 32.7767, lng: -96.797 }) / 1000).toBeCloseTo(293, 0);
  });

  it("comes back to the distance it went", () => {
    const anywhere = fc.record({
      lat: fc.double({ min: -80, max: 80, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(
        anywhere,
        fc.integer({ min: 100, max: 200_000 }),
        fc.integer({ min: 0, max: 359 }),
        (from, meters, bearing) => {
          expect(metersBetween(from, pointAway(from, meters, bearing)) / meters).toBeCloseTo(1, 4);
        },
      ),
    );
  });

  it("draws three rings up to the farthest result, closed", () => {
    const rings = distanceRings(austin, 9000, "mi");
    expect(rings.map((ring) => Math.round(ring.meters / 1609.344))).toEqual([2, 5, 10]);
    for (const { line } of rings) expect(line[0]?.[0]).toBeCloseTo(line.at(-1)?.[0] ?? 0, 6);
  });

  it("draws the largest rings when everything is farther still", () => {
    expect(
      distanceRings(austin, 500_000, "mi").map((ring) => Math.round(ring.meters / 1609.344)),
    ).toEqual([10, 25, 50]);
  });
});
