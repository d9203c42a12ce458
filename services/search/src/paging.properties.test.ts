import { afterAll, beforeAll, expect, test } from "vitest";
import { query as run, type Db } from "@loconomy/kit";
import { guestActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { toListingRow } from "./listing-row.ts";
import { removeListing, saveListings } from "./listings.ts";
import { createWorld } from "./testing.ts";
import { startSearch } from "./testing-search.ts";
import { around, createRandom, someListing } from "./testing-globe.ts";

const AUSTIN = { lat: 30.26715, lng: -97.74306 };
const RUNS = 5;

const random = createRandom(23);
const world = createWorld();
let database: TestDatabase;
let harness: ServiceHarness;
let db: Db;

beforeAll(async () => {
  ({ database, harness } = await startSearch(world));
  db = await database.as("search");
});
afterAll(() => database.drop());

/** Adds a provider within 200 km, with an open time or without. */
const add = async (): Promise<string> => {
  const listing = someListing(random, around(random, AUSTIN));
  const { id } = listing.provider;
  world.listings.set(id, listing);
  const start = new Date(Date.now() + random.int(2, 200) * 3_600_000).toISOString();
  world.openTimes.set(id, random.chance(0.8) ? [start] : []);
  await saveListings(db, [toListingRow(listing, "America/Chicago")!], new Date());
  return id;
};

const remove = async (id: string): Promise<void> => {
  world.listings.delete(id);
  await removeListing(db, id, new Date());
};

/** Gives a provider another rating, other prices, another place and other open times. */
const change = async (id: string): Promise<void> => {
  const { provider } = world.listings.get(id)!;
  const other = someListing(random, around(random, AUSTIN));
  const changed = { ...other, provider: { ...other.provider, id, slug: provider.slug } };
  world.listings.set(id, changed);
  world.openTimes.set(id, [new Date(Date.now() + random.int(2, 200) * 3_600_000).toISOString()]);
  await saveListings(db, [toListingRow(changed, "America/Chicago")!], new Date());
};

test.each(["recommended", "distance", "rating", "price", "soonest"] as const)(
  "by %s, whoever stays as they are comes up once, whatever comes, goes and changes between pages",
  { timeout: 60_000 },
  async (sort) => {
    for (let n = 0; n < RUNS; n++) {
      world.listings.clear();
      await run(db, "delete from search.listings");
      for (let k = 0; k < 250; k++) await add();
      const touched = new Set<string>();
      const atFirst = [...world.listings.keys()];
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await harness.clients.search.searchProviders(
          { near: "Austin, TX", radiusKm: 200, sort, limit: random.int(7, 40), cursor },
          { context: { actor: guestActor() } },
        );
        seen.push(...items.map(({ provider }) => provider.id));
        cursor = nextCursor ?? undefined;
        for (let k = 0; k < 4; k++) {
          touched.add(await add());
          const [gone, changed] = [random.pick(atFirst), random.pick(atFirst)];
          touched.add(gone).add(changed);
          await remove(gone);
          if (world.listings.has(changed)) await change(changed);
        }
      } while (cursor);
      const inRadius = new Set(
        (
          await run<{ id: string }>(
            db,
            "select provider_id as id from search.listings where earth_distance(pos, ll_to_earth($1, $2)) <= 200000",
            [AUSTIN.lat, AUSTIN.lng],
          )
        ).map(({ id }) => id),
      );
      const steady = atFirst.filter((id) => !touched.has(id) && inRadius.has(id));
      expect(steady.length).toBeGreaterThan(50);
      expect(seen.filter((id) => steady.includes(id)).toSorted()).toEqual(steady.toSorted());
    }
  },
);
