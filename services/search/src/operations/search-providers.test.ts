import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createServiceHarness,
  createTestDatabase,
  guestActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { createSearch } from "../service.ts";
import {
  bookingsStandIn,
  createWorld,
  ELECTRICAL,
  geolocationStandIn,
  HAIR,
  makeListing,
  providersStandIn,
  type World,
} from "../testing.ts";

let database: TestDatabase;
let harness: ServiceHarness;
let world: World;
type Query = Parameters<ServiceHarness["clients"]["search"]["searchProviders"]>[0];

const HOUR_MS = 3_600_000;
const inHours = (hours: number): string =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * HOUR_MS).toISOString();
const austin = (kmNorth: number) => ({ lat: 30.26715 + kmNorth / 111.32, lng: -97.74306 });
const search = (query: Query) =>
  harness.clients.search.searchProviders(
    { near: "Austin, TX", ...query },
    { context: { actor: guestActor() } },
  );
const names = async (query: Query): Promise<string[]> =>
  (await search(query)).items.map(({ provider }) => provider.businessName);

const add = async (
  given: Parameters<typeof makeListing>[0],
  starts: string[] = [],
): Promise<string> => {
  const listing = makeListing(given);
  world.listings.set(listing.provider.id, listing);
  world.openTimes.set(listing.provider.id, starts);
  return listing.provider.id;
};
const reindex = (): Promise<void> =>
  harness.registry.get("search")!.jobs["search.reindex"]!({} as never);

beforeAll(async () => {
  database = await createTestDatabase();
  world = createWorld();
  harness = await createServiceHarness(
    database,
    {
      search: createSearch,
      providers: providersStandIn(world),
      bookings: bookingsStandIn(world),
      geolocation: geolocationStandIn(world),
    },
    { env: { SEARCH_CACHE_MS: "0" } },
  );
});
beforeEach(() => {
  world.listings.clear();
  world.openTimes.clear();
  world.zones.clear();
  world.calls.length = 0;
});
afterAll(() => database.drop());

test("an answer says where it looked and why each provider is there", async () => {
  await add(
    {
      businessName: "Lone Star Plumbing",
      position: austin(1.3),
      ratingAverage: 4.94,
      ratingCount: 120,
      services: [
        { name: "Leak repair", priceAmount: 9_000 },
        { name: "Check-up", priceAmount: 4_500 },
      ],
    },
    [inHours(20), inHours(30), inHours(40), inHours(50)],
  );
  await reindex();
  const {
    items: [found],
    place,
    total,
    nextCursor,
  } = await search({});
  expect(place).toEqual({
    label: "Austin, TX, United States",
    position: { lat: 30.26715, lng: -97.74306 },
    timeZone: "America/Chicago",
  });
  expect({ total, nextCursor }).toEqual({ total: 1, nextCursor: null });
  expect(found).toMatchObject({
    priceFrom: { amount: 4_500, currency: "USD" },
    serviceName: "Check-up",
    timeZone: "America/Chicago",
  });
  expect(found!.nextTimes.map(({ start }) => start)).toEqual([
    inHours(20),
    inHours(30),
    inHours(40),
  ]);
  expect(found!.why).toMatch(
    /^0\.8 mi away · free (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2}:\d\d · 4\.9 from 120$/,
  );
  expect(found!.distanceMeters).toBeCloseTo(1_301, -1);
});

