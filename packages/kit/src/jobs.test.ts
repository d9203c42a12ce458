import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import type { DomainEvent } from "@loconomy/contracts";
import {
  consumer,
  createLog,
  createMetrics,
  enqueue,
  publish,
  query,
  startWorker,
  subscribe,
  system,
  systemClock,
  transaction,
  watchJobs,
  type Consumer,
  type Db,
  type Jobs,
  type Worker,
} from "./index.ts";

const silent = createLog("silent");
const providerId = "0197a000-0000-7000-8000-000000000001";

let database: TestDatabase;
let db: Db;
const workers: Worker[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.owner;
});
afterAll(() => database.drop());
beforeEach(() =>
  query(db, "truncate platform.outbox, platform.consumed_events, graphile_worker._private_jobs"),
);
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const work = async (jobs: Jobs, consumers: readonly Consumer[] = []) => {
  workers.push(await startWorker({ owner: db, db, jobs, consumers, recurring: [], log: silent }));
};
const tell = () =>
  transaction(db, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.updated", providerId, { providerId }),
  );
const jobs = async () =>
  (await query<{ n: number }>(db, "select count(*) as n from graphile_worker._private_jobs"))[0]?.n;

test("news of one thing waits as one job, the latest, for who only looks at what is true", async () => {
  const [one, other] = ["1", "2"].map((n) => `0197a000-0000-7000-8000-00000000000${n}`);
  const at = (second: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second)) });
  const handle = vi.fn(async () => {});
  const consumers = [
    consumer("search.test", "provider.updated", handle, { per: "providerId" }),
    consumer("search.test", "schedule.changed", handle, { per: "providerId" }),
  ];
  await subscribe(db, consumers);
  await transaction(db, system("providers"), async (tx) => {
    await publish(tx, at(1), "provider.updated", one!, { providerId: one! });
    await publish(tx, at(2), "schedule.changed", one!, { providerId: one! });
    await publish(tx, at(3), "schedule.changed", other!, { providerId: other! });
  });
  await transaction(db, system("providers"), (tx) =>
    publish(tx, at(4), "provider.updated", other!, { providerId: other! }),
  );
  expect(await jobs()).toBe(2);
  await work({}, consumers);
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2), 5_000);
  const seen = handle.mock.calls.map(([event]: unknown[]) => event as DomainEvent);
  expect(
    seen.map(({ type, aggregateId, occurredAt }) => [aggregateId, type, occurredAt]).toSorted(),
  ).toEqual([
    [one, "schedule.changed", "2026-01-01T00:00:02.000Z"],
    [other, "provider.updated", "2026-01-01T00:00:04.000Z"],
  ]);
});

test("news that comes while the one before is handled is handled after it", async () => {
  const release = Promise.withResolvers<void>();
  const handle = vi.fn(() => release.promise);
  const consumers = [consumer("search.test", "provider.updated", handle, { per: "providerId" })];
  await work({}, consumers);
  await tell();
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), 5_000);
  await tell();
  await tell();
  release.resolve();
  await vi.waitFor(() => expect(handle.mock.calls.length).toBeGreaterThan(1), 5_000);
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
});

test("an event is queued once for each who is subscribed now, and for nobody else", async () => {
  const event = "provider.updated";
  await subscribe(db, [
    { name: "search.test", event },
    { name: "reviews.old", event },
  ]);
  await subscribe(db, [
    { name: "search.test", event },
    { name: "reviews.test", event },
    { name: "users.test", event: "provider.created" },
  ]);
  await Promise.all(Array.from({ length: 20 }, tell));
  const queued = await query<{ task: string; events: number; jobs: number }>(
    db,
    `select t.identifier as task, count(distinct payload ->> 'id') as events, count(*) as jobs
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id group by 1 order by 1`,
  );
  expect(queued).toEqual([
    { task: "consume:reviews.test", events: 20, jobs: 20 },
    { task: "consume:search.test", events: 20, jobs: 20 },
  ]);
});

