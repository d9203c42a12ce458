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
import { createWorld, geolocationStandIn, makeListing, providersStandIn } from "../testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
type Asked = Parameters<ServiceHarness["clients"]["search"]["suggest"]>[0];
const ask = async (asked: Asked) =>
  (await harness.clients.search.suggest(asked, { context: { actor: guestActor() } })).items;
const suggest = async (q: string, more: Partial<Asked> = {}): Promise<string[]> =>
  (await ask({ q, ...more })).map(({ kind, label }) => `${kind}: ${label}`);

beforeAll(async () => {
  database = await createTestDatabase();
  const world = createWorld();
  harness = await createServiceHarness(database, {
    search: createSearch,
    providers: providersStandIn(world),
    geolocation: geolocationStandIn(world),
  });
  const named = (businessName: string, lng: number, ratingCount: number, bio = "") =>
    toListingRow(
      makeListing({ businessName, ratingCount, position: { lat: 0, lng }, bio }),
      "UTC",
    )!;
  await saveListings(
    await database.as("search"),
    [
      named("Plum & Pipe", 0, 5),
      named("Plum Garden", 179.9, 50),
      named("The Plum Tree", -179.9, 9),
      named("100% Electric_Co", 10, 1),
      named("Straßer & Söhne – Gärten, Höfe", 20, 0),
      named("東京・水道", 139, 0, "plum gardn, plum trea"),
    ],
    new Date(),
  );
});
afterAll(() => database.drop());

const PLUMS = [
  "category: Plumbing",
  "provider: Plum Garden",
  "provider: Plum & Pipe",
  "provider: The Plum Tree",
];

test.each([
  ["plum", PLUMS],
  ["leaking tap", ["category: Plumbing"]],
  ["haircut", ["category: Hair"]],
  ["repair", ["category: Home repair"]],
  ["elec", ["category: Electrical", "provider: 100% Electric_Co"]],
  ["", ["category: Home repair", "category: Beauty"]],
  ["plumbign", ["category: Plumbing"]],
  ["plum & p", ["category: Plumbing", "provider: Plum & Pipe"]],
  ["PLÛM  gär", ["provider: Plum Garden"]],
  ["tree", ["provider: The Plum Tree"]],
  ["مطعم \u202Bسباكة", []],
  ["%", []],
  ["_", []],
  ["100%", ["provider: 100% Electric_Co"]],
  ["plum%", PLUMS],
  ["plum/pipe", ["category: Plumbing", "provider: Plum & Pipe"]],
  ["garden plum", ["provider: Plum Garden"]],
  ["the tree", ["provider: The Plum Tree"]],
  ["söhne gär", ["provider: Straßer & Söhne – Gärten, Höfe"]],
  ["strasser", ["provider: Straßer & Söhne – Gärten, Höfe"]],
  ["gärten", ["provider: Straßer & Söhne – Gärten, Höfe"]],
  ["東京 水", ["provider: 東京・水道"]],
  ["plum tree garden pipe", ["category: Plumbing"]],
  ["\\\"' & | ! <-> :*", []],
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

test.each([
  ["plum gardn", "provider: Plum Garden"],
  ["plum trea", "provider: The Plum Tree"],
])("a mistyped name %j is found, though it stands in somebody's text", async (q, expected) =>
  expect(await suggest(q)).toContain(expected),
);

test("kinds come in the order in which they were asked for, each with what tells it from others", async () => {
  expect(await suggest("plum", { kinds: "provider,category", limit: 1 })).toEqual([
    "provider: Plum Garden",
    "category: Plumbing",
  ]);
  expect(await ask({ q: "plum", kinds: "category" })).toEqual([
    {
      kind: "category",
      label: "Plumbing",
      detail: "Home repair",
      slug: "plumbing",
      iconName: "wrench",
      position: null,
    },
  ]);
  expect(await ask({ q: "plum & pipe", kinds: "provider" })).toEqual([
    {
      kind: "provider",
      label: "Plum & Pipe",
      detail: "Plumbing · Austin, TX, United States",
      slug: expect.stringMatching(/^provider-/),
      iconName: null,
      position: { lat: 0, lng: 0 },
    },
  ]);
});

test("places are asked for by name", async () => {
  expect(await ask({ q: "Austin, TX", kinds: "place" })).toEqual([
    {
      kind: "place",
      label: "Austin, TX, United States",
      detail: null,
      slug: null,
      iconName: null,
      position: { lat: 30.26715, lng: -97.74306 },
    },
  ]);
  expect(await ask({ q: "", kinds: "place" })).toEqual([]);
});

test.each([
  { q: "a\u0000" },
  { q: "a".repeat(201) },
  { q: "a".repeat(10_000) },
  { q: "a", lat: 91 },
  { q: "a", kinds: "" },
  { q: "a", kinds: "place,planet" },
  { q: "a", limit: 0 },
  { q: "a", limit: 1e9 },
])("refuses %j", async (input) => {
  await expect(harness.clients.search.suggest(input)).rejects.toMatchObject({ status: 400 });
});