describe("filters", () => {
  beforeEach(async () => {
    await add({
      businessName: "Near Pipes",
      position: austin(1),
      ratingAverage: 3.5,
      services: [
        { name: "Drain cleaning", priceAmount: 5_000 },
        { name: "Bath refit", priceAmount: 50_000 },
      ],
    });
    await add({
      businessName: "Café Électrique",
      category: ELECTRICAL,
      position: austin(5),
      ratingAverage: 4.8,
      isVerified: true,
      services: [{ name: "Rewiring", priceAmount: 20_000 }],
    });
    await add({
      businessName: "Scissor Sisters",
      category: HAIR,
      position: austin(20),
      ratingAverage: 4.2,
      bio: "Balayage and colour in a quiet studio.",
      services: [{ name: "Cut", priceAmount: 3_000 }],
    });
    await add({ businessName: "Far Away", position: austin(60) });
    await add({ businessName: "Closed", position: austin(1), isActive: false });
    await add({
      businessName: "No services",
      position: austin(1),
      services: [{ name: "Old", priceAmount: 1_000, isActive: false }],
    });
    await reindex();
  });

  test.each<[string, Query, string[]]>([
    ["only what is bookable and near", {}, ["Near Pipes", "Café Électrique", "Scissor Sisters"]],
    ["a small radius", { radiusKm: 2 }, ["Near Pipes"]],
    [
      "a large radius",
      { radiusKm: 100 },
      ["Near Pipes", "Café Électrique", "Scissor Sisters", "Far Away"],
    ],
    ["a position", { near: undefined, ...austin(20), radiusKm: 3 }, ["Scissor Sisters"]],
    ["a category", { category: "electrical" }, ["Café Électrique"]],
    [
      "a category with its children",
      { category: "home-repair" },
      ["Near Pipes", "Café Électrique"],
    ],
    ["no such category", { category: "astrology" }, []],
    ["at least a rating", { minRating: 4 }, ["Café Électrique", "Scissor Sisters"]],
    ["at most a price", { maxPrice: 5_000 }, ["Near Pipes", "Scissor Sisters"]],
    ["verified", { verified: true }, ["Café Électrique"]],
    ["verified or not", { verified: false }, ["Near Pipes", "Café Électrique", "Scissor Sisters"]],
    ["a word of a service", { q: "rewiring" }, ["Café Électrique"]],
    ["another form of a word", { q: "drains" }, ["Near Pipes"]],
    ["a word of the category", { q: "Plumbing" }, ["Near Pipes"]],
    ["an unfinished word", { q: "plumbi" }, ["Near Pipes"]],
    ["an unfinished last word", { q: "near pip" }, ["Near Pipes"]],
    ["a word of the text", { q: "balayage" }, ["Scissor Sisters"]],
    ["a word without its accents", { q: "cafe electrique" }, ["Café Électrique"]],
    ["everyday words", { q: "leaking tap" }, ["Near Pipes"]],
    ["other everyday words", { q: "haircut" }, ["Scissor Sisters"]],
    ["a mistyped word", { q: "plumbign" }, ["Near Pipes"]],
    ["words that nobody has", { q: "zzyzx qqqq" }, []],
    ["words and a category that do not go together", { q: "rewiring", category: "hair" }, []],
    ["blank words", { q: "   " }, ["Near Pipes", "Café Électrique", "Scissor Sisters"]],
  ])("%s", async (_what, query, expected) => {
    const answer = await search({ sort: "distance", ...query });
    expect(answer.items.map(({ provider }) => provider.businessName)).toEqual(expected);
    expect(answer.total).toBe(expected.length);
    expect(answer.place).not.toBeNull();
  });

  test("the service shown is the one that the words fit, within the price", async () => {
    expect((await search({ q: "bath" })).items[0]).toMatchObject({
      serviceName: "Bath refit",
      priceFrom: { amount: 5_000 },
    });
    expect((await search({ q: "bath", maxPrice: 6_000 })).items[0]).toMatchObject({
      serviceName: "Drain cleaning",
    });
  });

  test.each([
    "%_'\"\\",
    "🙂",
    "a & | ! ( ) :*",
    "'; drop table search.listings; --",
    "-plumbing OR",
    "ŉ ʼn",
    '"unclosed',
    ":*:*",
    "½",
    "\u202Eabc",
    "x".repeat(200),
  ])("hostile words %j are answered", async (q) => {
    await expect(search({ q })).resolves.toMatchObject({ place: expect.anything() });
  });
});

describe("order", () => {
  beforeEach(async () => {
    await add(
      {
        businessName: "A",
        position: austin(1),
        ratingAverage: 3,
        ratingCount: 50,
        services: [{ name: "S", priceAmount: 9_000 }],
      },
      [inHours(50)],
    );
    await add(
      {
        businessName: "B",
        position: austin(3),
        ratingAverage: 5,
        ratingCount: 1,
        services: [{ name: "S", priceAmount: 3_000 }],
      },
      [inHours(5)],
    );
    await add(
      {
        businessName: "C",
        position: austin(2),
        ratingAverage: 4.9,
        ratingCount: 200,
        services: [{ name: "S", priceAmount: 6_000 }],
      },
      [],
    );
    await reindex();
  });
  test.each<[NonNullable<Query["sort"]>, string[]]>([
    ["distance", ["A", "C", "B"]],
    ["rating", ["B", "C", "A"]],
    ["price", ["B", "C", "A"]],
    ["soonest", ["B", "A", "C"]],
  ])("by %s", async (sort, expected) => expect(await names({ sort })).toEqual(expected));

  test("recommended weighs them, and who is free soon moves up on the page", async () => {
    expect(await names({})).toEqual(["B", "C", "A"]);
    for (const starts of [world.openTimes]) for (const id of starts.keys()) starts.set(id, []);
    expect(await names({})).toEqual(["C", "B", "A"]);
  });
});

