import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import type { Box } from "@loconomy/contracts";
import type { Db } from "@loconomy/kit";
import { boxArea, circle } from "./area.ts";
import { toListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";
import { findMatches } from "./matches.ts";
import { makeListing } from "./testing.ts";

/** The radius that the earthdistance extension takes the earth to have, metres. */
const EARTH_RADIUS_METERS = 6_378_168;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
interface Point {
  lat: number;
  lng: number;
}

const haversineMeters = (a: Point, b: Point): number => {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** The same numbers on every run. */
const createRandom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const random = createRandom(7);
const wrap = (lng: number): number => (lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng);
const CENTERS: Point[] = [
  { lat: 90, lng: 0 },
  { lat: -90, lng: 77 },
  { lat: 89.5, lng: 179 },
  { lat: 0, lng: 180 },
  { lat: 0, lng: -180 },
  { lat: -17, lng: 179.9 },
  { lat: 52, lng: -179.9 },
  { lat: 30.27, lng: -97.74 },
  { lat: 0, lng: 0 },
  { lat: 70, lng: 25 },
];
const around = ({ lat, lng }: Point): Point => {
  const shifted = lat + (random() - 0.5) * 4;
  return {
    lat: Math.abs(shifted) > 90 ? Math.sign(shifted) * 180 - shifted : shifted,
    lng: Math.abs(lat) > 89 ? random() * 360 - 180 : wrap(lng + (random() - 0.5) * 4),
  };
};
const anywhere = (): Point => ({ lat: radiansToLat(random() * 2 - 1), lng: random() * 360 - 180 });
const radiansToLat = (sine: number): number => (Math.asin(sine) * 180) / Math.PI;

const NO_WISHES = {
  minRating: null,
  minPrice: null,
  maxPrice: null,
  verified: false,
  instant: false,
  languages: null,
};

let database: TestDatabase;
let db: Db;
const points = new Map<string, Point>();

beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.as("search");
  const rows = Array.from({ length: 3_000 }, (_, n) => {
    const position = n % 10 === 0 ? anywhere() : around(CENTERS[n % CENTERS.length]!);
    const row = toListingRow(makeListing({ position }), "UTC")!;
    points.set(row.providerId, position);
    return row;
  });
  await saveListings(db, rows, new Date());
});
afterAll(() => database.drop());

test("300 searches anywhere on the globe find what a plain scan finds, in its order", async () => {
  let found = 0;
  for (let n = 0; n < 300; n++) {
    const position =
      n < CENTERS.length
        ? CENTERS[n]!
        : n % 4 === 0
          ? anywhere()
          : around(CENTERS[n % CENTERS.length]!);
    const radiusMeters = 1_000 + random() * 199_000;
    const expected = [...points]
      .map(([id, point]) => ({ id, distance: haversineMeters(position, point) }))
      .filter(({ distance }) => distance <= radiusMeters)
      .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
    const { items, total } = await findMatches(
      db,
      {
        ...NO_WISHES,
        area: circle(position, radiusMeters),
        categoryId: null,
        words: null,
      },
      "distance",
    );
    expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(total).toBe(expected.length);
    for (const [at, { distanceMeters }] of items.entries())
      expect(Math.abs(distanceMeters - expected[at]!.distance)).toBeLessThan(0.1);
    found += total;
  }
  expect(found).toBeGreaterThan(3_000);
});

/** A box about some centre; a third of them cross the antimeridian, some hold half of the globe or more. */
const someBox = (n: number): Box => {
  const { lat, lng } = n % 4 === 0 ? anywhere() : around(CENTERS[n % CENTERS.length]!);
  const [height, width] = n % 9 === 0 ? [90, 300] : [4, 4];
  const south = Math.max(-90, lat - random() * height);
  return {
    west: wrap(lng - (random() * width) / 2 - 0.1),
    south,
    east: wrap(lng + (random() * width) / 2 + 0.1),
    north: Math.min(90, south + 0.1 + random() * height),
  };
};
const isInBox = ({ lat, lng }: Point, { west, south, east, north }: Box): boolean =>
  lat >= south &&
  lat <= north &&
  [lng, ...(Math.abs(lng) === 180 ? [-lng] : [])].some((at) =>
    west < east ? at >= west && at <= east : at >= west || at <= east,
  );

test("300 boxes anywhere on the globe hold what lies between their edges", async () => {
  let found = 0;
  let crossing = 0;
  for (let n = 0; n < 300; n++) {
    const box = someBox(n);
    const { items, total } = await findMatches(
      db,
      { ...NO_WISHES, area: boxArea(box), categoryId: null, words: null },
      "distance",
    );
    const expected = [...points].filter(([, point]) => isInBox(point, box)).map(([id]) => id);
    expect(total).toBe(expected.length);
    if (total <= 1_000) expect(items.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    found += total;
    crossing += box.west > box.east ? 1 : 0;
  }
  expect(found).toBeGreaterThan(3_000);
  expect(crossing).toBeGreaterThan(50);
});
