import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createServiceHarness,
  createTestDatabase,
  guestActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { createSearch } from "../service.ts";
import { createWorld, providersStandIn } from "../testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
const find = (q: string) =>
  harness.clients.search.findNeed({ q }, { context: { actor: guestActor() } });

beforeAll(async () => {
  database = await createTestDatabase();
  // Without the model, as for everybody who turns it off.
  harness = await createServiceHarness(database, {
    search: createSearch,
    providers: providersStandIn(createWorld()),
  });
});
afterAll(() => database.drop());

test("guests say what is wrong and learn who mends it", async () => {
  expect(await find("the tap in the kitchen is leaking")).toMatchObject({
    categories: [{ slug: "plumbing", name: "Plumbing" }],
    isSure: true,
    by: "words",
  });
});

test.each(["qwertz", "🙂🙂", "%_'\"\\", "سباكة", "(a+)+$", "a ".repeat(250)])(
  "%j is about nothing",
  async (q) => expect(await find(q)).toEqual({ categories: [], isSure: false, by: "words" }),
);

test.each(["", "   ", "a\u0000", "a".repeat(501), "a".repeat(10_000)])("refuses %j", async (q) => {
  await expect(find(q)).rejects.toMatchObject({ status: 400 });
});