test("an event that nobody wants is kept, and nothing is queued", async () => {
  await subscribe(db, []);
  await tell();
  expect(await query(db, "select type from platform.outbox")).toEqual([
    { type: "provider.updated" },
  ]);
  expect(await jobs()).toBe(0);
});

test("of events and jobs of one transaction all are queued, or none", async () => {
  await subscribe(db, [{ name: "search.test", event: "provider.updated" }]);
  const both = (fail: boolean) =>
    transaction(db, system("providers"), async (tx) => {
      await publish(tx, systemClock, "provider.updated", providerId, { providerId });
      await enqueue(tx, "search.later", { n: 1 });
      if (fail) throw new Error("no");
    });
  await expect(both(true)).rejects.toThrow("no");
  expect(await jobs()).toBe(0);
  await both(false);
  expect(await jobs()).toBe(2);
});

test("an event that comes again is handled by those only who have not handled it", async () => {
  const seen: string[] = [];
  const listener = consumer("search.test", "provider.updated", async ({ id, occurredAt, data }) => {
    seen.push(id);
    expect(new Date(occurredAt).toISOString()).toBe(occurredAt);
    expect(data).toEqual({ providerId });
  });
  await work({}, [listener]);
  await tell();
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5_000);
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
  const again = (id: string) =>
    query(
      db,
      `select graphile_worker.add_job('consume:search.test', json_build_object('id', $1::text), run_at => now() + interval '1 hour')`,
      [id],
    );
  await again(seen[0]!);
  await query(db, "update graphile_worker._private_jobs set attempts = 1, run_at = now()");
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
  expect(seen).toHaveLength(1);
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

test("an instance that starts leaves alone what a living one is at", async () => {
  const slow = Promise.withResolvers<void>();
  // Only the first call takes long: which of the two workers gets the second job is left to chance.
  const job = vi.fn(async () => {}).mockImplementationOnce(() => slow.promise);
  await work({ "search.slow": job });
  await transaction(db, system("search"), (tx) => enqueue(tx, "search.slow", {}));
  await vi.waitFor(() => expect(job).toHaveBeenCalledTimes(1), 5_000);
  const other = vi.fn(async () => {});
  await work({ "search.slow": other });
  await transaction(db, system("search"), (tx) => enqueue(tx, "search.slow", {}));
  await vi.waitFor(async () => expect(await jobs()).toBe(1), 5_000);
  const calls = job.mock.calls.length + other.mock.calls.length;
  slow.resolve();
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
  expect(calls).toBe(2);
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
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
});

test("a job that does not end keeps nobody from stopping, and is run again", async () => {
  const ran: string[] = [];
  const job = (who: string, end: Promise<void>) => ({
    "search.endless": async () => {
      ran.push(who);
      await end;
    },
  });
  await transaction(db, system("search"), (tx) => enqueue(tx, "search.endless", {}));
  await work(job("first", new Promise(() => {})));
  await vi.waitFor(() => expect(ran).toEqual(["first"]), 5_000);
  const since = performance.now();
  await workers.pop()!.stop();
  expect(performance.now() - since).toBeLessThan(8_000);
  await query(db, "update graphile_worker._private_jobs set run_at = now()");
  await work(job("second", Promise.resolve()));
  await vi.waitFor(() => expect(ran).toEqual(["first", "second"]), 5_000);
}, 30_000);

test("what was given up is counted by itself, and waits no longer", async () => {
  const metrics = createMetrics();
  watchJobs(metrics, db);
  await transaction(db, system("search"), (tx) => enqueue(tx, "search.now", {}));
  await query(db, "update graphile_worker._private_jobs set attempts = max_attempts");
  const { body } = await metrics.read();
  expect(body).toContain('loconomy_jobs_given_up{service="search"} 1\n');
  expect(body).toContain('loconomy_jobs_waiting{service="search"} 0\n');
});

test("what waits is counted by service, with the age of the oldest", async () => {
  const metrics = createMetrics();
  watchJobs(metrics, db);
  await subscribe(db, [{ name: "search.test", event: "provider.updated" }]);
  await tell();
  await transaction(db, system("search"), async (tx) => {
    await enqueue(tx, "search.now", {});
    await enqueue(tx, "search.later", {}, { delayMs: 60_000 });
    await enqueue(tx, "payments.later", {}, { delayMs: 60_000 });
  });
  await query(db, "update graphile_worker._private_jobs set run_at = run_at - interval '30 s'");
  const { body } = await metrics.read();
  expect(body).toContain('loconomy_jobs_waiting{service="search"} 2\n');
  expect(body).toContain('loconomy_jobs_waiting{service="payments"} 0\n');
  const oldest = Number(body.match(/loconomy_jobs_oldest_seconds\{service="search"\} (.+)/)![1]);
  expect(oldest).toBeGreaterThanOrEqual(30);
  expect(oldest).toBeLessThan(60);
});

test("what somebody asked for goes before what the clock does, and before what follows from that", async () => {
  const order: string[] = [];
  const consumers = [
    consumer("search.test", "provider.updated", async () => void order.push("news")),
  ];
  await subscribe(db, consumers);
  await transaction(db, system("search"), async (tx) => {
    for (let n = 0; n < 200; n++) await enqueue(tx, "search.due", { n }, { delayMs: 3_600_000 });
  });
  await query(db, "update graphile_worker._private_jobs set run_at = now() - interval '1 hour'");
  await tell();
  const due = async ({ n }: { n: number }) => {
    order.push("due");
    if (n === 0) await transaction(db, system("search"), (tx) => enqueue(tx, "search.after", {}));
  };
  const held = Promise.withResolvers<void>();
  await work({ "search.due": due, "search.after": () => held.promise }, consumers);
  const priority = () =>
    query(
      db,
      "select priority from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'search.after'",
    );
  await vi.waitFor(async () => expect(await priority()).toEqual([{ priority: 1 }]), 5_000);
  held.resolve();
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
  expect(order).toHaveLength(201);
  // What is fetched together is done in any order.
  expect(order.indexOf("news")).toBeLessThan(50);
});

test("a consumer that looks at what is true is not remembered, one that acts by the news is", async () => {
  const handle = vi.fn(async () => {});
  await work({}, [
    consumer("search.test", "provider.updated", handle, { per: "providerId" }),
    consumer("reviews.test", "provider.updated", handle),
  ]);
  await Promise.all([tell(), tell(), tell()]);
  await vi.waitFor(async () => expect(await jobs()).toBe(0), 5_000);
  expect(
    await query(db, "select consumer, count(*) as n from platform.consumed_events group by 1"),
  ).toEqual([{ consumer: "reviews.test", n: 3 }]);
});

test("a job that fails is logged without what it carries: news has addresses and links of people", async () => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const fail = async () => {
    throw new Error("The database went away.");
  };
  workers.push(
    await startWorker({
      owner: db,
      db,
      jobs: {},
      consumers: [consumer("notifications.test", "user.password_reset_requested", fail)],
      recurring: [],
      log,
    }),
  );
  await transaction(db, system("users"), (tx) =>
    publish(tx, systemClock, "user.password_reset_requested", providerId, {
      userId: providerId,
      email: "ada@example.com",
      displayName: "Ada",
      url: "https://shop.example/reset-password?token=s3cret",
    }),
  );
  await vi.waitFor(() => expect(lines.join()).toContain("Failed task"), 5_000);
  expect(JSON.parse(lines.find((line) => line.includes("Failed task"))!)).toMatchObject({
    level: 50,
    job: {
      id: expect.any(Number),
      task: expect.stringContaining("notifications.test"),
      attempts: 1,
    },
    err: { message: "The database went away." },
  });
  expect(lines.join()).not.toMatch(/ada@example\.com|s3cret/);
});
