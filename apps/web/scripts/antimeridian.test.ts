import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAtAntimeridian, type Ring } from "./antimeridian.ts";

const area = (ring: Ring) =>
  Math.abs(
    ring
      .slice(1)
      .reduce(
        (sum, [x, y], index) => sum + (ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0),
        0,
      ),
  ) / 2;
const box = (west: number, south: number, width: number, height: number): Ring => {
  const wrap = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180;
  const corners: Ring = [
    [west, south],
    [west + width, south],
    [west + width, south + height],
    [west, south + height],
    [west, south],
  ];
  return corners.map(([lng, lat]) => [wrap(lng), lat]);
};

describe("cutAtAntimeridian", () => {
  it("leaves a ring alone that does not reach the antimeridian", () => {
    const ring = box(10, 40, 5, 5);
    expect(cutAtAntimeridian(ring)).toEqual([ring]);
  });

  it("cuts a ring across it into two halves, one at each edge", () => {
    const pieces = cutAtAntimeridian(box(170, 60, 20, 10));
    expect(pieces).toHaveLength(2);
    expect(pieces.map(area)).toEqual([100, 100]);
    expect(
      pieces.map((ring) => [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))]),
    ).toEqual([
      [170, 180],
      [-180, -170],
    ]);
  });

  it("closes a ring around the south pole along the pole", () => {
    const ring: Ring = [-180, -90, 0, 90, 180].map((lng) => [lng, -70]);
    const total = cutAtAntimeridian(ring).map(area);
    expect(total.reduce((sum, part) => sum + part, 0)).toBeCloseTo(360 * 20);
  });

  it("keeps the area and stays within -180…180 for any box", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -179, max: 179 }),
        fc.integer({ min: -80, max: 60 }),
        fc.integer({ min: 1, max: 120 }),
        (west, south, width) => {
          const pieces = cutAtAntimeridian(box(west, south, width, 10));
          expect(pieces.map(area).reduce((sum, part) => sum + part, 0)).toBeCloseTo(width * 10);
          for (const [lng] of pieces.flat()) expect(Math.abs(lng)).toBeLessThanOrEqual(180);
        },
      ),
    );
  });
});
