import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { publish, query, system, systemClock, transaction, type Db } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { saveListings } from "../listings.ts";
import { saveOpenTimes } from "../open-time-store.ts";
import { toListingRow } from "../listing-row.ts";
import { createSearch } from "../service.ts";
import {
  bookingsStandIn,
  createWorld,
  geolocationStandIn,
  makeListing,
  providersStandIn,
  type World,
} from "../testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
let world: World;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  world = createWorld();
  harness = await createServiceHarness(database, {
    search: createSearch,
    providers: providersStandIn(world),
    bookings: bookingsStandIn(world),
    geolocation: geolocationStandIn(world),
  });
  db = await database.as("search");
});
beforeEach(async () => {
  world.listings.clear();
  await query(db, "delete from search.listings");
  await query(db, "delete from search.open_times");
});
afterAll(() => database.drop());

const tell = async (
  type: "provider.updated" | "schedule.changed",
  providerId: string,
): Promise<void> => {
  const providers = await database.as("providers");
  await transaction(providers, system("providers"), (tx) =>
    publish(tx, systemClock, type, providerId, { providerId }),
  );
  await harness.settle();
};
const rows = () =>
  query<{ id: string; name: string; zone: string; rating: number }>(
    db,
    "select provider_id as id, business_name as name, time_zone as zone, rating from search.listings order by 1",
  );
const reindexAll = (): Promise<void> =>
  harness.registry.get("search")!.jobs["search.reindex"]!({} as never);

test("a new provider is found, a changed one changes, one that closes is gone", async () => {
  const listing = makeListing({ businessName: "First name" });
  const { id } = listing.provider;
  world.listings.set(id, listing);
  const providers = await database.as("providers");
  await transaction(providers, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.created", id, {
      providerId: id,
      userId: listing.userId,
      timeZone: "America/Chicago",
    }),
  );
  await harness.settle();
  expect(await rows()).toEqual([{ id, name: "First name", zone: "America/Chicago", rating: 4.5 }]);

  world.listings.set(id, {
    ...listing,
    provider: { ...listing.provider, businessName: "Second name", ratingAverage: 4.75 },
  });
  await transaction(providers, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.rating_changed", id, {
      providerId: id,
      ratingAverage: 4.75,
      ratingCount: 11,
    }),
  );
  await harness.settle();
  expect(await rows()).toEqual([
    { id, name: "Second name", zone: "America/Chicago", rating: 4.75 },
  ]);

  world.listings.set(id, { ...listing, services: [] });
  await tell("provider.updated", id);
  expect(await rows()).toEqual([]);

  world.listings.delete(id);
  await tell("provider.updated", id);
  expect(await rows()).toEqual([]);
});

test("a schedule in another zone changes the zone", async () => {
  const listing = makeListing();
  world.listings.set(listing.provider.id, listing);
  world.zones.set(listing.provider.id, "Europe/Berlin");
  await tell("schedule.changed", listing.provider.id);
  expect(await rows()).toMatchObject([{ zone: "Europe/Berlin" }]);
});

test("facts that were read earlier never replace later ones", async () => {
  const listing = makeListing({ businessName: "Now" });
  await saveListings(db, [toListingRow(listing, "UTC")!], new Date("2026-01-01T12:00:00Z"));
  const before = makeListing({ ...listing.provider, category: undefined, businessName: "Before" });
  await saveListings(db, [toListingRow(before, "UTC")!], new Date("2026-01-01T11:59:59Z"));
  expect(await rows()).toMatchObject([{ name: "Now" }]);
});

test("a full run heals what is missing, wrong and left over, page by page", async () => {
  const listings = Array.from({ length: 205 }, () => makeListing());
  for (const listing of listings) world.listings.set(listing.provider.id, listing);
  const gone = makeListing();
  const wrong = makeListing({
    ...listings[0]!.provider,
    category: undefined,
    businessName: "Wrong",
  });
  await saveListings(
    db,
    [toListingRow(gone, "UTC")!, toListingRow(wrong, "UTC")!],
    new Date(Date.now() - 60_000),
  );
  await reindexAll();
  const found = await rows();
  expect(found.map(({ id }) => id)).toEqual(listings.map(({ provider }) => provider.id));
  expect(found[0]!.name).toBe(listings[0]!.provider.businessName);
  await reindexAll();
  expect(await rows()).toEqual(found);
});

const when = (moment: string | number) => ({ readAt: new Date(moment), now: new Date(moment) });
const openTimes = () =>
  query<{ id: string; zone: string; open: number }>(
    db,
    "select provider_id as id, time_zone as zone, bit_count(bits)::int as open from search.open_times order by 1",
  );

test("open times come with the listing and go with it", async () => {
  const listing = makeListing();
  const { id } = listing.provider;
  world.listings.set(id, listing);
  world.openTimes.set(id, [new Date(Date.now() + 86_400_000).toISOString().slice(0, 14) + "00Z"]);
  await tell("schedule.changed", id);
  expect(await openTimes()).toEqual([{ id, zone: "America/Chicago", open: 4 }]);

  world.openTimes.set(id, []);
  await tell("schedule.changed", id);
  expect(await openTimes()).toEqual([{ id, zone: "America/Chicago", open: 0 }]);

  world.listings.set(id, { ...listing, services: [] });
  await tell("provider.updated", id);
  expect(await openTimes()).toEqual([]);
});

test("a full run writes what is missing of open times and drops those of who is gone", async () => {
  const listing = makeListing();
  world.listings.set(listing.provider.id, listing);
  const gone = makeListing().provider.id;
  const row = { timeZone: "UTC", fromQuarter: 0, bits: "ff" };
  await saveOpenTimes(db, [{ providerId: gone, ...row }], when(Date.now() - 60_000));
  await reindexAll();
  expect(await openTimes()).toMatchObject([{ id: listing.provider.id }]);
});

test("open times that were read earlier never replace later ones", async () => {
  const { id: providerId } = makeListing().provider;
  const row = { providerId, timeZone: "UTC", fromQuarter: 0 };
  await saveOpenTimes(db, [{ ...row, bits: "ff" }], when("2026-01-01T12:00:00Z"));
  await saveOpenTimes(db, [{ ...row, bits: "00" }], when("2026-01-01T11:59:59Z"));
  expect(await openTimes()).toEqual([{ id: providerId, zone: "UTC", open: 8 }]);
});
