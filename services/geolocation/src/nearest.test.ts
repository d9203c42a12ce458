import fc from "fast-check";
import { expect, test } from "vitest";
import { positionOf } from "./cities.ts";
import { loadGazetteer } from "./gazetteer.ts";
import { reversePlace } from "./operations/reverse-place.ts";

const gazetteer = loadGazetteer();
const { cities, nearest } = gazetteer;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const haversineMeters = (
  a: { lat: number; lng: number },
  b: { lat: number; lng: number },
): number => {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
};

const lat = fc.oneof(
  fc.double({ min: -90, max: 90, noNaN: true }),
  fc.constantFrom(90, -90, 89.999, 0),
);
const lng = fc.oneof(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.constantFrom(180, -180, 179.999, -179.999),
);

test("the nearest city anywhere is the one that a plain scan finds", () => {
  fc.assert(
    fc.property(lat, lng, (at, by) => {
      let best = Infinity;
      for (let city = 0; city < cities.size; city++)
        best = Math.min(best, haversineMeters({ lat: at, lng: by }, positionOf(cities, city)));
      // Points are kept in single precision, worth about a metre.
      expect(Math.abs(nearest(at, by).distanceMeters - best)).toBeLessThan(5);
    }),
    { numRuns: 40 },
  );
});

test.each([
  [30.2672, -97.7431, "Austin, TX, United States", "America/Chicago"],
  [48.1374, 11.5755, "Munich, Bavaria, Germany", "Europe/Berlin"],
  [28.6, 77.2, undefined, "Asia/Kolkata"],
])("%d, %d lies near %s in %s", (at, by, label, timeZone) => {
  const found = reversePlace(gazetteer, { lat: at, lng: by });
  expect(found.timeZone).toBe(timeZone);
  expect(found.place).not.toBeNull();
  if (label) expect(found.place?.label).toBe(label);
});

test("both sides of the date line see the same neighbour", () => {
  const west = reversePlace(gazetteer, { lat: -16.9, lng: 179.999 });
  const east = reversePlace(gazetteer, { lat: -16.9, lng: -179.999 });
  expect(west.place?.country).toBe("FJ");
  expect(east.place?.id).toBe(west.place?.id);
});

test("the open sea and the poles have a zone and no place", () => {
  for (const [at, by] of [
    [90, 0],
    [-90, 0],
    [0, -140],
    [0, 180],
    [0, -180],
  ] as const) {
    const { place, timeZone } = reversePlace(gazetteer, { lat: at, lng: by });
    expect(place).toBeNull();
    expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  }
});
