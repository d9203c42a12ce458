import { afterAll, beforeAll, expect, test } from "vitest";
import { parseBox, type Listing, type SearchQuery } from "@loconomy/contracts";
import { query as run, type Db } from "@loconomy/kit";
import { guestActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { middleOf } from "./area.ts";
import { toListingRow } from "./listing-row.ts";
import { saveListings } from "./listings.ts";
import { bayesianRating } from "./ranking.ts";
import { createWorld } from "./testing.ts";
import { startSearch } from "./testing-search.ts";
import {
  anywhere,
  around,
  CENTERS,
  createRandom,
  haversineMeters,
  isInBox,
  isWished,
  someBox,
  someListing,
  someWishes,
  type Point,
} from "./testing-globe.ts";
import { asksForTime, timeWindows } from "./time-windows.ts";

/** A thousand by `npm run verify`. */
const SEARCHES = Number(process.env["SEARCHES"] ?? 150);
const LISTINGS = 2_000;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const ZONES = [
  "America/Chicago",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Havana",
];

const random = createRandom(11);
const world = createWorld();
let database: TestDatabase;
let harness: ServiceHarness;
let db: Db;

beforeAll(async () => {
  ({ database, harness } = await startSearch(world));
  db = await database.as("search");
  const listings = Array.from({ length: LISTINGS }, (_, n) =>
    someListing(
      random,
      n % 10 === 0 ? anywhere(random) : around(random, CENTERS[n % CENTERS.length]!),
    ),
  );
  await saveListings(
    db,
    listings.map((listing) => {
      const zone = random.pick(ZONES);
      world.listings.set(listing.provider.id, listing);
      world.zones.set(listing.provider.id, zone);
      return toListingRow(listing, zone)!;
    }),
    new Date(),
  );
  for (const { provider } of listings) await giveTimes(provider.id);
});
afterAll(() => database.drop());

/** Some open times of the next ten days; the index knows of all, of more than there are, or for some providers of nothing. */
const giveTimes = async (id: string): Promise<void> => {
  const now = Math.ceil(Date.now() / QUARTER_MS);
  const starts = Array.from({ length: random.int(0, 4) }, () => now + random.int(8, 960));
  world.openTimes.set(
    id,
    starts.toSorted((a, b) => a - b).map((quarter) => new Date(quarter * QUARTER_MS).toISOString()),
  );
  if (random.chance(0.1)) return;
  const bits = Array.from({ length: 60 * 96 }, () => 0);
  const noise = Array.from({ length: random.int(0, 2) }, () => now + random.int(0, 1_200));
  for (const start of [...starts, ...noise])
    for (let quarter = start; quarter < start + 8; quarter++) bits[quarter - now + 4] = 1;
  await run(
    db,
    `insert into search.open_times (provider_id, time_zone, from_quarter, bits, read_at) values ($1, $2, $3, $4::bit varying, now())`,
    [id, world.zones.get(id), now - 4, bits.join("")],
  );
};

type Asked = Partial<SearchQuery> & Pick<SearchQuery, "sort" | "limit">;

const search = (asked: Asked) =>
  harness.clients.search.searchProviders(asked, { context: { actor: guestActor() } });

/** All pages of a search, one after the other. */
const readAll = async (asked: Asked): Promise<string[][]> => {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await search({ ...asked, cursor });
    pages.push(items.map(({ provider }) => provider.id));
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return pages;
};

const someTime = (): Partial<SearchQuery> => {
  const day = () => new Date(Date.now() + random.int(0, 11) * DAY_MS).toISOString().slice(0, 10);
  const instant = () => new Date(Date.now() + random.int(0, 8 * 24 * 60) * 60_000).toISOString();
  const [from, to] = [instant(), instant()].toSorted();
  const partOfDay = random.pick(["morning", "afternoon", "evening"] as const);
  return random.pick([
    { date: day() },
    { date: day(), partOfDay },
    { partOfDay },
    { from, to },
    { from, to, partOfDay },
    { from },
    { durationMinutes: random.pick([30, 90, 120]) },
  ]);
};

const someSearch = (n: number): Asked => {
  const { lat, lng } = random.chance(0.2)
    ? anywhere(random)
    : around(random, CENTERS[n % CENTERS.length]!);
  const { west, south, east, north } = someBox(random, n % 12 === 0);
  const where = random.chance(0.35)
    ? { box: [west, south, east, north].map((degrees) => degrees.toFixed(6)).join() }
    : { lat, lng, radiusKm: random.int(1, 200) };
  return {
    ...where,
    ...someWishes(random),
    ...(random.chance(0.4) ? someTime() : {}),
    sort: random.pick(["recommended", "distance", "rating", "price", "soonest"] as const),
    limit: random.int(3, 60),
  };
};

/** Who should be found, by looking at everybody. */
const scan = (asked: Asked, now: Date): Listing[] => {
  const isThere = asked.box
    ? (point: Point) => isInBox(point, parseBox(asked.box!))
    : (point: Point) =>
        haversineMeters(centerOf(asked), point) <= (asked.radiusKm ?? Number.NaN) * 1_000;
  return [...world.listings.values()].filter(
    (listing) =>
      isThere(listing.provider.position) &&
      isWished(listing, asked) &&
      (!asksForTime(asked) || firstStart(listing, asked, now) < Infinity),
  );
};

const centerOf = ({ box, lat, lng }: Asked): Point =>
  box ? middleOf(parseBox(box)) : { lat: lat!, lng: lng! };

const firstStart = ({ provider: { id } }: Listing, asked: Asked, now: Date): number => {
  const windows = timeWindows(asked, world.zones.get(id)!, now);
  const starts = world.openTimes.get(id)!.map((start) => Date.parse(start));
  return Math.min(
    ...starts.filter((start) =>
      windows.some(({ from, to }) => start >= from.getTime() && start < to.getTime()),
    ),
  );
};

/** Sort keys, told without any index; null for the order that goes by windows. */
const keysOf = (listing: Listing, asked: Asked, now: Date): number[] | null => {
  const { ratingAverage, ratingCount, position } = listing.provider;
  const distance = haversineMeters(centerOf(asked), position);
  if (asked.sort === "distance") return [distance];
  if (asked.sort === "rating") return [-bayesianRating(ratingAverage, ratingCount), distance];
  if (asked.sort === "price")
    return [Math.min(...listing.services.map(({ price }) => price.amount)), distance];
  return asked.sort === "soonest" ? [firstStart(listing, asked, now), distance] : null;
};

/** The last key is a distance: rounding may tell two apart that are one, so it is compared to a tenth of a millimetre. */
const isInOrder = (a: readonly number[], b: readonly number[]): boolean => {
  for (const [at, key] of a.entries()) {
    if (key === b[at] || (at === a.length - 1 && Math.abs(key - b[at]!) < 1e-4)) continue;
    return key < b[at]!;
  }
  return true;
};

test(
  `${SEARCHES} searches anywhere on the globe find what a plain scan finds, in its order, page by page`,
  { timeout: 60_000 + SEARCHES * 1_000 },
  async () => {
    const counts = { found: 0, searches: 0, crossing: 0, timed: 0, ordered: 0 };
    for (let n = 0; n < SEARCHES; n++) {
      const asked = someSearch(n);
      const now = harness.clock.now();
      const expected = scan(asked, now);
      const pages = await readAll(asked);
      const ids = pages.flat();
      const what = JSON.stringify(asked);
      expect(ids.toSorted(), what).toEqual(expected.map(({ provider }) => provider.id).toSorted());
      const keys = ids.map((id) => keysOf(world.listings.get(id)!, asked, now));
      // Beyond one window, the soonest of the nearest come first.
      if (asked.sort !== "recommended" && (asked.sort !== "soonest" || ids.length <= 100))
        for (let at = 1; at < keys.length; at++)
          expect(isInOrder(keys[at - 1]!, keys[at]!), `${what} at ${at}`).toBe(true);
      const { total, totalIsExact } = await search({ ...asked, limit: 1 });
      const counted = scan(
        {
          ...asked,
          date: undefined,
          partOfDay: undefined,
          from: undefined,
          to: undefined,
          durationMinutes: undefined,
        },
        now,
      ).length;
      expect([total, totalIsExact], what).toEqual([Math.min(counted, 1_000), counted <= 1_000]);
      counts.found += ids.length;
      counts.timed += asksForTime(asked) && ids.length > 0 ? 1 : 0;
      counts.searches += ids.length > 0 ? 1 : 0;
      counts.crossing += asked.box && parseBox(asked.box).west > parseBox(asked.box).east ? 1 : 0;
    }
    // It would prove nothing if hardly anything were found.
    expect(counts.searches).toBeGreaterThan(SEARCHES / 4);
    expect(counts.timed).toBeGreaterThan(SEARCHES / 20);
    expect(counts.crossing).toBeGreaterThan(SEARCHES / 30);
  },
);
