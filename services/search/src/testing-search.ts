import { afterAll, beforeAll, beforeEach } from "vitest";
import {
  createServiceHarness,
  createTestDatabase,
  guestActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { createSearch } from "./service.ts";
import {
  bookingsStandIn,
  createWorld,
  geolocationStandIn,
  makeListing,
  providersStandIn,
  type World,
} from "./testing.ts";

export type Query = Parameters<ServiceHarness["clients"]["search"]["searchProviders"]>[0];

const HOUR_MS = 3_600_000;

/** A whole number of hours from this minute. */
export const inHours = (hours: number): string =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * HOUR_MS).toISOString();

/** So many kilometres north of where "Austin, TX" is. */
export const austin = (kmNorth: number) => ({ lat: 30.26715 + kmNorth / 111.32, lng: -97.74306 });

/** A search service on a database of its own, beside stand-ins that answer from `world`. */
export const startSearch = async (
  world: World,
  { cacheMs = 0 } = {},
): Promise<{ database: TestDatabase; harness: ServiceHarness }> => {
  const database = await createTestDatabase();
  const harness = await createServiceHarness(
    database,
    {
      search: createSearch,
      providers: providersStandIn(world),
      bookings: bookingsStandIn(world),
      geolocation: geolocationStandIn(world),
    },
    { env: { SEARCH_CACHE_MS: String(cacheMs) } },
  );
  return { database, harness };
};

/** A search service with an empty world before each test of the file. Nothing is remembered between searches, unless `cacheMs` says so. */
export const useSearch = ({ cacheMs = 0 } = {}) => {
  const world = createWorld();
  let database: TestDatabase;
  let harness: ServiceHarness;

  beforeAll(async () => {
    ({ database, harness } = await startSearch(world, { cacheMs }));
  });
  beforeEach(() => {
    world.listings.clear();
    world.openTimes.clear();
    world.openMinutes.clear();
    world.requestsFrom = null;
    world.calendarReady = Promise.resolve();
    world.zones.clear();
    world.calls.length = 0;
  });
  afterAll(() => database.drop());

  const search = (query: Query) =>
    harness.clients.search.searchProviders(
      { near: "Austin, TX", ...query },
      { context: { actor: guestActor() } },
    );
  const job = (name: string): Promise<void> =>
    harness.registry.get("search")!.jobs[name]!({} as never);
  return {
    world,
    search,
    names: async (query: Query): Promise<string[]> =>
      (await search(query)).items.map(({ provider }) => provider.businessName),
    /** Adds a listing with open times, found after `reindex`. @returns the provider's id. */
    add: (given: Parameters<typeof makeListing>[0], starts: string[] = []): string => {
      const listing = makeListing(given);
      world.listings.set(listing.provider.id, listing);
      world.openTimes.set(listing.provider.id, starts);
      return listing.provider.id;
    },
    /** The clients of the service, once the tests run. */
    harness: (): ServiceHarness => harness,
    /** Runs one of the service's jobs. */
    job,
    reindex: (): Promise<void> => job("search.reindex"),
  };
};
