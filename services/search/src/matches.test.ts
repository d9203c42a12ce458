import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { query, type Db } from "@loconomy/kit";
import { boxArea, circle, type Area } from "./area.ts";
import { NO_WISHES } from "./conditions.ts";
import { toListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";
import { countMatches, findMatches, type MatchFilter } from "./matches.ts";
import { makeListing } from "./testing.ts";
import {
  anywhere,
  around,
  CENTERS,
  createRandom,
  haversineMeters,
  isInBox,
  someBox,
  type Point,
} from "./testing-globe.ts";
import { wordsCondition } from "./words-condition.ts";
import { parseWords } from "./words.ts";

const random = createRandom(7);

let database: TestDatabase;
let db: Db;
const points = new Map<string, Point>();

beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.as("search");
  const rows = Array.from({ length: 3_000 }, (_, n) => {
    const position = n % 10 === 0 ? anywhere(random) : around(random, CENTERS[n % CENTERS.length]!);
    const row = toListingRow(makeListing({ position }), "UTC")!;
    points.set(row.providerId, position);
    return row;
  });
  await saveListings(db, rows, new Date());
});
afterAll(() => database.drop());

test("150 searches anywhere on the globe find what a plain scan finds, in its order", async () => {
  let found = 0;
  for (let n = 0; n < 150; n++) {
    const position =
      n < CENTERS.length
        ? CENTERS[n]!
        : n % 4 === 0
          ? anywhere(random)
          : around(random, CENTERS[n % CENTERS.length]!);
    const radiusMeters = 1_000 + random.next() * 199_000;
    const expected = [...points]
      .map(([id, point]) => ({ id, distance: haversineMeters(position, point) }))
      .filter(({ distance }) => distance <= radiusMeters)
      .toSorted((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
    const { items, total } = await findAll(circle(position, radiusMeters));
    expect(items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(total).toBe(expected.length);
    for (const [at, { distanceMeters }] of items.entries())
      expect(Math.abs(distanceMeters - expected[at]!.distance)).toBeLessThan(0.1);
    found += total;
  }
  expect(found).toBeGreaterThan(1_500);
});

/** All in an area, by distance. */
const findAll = async (area: Area) => {
  const filter: MatchFilter = { ...NO_WISHES, area, categoryId: null, words: null, time: null };
  const slice = {
    order: "distance",
    after: null,
    upTo: null,
    limit: 5_000,
    opening: null,
  } as const;
  return {
    items: await findMatches(db, filter, slice),
    total: await countMatches(db, filter, 5_000),
  };
};

test("150 boxes anywhere on the globe hold what lies between their edges", async () => {
  let found = 0;
  let crossing = 0;
  for (let n = 0; n < 150; n++) {
    const box = someBox(random, n % 9 === 0);
    const { items, total } = await findAll(boxArea(box));
    const expected = [...points].filter(([, point]) => isInBox(point, box)).map(([id]) => id);
    expect(total).toBe(expected.length);
    if (total <= 1_000) expect(items.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    found += total;
    crossing += box.west > box.east ? 1 : 0;
  }
  expect(found).toBeGreaterThan(1_500);
  expect(crossing).toBeGreaterThan(25);
});

test.each([
  ["becomes the words that begin so", "plumbi", /^'plumbi' \| 'plumbing'$/],
  ["that nothing begins with is looked up as it stands", "plumbx", /^'plumbx' \| 'plumbx'$/],
])("an unfinished word %s", async (_, typed, expected) => {
  const params: unknown[] = [];
  const { prelude } = wordsCondition(parseWords(typed)!, (value) => `$${params.push(value)}`);
  const [asked] = await query<{ words: string }>(
    db,
    `${prelude} select words::text from asked`,
    params,
  );
  // An index by signatures cannot look a beginning up.
  expect(asked!.words).not.toContain(":*");
  expect(asked!.words).toMatch(expected);
});
