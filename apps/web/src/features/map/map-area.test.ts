import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaOfEdges, areaText, cornersOf, isSameArea, middleOf } from "./map-area.ts";

const austin = { west: -97.9, south: 30.1, east: -97.5, north: 30.5 };

describe("the area of a map", () => {
  it("stands in an address from west to north, to about ten meters", () => {
    expect(areaText(areaOfEdges({ ...austin, west: -97.912345678 }))).toBe(
      "-97.9123,30.1,-97.5,30.5",
    );
  });

  it("crosses the antimeridian, and shows the whole globe at most", () => {
    const fiji = areaOfEdges({ west: 176, south: -20, east: 184, north: -15 });
    expect(fiji).toEqual({ west: 176, south: -20, east: -176, north: -15 });
    expect(cornersOf(fiji)).toEqual([
      [176, -20],
      [184, -15],
    ]);
    expect(areaOfEdges({ west: -300, south: -95, east: 300, north: 95 })).toEqual({
      west: -180,
      south: -90,
      east: 180,
      north: 90,
    });
  });

  it("is the same however often the map was turned around the globe", () => {
    const anywhere = fc.record({
      west: fc.integer({ min: -180, max: 179 }),
      width: fc.integer({ min: 1, max: 300 }),
      south: fc.integer({ min: -80, max: 60 }),
      turns: fc.integer({ min: -3, max: 3 }),
    });
    fc.assert(
      fc.property(anywhere, ({ west, width, south, turns }) => {
        const edges = { west, south, east: west + width, north: south + 10 };
        const turned = { ...edges, west: west + 360 * turns, east: edges.east + 360 * turns };
        expect(areaOfEdges(turned)).toEqual(areaOfEdges(edges));
      }),
    );
  });

  it("has its middle on the same side of the globe", () => {
    expect(middleOf({ west: 10, south: 40, east: 20, north: 50 })).toEqual({ lat: 45, lng: 15 });
    expect(middleOf({ west: 170, south: -20, east: -178, north: -10 })).toEqual({
      lat: -15,
      lng: 176,
    });
  });

  it("knows the same view again, and another one apart", () => {
    expect(isSameArea(austin, { ...austin, east: -97.496 })).toBe(true);
    expect(isSameArea(austin, { ...austin, east: -97.4 })).toBe(false);
    expect(isSameArea(austin, { ...austin, north: 30.6 })).toBe(false);
  });
});