describe("open times", () => {
  const zone = "America/Chicago";
  const day = () => Temporal.Now.zonedDateTimeISO(zone).toPlainDate().add({ days: 2 });
  const at = (hour: number, minute = 0): string =>
    new Date(
      day().toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds,
    ).toISOString();
  beforeEach(async () => {
    await add({ businessName: "Early", position: austin(1) }, [at(9)]);
    await add({ businessName: "Noon", position: austin(2) }, [at(12)]);
    await add({ businessName: "Late", position: austin(3) }, [at(17), at(23, 30)]);
    await add({ businessName: "Never", position: austin(4) });
    await reindex();
  });
  test.each<[string, () => Query, string[]]>([
    ["a day", () => ({ date: day().toString() }), ["Early", "Noon", "Late"]],
    ["the day before", () => ({ date: day().subtract({ days: 1 }).toString() }), []],
    ["the morning", () => ({ date: day().toString(), partOfDay: "morning" }), ["Early"]],
    ["the afternoon", () => ({ date: day().toString(), partOfDay: "afternoon" }), ["Noon"]],
    ["the evening", () => ({ date: day().toString(), partOfDay: "evening" }), ["Late"]],
    ["any morning", () => ({ partOfDay: "morning" }), ["Early"]],
    ["a span", () => ({ from: at(11), to: at(17) }), ["Noon"]],
    ["a span without an end", () => ({ from: at(11) }), ["Noon", "Late"]],
    [
      "a span with an offset",
      () => ({ from: at(8).replace("Z", "+00:00"), to: at(10) }),
      ["Early"],
    ],
    ["a day that has passed", () => ({ date: "2020-01-01" }), []],
    ["a day too far ahead", () => ({ date: "2099-01-01" }), []],
  ])("%s", async (_what, query, expected) => {
    const answer = await search({ sort: "distance", ...query() });
    expect(answer.items.map(({ provider }) => provider.businessName)).toEqual(expected);
    expect(answer.total).toBe(4);
    expect(await names({ sort: "soonest", ...query() })).toEqual(expected);
  });

  test("the day is the provider's own", async () => {
    const tokyo = await add({ businessName: "Tokyo hours", position: austin(5) });
    const start = new Date(
      day().toZonedDateTime({ timeZone: "Asia/Tokyo", plainTime: "09:00" }).epochMilliseconds,
    ).toISOString();
    world.zones.set(tokyo, "Asia/Tokyo");
    world.openTimes.set(tokyo, [start]);
    await reindex();
    const { items } = await search({
      sort: "distance",
      date: day().toString(),
      partOfDay: "morning",
    });
    expect(items.map(({ provider }) => provider.businessName)).toEqual(["Early", "Tokyo hours"]);
    expect(items[1]).toMatchObject({
      timeZone: "Asia/Tokyo",
      why: expect.stringContaining(" 9:00 "),
    });
  });

  test("looks on until the page is full, in batches, and pages without repeats", async () => {
    for (let n = 0; n < 150; n++)
      await add(
        { businessName: `P${n}`, position: austin(5 + n / 100) },
        n % 30 === 0 ? [at(9)] : [],
      );
    await reindex();
    world.calls.length = 0;
    const first = await search({
      sort: "distance",
      date: day().toString(),
      partOfDay: "morning",
      limit: 4,
    });
    expect(first.items.map(({ provider }) => provider.businessName)).toEqual([
      "Early",
      "P0",
      "P30",
      "P60",
    ]);
    expect(world.calls.map(({ providers }) => providers)).toEqual([60, 60]);
    const second = await search({
      sort: "distance",
      date: day().toString(),
      partOfDay: "morning",
      limit: 4,
      cursor: first.nextCursor!,
    });
    expect(second.items.map(({ provider }) => provider.businessName)).toEqual(["P90", "P120"]);
    expect(second).toMatchObject({ nextCursor: null, total: 154 });
  });
});

