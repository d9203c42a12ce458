import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createServiceHarness,
  createTestDatabase,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import {
  consumer,
  enqueue,
  publish,
  system,
  systemClock,
  transaction,
  type Service,
} from "./index.ts";

let database: TestDatabase;
let harness: ServiceHarness;
const seen: string[] = [];
const ran: string[] = [];
let failures = 0;

const listening: Service = {
  router: {},
  internalRouter: {},
  consumers: [
    consumer(
      "search.test",
      "provider.updated",
      async (event) => void seen.push(event.data.providerId),
    ),
    consumer("reviews.test", "provider.updated", async () => {
      failures++;
      if (failures === 1) throw new Error("first delivery fails");
    }),
  ],
  jobs: { "search.later": async ({ n }: { n: number }) => void ran.push(String(n)) },
  recurring: [],
};

beforeAll(async () => {
  database = await createTestDatabase();
  harness = await createServiceHarness(database, { search: listening }, { logLevel: "silent" });
});
afterAll(() => database.drop());

const providerId = "0197a000-0000-7000-8000-000000000001";

test("an event reaches every consumer once, and one that failed again", async () => {
  const db = await database.as("providers");
  await transaction(db, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.updated", providerId, { providerId }),
  );
  await harness.settle();
  expect(seen).toEqual([providerId]);
  expect(failures).toBe(1);
  await harness.advance(600_000);
  expect(failures).toBe(2);
  expect(seen).toEqual([providerId]);
});

test("an event of a transaction that fails is never told", async () => {
  const db = await database.as("providers");
  const before = seen.length;
  await expect(
    transaction(db, system("providers"), async (tx) => {
      await publish(tx, systemClock, "provider.updated", providerId, { providerId });
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await harness.settle();
  expect(seen).toHaveLength(before);
});

test("a job waits for its time, and a later one with the same key replaces it", async () => {
  const db = await database.as("search");
  await transaction(db, system("search"), async (tx) => {
    await enqueue(tx, "search.later", { n: 1 }, { delayMs: 60_000, key: "k" });
    await enqueue(tx, "search.later", { n: 2 }, { delayMs: 60_000, key: "k" });
  });
  await harness.settle();
  expect(ran).toEqual([]);
  await harness.advance(61_000);
  expect(ran).toEqual(["2"]);
});
