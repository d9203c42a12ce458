import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMetrics, publish, query, system, transaction, type Db } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { saveOpenTimes } from "../open-time-store.ts";
import { createSearch } from "../service.ts";
import {
  bookingsStandIn,
  createWorld,
  geolocationStandIn,
  makeListing,
  nextId,
  providersStandIn,
  type World,
} from "../testing.ts";
import { inHours } from "../testing-search.ts";

const DAY_MS = 86_400_000;

let database: TestDatabase;
let harness: ServiceHarness;
let world: World;
let db: Db;
let bookings: Db;
const metrics = createMetrics();

beforeAll(async () => {
  database = await createTestDatabase();
  world = createWorld();
  harness = await createServiceHarness(
    database,
    {
      search: (deps) => createSearch({ ...deps, metrics }),
      providers: providersStandIn(world),
      bookings: bookingsStandIn(world),
      geolocation: geolocationStandIn(world),
    },
    { logLevel: "silent" },
  );
  db = await database.as("search");
  bookings = await database.as("bookings");
});
beforeEach(async () => {
  world.listings.clear();
  world.openTimes.clear();
  await query(db, "delete from search.listings");
  await query(db, "delete from search.open_times");
  await query(db, "delete from search.progress");
});
afterAll(() => database.drop());

const run = (task: string): Promise<void> =>
  harness.registry.get("search")!.jobs[task]!({} as never);
const add = async (starts: string[] = []): Promise<string> => {
  const listing = makeListing();
  const { id } = listing.provider;
  world.listings.set(id, listing);
  world.openTimes.set(id, starts);
  return id;
};
/** How many quarters are open. */
const open = async (id: string): Promise<number | undefined> =>
  (
    await query<{ open: number }>(
      db,
      "select bit_count(bits)::int as open from search.open_times where provider_id = $1",
      [id],
    )
  )[0]?.open;
const mended = async (): Promise<number> =>
  Number((await metrics.read()).body.match(/^loconomy_search_mended_total (\d+)$/m)?.[1] ?? 0);

const facts = (providerId: string, end: string) => ({
  bookingId: nextId(),
  customerId: nextId(),
  providerId,
  providerUserId: nextId(),
  serviceId: nextId(),
  start: new Date(Date.parse(end) - 3_600_000).toISOString(),
  end,
  price: { amount: 100, currency: "USD" },
});
const tell = async (
  type: "booking.cancelled" | "booking.confirmed" | "booking.completed",
  providerId: string,
  end = inHours(30),
): Promise<void> => {
  const nothing = { amount: 0, currency: "USD" };
  await transaction(bookings, system("bookings"), async (tx) => {
    const about = facts(providerId, end);
    if (type === "booking.confirmed")
      await publish(tx, harness.clock, type, about.bookingId, {
        ...about,
        status: "confirmed",
        instant: true,
      });
    else if (type === "booking.completed")
      await publish(tx, harness.clock, type, about.bookingId, { ...about, status: "completed" });
    else
      await publish(tx, harness.clock, type, about.bookingId, {
        ...about,
        status: "cancelled",
        by: "customer",
        reason: null,
        wasPaid: true,
        keep: nothing,
        refund: nothing,
      });
  });
};

test("what is booked and what is cancelled is in the row once the news is delivered, and its lag is counted", async () => {
  const id = await add([inHours(30)]);
  await run("search.reindex");
  expect(await open(id)).toBeGreaterThanOrEqual(4);
  world.openTimes.set(id, []);
  await tell("booking.confirmed", id);
  await harness.settle();
  expect(await open(id)).toBe(0);
  world.openTimes.set(id, [inHours(30)]);
  await tell("booking.cancelled", id);
  await harness.settle();
  expect(await open(id)).toBeGreaterThanOrEqual(4);
  expect((await metrics.read()).body).toMatch(
    /loconomy_search_lag_seconds_count\{row="open_times"\} 2/,
  );
});

