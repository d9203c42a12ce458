import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  consumer,
  enqueue,
  publish,
  query,
  system,
  systemClock,
  transaction,
  type Service,
} from "@loconomy/kit";
import { createServiceHarness, createTestDatabase, type TestDatabase } from "./index.ts";

let database: TestDatabase;
beforeEach(async () => void (database = await createTestDatabase()));
afterEach(() => database.drop());

const providerId = "0197a000-0000-7000-8000-000000000001";
const service = (parts: Partial<Service>): Service => ({
  router: {},
  internalRouter: {},
  consumers: [],
  jobs: {},
  recurring: [],
  ...parts,
});
const enqueueNow = (task: string, count = 1) =>
  transaction(database.owner, system("search"), async (tx) => {
    for (let n = 0; n < count; n++) await enqueue(tx, task, { n });
  });
const tell = () =>
  transaction(database.owner, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.updated", providerId, { providerId }),
  );

test("settling ends although a job always fails, and each turn of the clock tries it once more", async () => {
  const failing = vi.fn(async () => {
    throw new Error("never");
  });
  const harness = await createServiceHarness(
    database,
    { search: service({ jobs: { "search.failing": failing } }) },
    { logLevel: "silent" },
  );
  await enqueueNow("search.failing");
  await harness.settle();
  expect(failing).toHaveBeenCalledTimes(1);
  for (let turn = 0; turn < 15; turn++) await harness.advance(24 * 3_600_000);
  expect(failing).toHaveBeenCalledTimes(12); // then it is given up
});

test("settling ends although there are jobs that no service here knows", async () => {
  const harness = await createServiceHarness(database, {
    search: service({ jobs: { "search.known": async () => {} } }),
  });
  await enqueueNow("bookings.unknown", 3);
  await harness.settle();
  const [left] = await query<{ n: number }>(
    database.owner,
    "select count(*) as n from graphile_worker._private_jobs",
  );
  expect(left?.n).toBe(3);
});

test("settling goes on until events and jobs that follow from each other are through", async () => {
  const seen: string[] = [];
  const harness = await createServiceHarness(database, {
    search: service({
      consumers: [
        consumer("search.first", "provider.updated", async () => {
          seen.push("event");
          // Work for somebody who is not here must not be taken for work that was not done.
          if (seen.length === 2) await enqueueNow("bookings.unknown", 5);
          if (seen.length < 3) await enqueueNow("search.next");
        }),
      ],
      jobs: {
        "search.next": async () => {
          seen.push("job");
          await tell();
        },
      },
    }),
  });
  await enqueueNow("search.next");
  await harness.settle();
  expect(seen).toEqual(["job", "event", "job", "event"]);
});

test("a database is dropped even when a connection was never given back", async () => {
  const other = await createTestDatabase();
  await (await other.as("users")).pool.connect();
  await other.drop();
  const name = new URL(other.connectionString).pathname.slice(1);
  expect(await query(database.owner, "select from pg_database where datname = $1", [name])).toEqual(
    [],
  );
});
