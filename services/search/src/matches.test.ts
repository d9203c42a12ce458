import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import type { Db } from "@loconomy/kit";
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
        position,
        radiusMeters,
        categoryId: null,
        words: null,
        minRating: null,
        maxPrice: null,
        verified: false,
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