test("a hundred pieces of news of one provider wait as one job", async () => {
  const id = await add();
  for (let n = 0; n < 100; n++) await tell(n % 2 ? "booking.confirmed" : "booking.cancelled", id);
  const [waiting] = await query<{ n: number }>(
    database.owner,
    "select count(*)::int as n from graphile_worker._private_jobs",
  );
  expect(waiting?.n).toBe(1);
  await harness.settle();
  expect(await open(id)).toBe(0);
});

test("a job that ends before its time gives the rest of it back; one whose time is over is not looked at", async () => {
  const id = await add([inHours(30)]);
  await tell("booking.completed", id, inHours(-1));
  await harness.settle();
  expect(await open(id)).toBeUndefined();
  await tell("booking.completed", id, inHours(1));
  await harness.settle();
  expect(await open(id)).toBeGreaterThanOrEqual(4);
});

test("when news is lost, the check mends the row and counts it, and says nothing when all is right", async () => {
  const [lost, fine] = [await add([]), await add([inHours(30)])];
  await run("search.reindex");
  world.openTimes.set(lost, [inHours(30)]);
  await tell("booking.cancelled", lost);
  await query(database.owner, "delete from graphile_worker._private_jobs");
  await harness.settle();
  expect(await open(lost)).toBe(0);

  const before = await mended();
  await run("search.check-open-times");
  expect(await open(lost)).toBe(await open(fine));
  expect(await mended()).toBe(before + 1);
  await run("search.check-open-times");
  expect(await mended()).toBe(before + 1);
});

test("the check finds rows that are missing, and rows of those who have no hours any more", async () => {
  const missing = await add([inHours(30)]);
  const closed = await add([inHours(30)]);
  await run("search.reindex");
  await query(db, "delete from search.open_times where provider_id = $1", [missing]);
  world.closed.add(closed);
  const before = await mended();
  await run("search.check-open-times");
  expect(await open(missing)).toBeGreaterThanOrEqual(4);
  expect(await open(closed)).toBeUndefined();
  expect(await mended()).toBe(before + 2);
  world.closed.clear();
});

test("the check goes through all of them in turns, and begins anew at the end", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 620; n++) ids.push(await add([inHours(30)]));
  await run("search.reindex");
  const wrong = async (id: string): Promise<void> =>
    void (await query(db, "update search.open_times set bits = B'0' where provider_id = $1", [id]));
  await wrong(ids[0]!);
  await wrong(ids.at(-1)!);
  await run("search.check-open-times");
  expect([await open(ids[0]!), await open(ids.at(-1)!)]).toEqual([await open(ids[1]!), 0]);
  await run("search.check-open-times");
  expect(await open(ids.at(-1)!)).toBe(await open(ids[1]!));
  await wrong(ids[0]!);
  await run("search.check-open-times");
  expect(await open(ids[0]!)).toBe(await open(ids[1]!));
});

test("rows that do not begin today are moved on, page by page; those of today are left alone", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 230; n++) ids.push(await add([inHours(30)]));
  const today = Math.floor(Date.now() / DAY_MS) * 96;
  const row = (providerId: string, fromQuarter: number) => ({
    providerId,
    timeZone: "America/Chicago",
    fromQuarter,
    bits: "ff",
  });
  const before = new Date(Date.now() - 60_000);
  await saveOpenTimes(
    db,
    ids.map((id, n) => row(id, today + [-96, 96, 0, -960][n % 4]!)),
    { readAt: before, now: before },
  );
  await run("search.move-open-times");
  const left = await query<{ untouched: number; moved: number }>(
    db,
    `select count(*) filter (where length(bits) = 8)::int as untouched, count(*) filter (where length(bits) > 8)::int as moved
       from search.open_times where from_quarter = $1`,
    [today],
  );
  expect(left).toEqual([{ untouched: 57, moved: 173 }]);
});