describe("paging", () => {
  test.each(["recommended", "distance", "rating", "price", "soonest"] as const)(
    "by %s gives every provider once",
    async (sort) => {
      for (let n = 0; n < 47; n++) {
        await add(
          {
            businessName: `P${n}`,
            position: austin(n % 5),
            ratingAverage: 3 + (n % 4) / 2,
            ratingCount: n % 3,
            services: [{ name: "S", priceAmount: 1_000 * (1 + (n % 6)) }],
          },
          n % 2 ? [inHours(1 + (n % 7))] : [],
        );
      }
      await reindex();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await search({ sort, limit: 10, cursor });
        expect(answer.total).toBe(47);
        seen.push(...answer.items.map(({ provider }) => provider.id));
        cursor = answer.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(47);
      expect(new Set(seen).size).toBe(47);
      if (sort !== "recommended")
        expect(seen).toEqual(
          (await search({ sort, limit: 100 })).items.map(({ provider }) => provider.id),
        );
    },
  );

  test("a cursor that was changed or belongs to another search is refused", async () => {
    for (let n = 0; n < 3; n++) await add({ position: austin(n) });
    await reindex();
    const { nextCursor } = await search({ limit: 1, sort: "distance" });
    const [seal, [distance, zero, id]] = JSON.parse(
      Buffer.from(nextCursor!, "base64url").toString(),
    ) as [string, [number, number, string]];
    const forged = Buffer.from(JSON.stringify([seal, [distance + 1, zero, id]])).toString(
      "base64url",
    );
    for (const [cursor, sort] of [
      [forged, "distance"],
      [nextCursor!, "price"],
      [`${nextCursor}!`, "distance"],
      ["x", "distance"],
      ["", "distance"],
      ["bnVsbA", "distance"],
    ] as const) {
      await expect(search({ limit: 1, sort, cursor })).rejects.toMatchObject({
        status: 400,
        data: { errors: [{ path: "cursor" }] },
      });
    }
    await expect(
      search({ limit: 2, sort: "distance", cursor: nextCursor! }),
    ).resolves.toMatchObject({ nextCursor: null });
  });
});

test("a place that nobody knows is an empty answer", async () => {
  expect(await search({ near: "Nowhereville" })).toEqual({
    items: [],
    nextCursor: null,
    place: null,
    total: 0,
  });
});

test("the open sea is a place like any other", async () => {
  expect(await search({ near: undefined, lat: 0, lng: 180 })).toMatchObject({
    items: [],
    total: 0,
    place: { label: "0.000, 180.000" },
  });
});

test.each<[Query, string]>([
  [{ near: undefined }, "near"],
  [{ near: " " }, "near"],
  [{ near: undefined, lat: 1 }, "lng"],
  [{ near: undefined, lng: 1 }, "lat"],
  [{ from: "2026-12-02T10:00:00Z", to: "2026-12-02T09:00:00Z" }, "to"],
])("refuses %j and names %s", async (query, path) => {
  await expect(search(query)).rejects.toMatchObject({
    code: "invalid_request",
    status: 400,
    data: { errors: [{ path }] },
  });
});

test.each<Record<string, unknown>>([
  { near: "a\u0000b" },
  { near: "x".repeat(201) },
  { lat: 91, lng: 0 },
  { radiusKm: 0 },
  { radiusKm: 201 },
  { q: "a\u0000" },
  { minRating: 6 },
  { maxPrice: -1 },
  { maxPrice: 1.5 },
  { date: "2026-02-30" },
  { partOfDay: "night" },
  { from: "tomorrow" },
  { sort: "random" },
  { limit: 0 },
  { limit: 101 },
  { verified: "perhaps" },
  { cursor: "x".repeat(501) },
])("refuses %j", async (query) => {
  await expect(search(query as Query)).rejects.toMatchObject({ status: 400 });
});

test("the largest numbers are answered", async () => {
  await expect(
    search({ maxPrice: Number.MAX_SAFE_INTEGER, radiusKm: 200, minRating: 5 }),
  ).resolves.toMatchObject({ place: expect.anything() });
});
