import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createServiceHarness,
  createTestDatabase,
  guestActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { saveListings } from "../listings.ts";
import { toListingRow } from "../listing-row.ts";
import { createSearch } from "../service.ts";
import { createWorld, makeListing, providersStandIn } from "../testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
const suggest = async (q: string, at: { lat?: number; lng?: number } = {}): Promise<string[]> =>
  (
    await harness.clients.search.suggest({ q, ...at }, { context: { actor: guestActor() } })
  ).items.map(({ kind, label }) => `${kind}: ${label}`);

beforeAll(async () => {
  database = await createTestDatabase();
  harness = await createServiceHarness(database, {
    search: createSearch,
    providers: providersStandIn(createWorld()),
  });
  const named = (businessName: string, lng: number, ratingCount: number) =>
    toListingRow(makeListing({ businessName, ratingCount, position: { lat: 0, lng } }), "UTC")!;
  await saveListings(
    await database.as("search"),
    [
      named("Plum & Pipe", 0, 5),
      named("Plum Garden", 179.9, 50),
      named("The Plum Tree", -179.9, 9),
      named("100% Electric_Co", 10, 1),
    ],
    new Date(),
  );
});
afterAll(() => database.drop());

test.each([
  [
    "plum",
    [
      "category: Plumbing",
      "provider: Plum Garden",
      "provider: Plum & Pipe",
      "provider: The Plum Tree",
    ],
  ],
  ["leaking tap", ["category: Plumbing"]],
  ["haircut", ["category: Hair"]],
  ["repair", ["category: Home repair"]],
  ["elec", ["category: Electrical", "provider: 100% Electric_Co"]],
  ["", ["category: Home repair", "category: Beauty"]],
  ["%", []],
  ["_", []],
  ["🙂", []],
  ["'; drop table x; --\\", []],
])("%j suggests %j", async (q, expected) => expect(await suggest(q)).toEqual(expected));

test("near ones come first among equals, across the date line too", async () => {
  expect(await suggest("plum", { lat: 0, lng: -179.95 })).toEqual([
    "category: Plumbing",
    "provider: Plum Garden",
    "provider: Plum & Pipe",
    "provider: The Plum Tree",
  ]);
  expect(await suggest("plum", { lat: 0, lng: 1 })).toEqual([
    "category: Plumbing",
    "provider: Plum & Pipe",
    "provider: Plum Garden",
    "provider: The Plum Tree",
  ]);
});

test("a mistyped name is found", async () =>
  expect(await suggest("plum gardn")).toContain("provider: Plum Garden"));

test.each([{ q: "a\u0000" }, { q: "a".repeat(201) }, { q: "a", lat: 91 }])(
  "refuses %j",
  async (input) => {
    await expect(harness.clients.search.suggest(input)).rejects.toMatchObject({ status: 400 });
  },
);
