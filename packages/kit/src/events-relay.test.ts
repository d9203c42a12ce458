import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import type { Runner } from "graphile-worker";
import {
  consumer,
  createDb,
  createLog,
  enqueue,
  publish,
  query,
  startRelay,
  startWorker,
  system,
  systemClock,
  transaction,
  type Consumer,
  type Db,
  type Jobs,
  type Relay,
} from "./index.ts";

const silent = createLog("silent");
const providerId = "0197a000-0000-7000-8000-000000000001";

let database: TestDatabase;
let db: Db;
const relays: Relay[] = [];
const workers: Runner[] = [];
const others: Db[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.owner;
});
afterAll(() => database.drop());
beforeEach(() =>
  query(db, "truncate platform.outbox, platform.consumed_events, graphile_worker._private_jobs"),
);
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(others.splice(0).map((other) => other.close()));
});

const relay = (of: Db, subscriptions: Array<Pick<Consumer, "name" | "event">>, pollMs: number) => {
  const started = startRelay(of, subscriptions, silent, pollMs);
  relays.push(started);
  return started;
};
const work = async (jobs: Jobs, consumers: readonly Consumer[] = []) => {
  workers.push(await startWorker({ owner: db, db, jobs, consumers, recurring: [], log: silent }));
};
const tell = () =>
  transaction(db, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.updated", providerId, { providerId }),
  );
/** As another process does it: nobody here is woken. */
const tellElsewhere = (count: number) =>
  query(
    db,
    `insert into platform.outbox (type, aggregate_id, data, occurred_at)
     select 'provider.updated', $1, json_build_object('providerId', $1::text), now() from generate_series(1, $2)`,
    [providerId, count],
  );
const waiting = async () =>
  (
    await query<{ n: number }>(
      db,
      "select count(*) as n from platform.outbox where relayed_at is null",
    )
  )[0]?.n;
const jobs = async () =>
  (await query<{ n: number }>(db, "select count(*) as n from graphile_worker._private_jobs"))[0]?.n;
const subscription = { name: "search.test", event: "provider.updated" } as const;

test("an event committed here is relayed at once, without waiting for the next poll", async () => {
  relay(db, [subscription], 3_600_000);
  await vi.waitFor(async () => expect(await waiting()).toBe(0));
  await tell();
  await vi.waitFor(async () => expect(await jobs()).toBe(1), 2_000);
});

test("an event committed by another process is found by polling", async () => {
  relay(db, [subscription], 30);
  await tellElsewhere(1);
  await vi.waitFor(async () => expect(await jobs()).toBe(1), 2_000);
  expect(await waiting()).toBe(0);
});

test("an event that nobody wants is put aside", async () => {
  relay(db, [], 30);
  await tellElsewhere(1);
  await vi.waitFor(async () => expect(await waiting()).toBe(0), 2_000);
  expect(await jobs()).toBe(0);
});

test("two relays at once relay each event once for each who wants it", async () => {
  const other = await createDb({ connectionString: database.connectionString, max: 2 });
  others.push(other);
  await tellElsewhere(1_200);
  const both = [db, other].map((of) =>
    relay(of, [subscription, { ...subscription, name: "reviews.test" }], 3_600_000),
  );
  await Promise.all(both.map((one) => one.flush()));
  await vi.waitFor(async () => expect(await waiting()).toBe(0), 5_000);
  expect(await jobs()).toBe(2_400);
  const [distinct] = await query<{ n: number }>(
    db,
    "select count(distinct (task_id, payload ->> 'eventId')) as n from graphile_worker._private_jobs",
  );
  expect(distinct?.n).toBe(2_400);
});

test("a relay whose database fails goes on as soon as it is back", async () => {
  const lines: string[] = [];
  const log = createLog("error", { write: (line) => void lines.push(line) });
  await query(db, "alter table platform.outbox rename to outbox_away");
  relays.push(startRelay(db, [subscription], log, 30));
  await vi.waitFor(() => expect(lines.join()).toContain("could not be relayed"), 2_000);
  await query(db, "alter table platform.outbox_away rename to outbox");
  await tellElsewhere(1);
  await vi.waitFor(async () => expect(await jobs()).toBe(1), 2_000);
});

test("a consumer that always fails is tried again and holds nobody up", async () => {
  const seen: string[] = [];
  const failing = vi.fn(async () => {
    throw new Error("never");
  });
  const consumers = [
    consumer("reviews.test", "provider.updated", failing),
    consumer("search.test", "provider.updated", async (event) => void seen.push(event.id)),
  ];
  relay(db, consumers, 3_600_000);
  await work({}, consumers);
  for (let n = 0; n < 20; n++) await tell();
  await vi.waitFor(() => expect(seen).toHaveLength(20), 5_000);
  await vi.waitFor(() => expect(failing).toHaveBeenCalledTimes(20), 5_000);
  expect(new Set(seen).size).toBe(20);
  const rest =
    "select attempts, max_attempts as most, run_at > now() as later from graphile_worker._private_jobs";
  const again = { attempts: 1, most: 12, later: true };
  await vi.waitFor(async () => expect(await query(db, rest)).toEqual(Array(20).fill(again)), 2_000);
  await query(db, "update graphile_worker._private_jobs set run_at = now()");
  await vi.waitFor(() => expect(failing).toHaveBeenCalledTimes(40), 5_000);
  expect(seen).toHaveLength(20);
});

test("jobs that a killed worker held are freed at boot and run again", async () => {
  await transaction(db, system("search"), (tx) => enqueue(tx, "search.later", { n: 1 }));
  await query(
    db,
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker_that_was_killed', attempts = 1",
  );
  const ran: number[] = [];
  await work({ "search.later": async ({ n }: { n: number }) => void ran.push(n) });
  await vi.waitFor(() => expect(ran).toEqual([1]), 5_000);
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 2_000);
});
