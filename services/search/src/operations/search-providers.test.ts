import { beforeEach, describe, expect, test } from "vitest";
import { ELECTRICAL, HAIR } from "../testing.ts";
import { austin, inHours, useSearch, type Query } from "../testing-search.ts";

const { add, reindex, search } = useSearch();

const HOSTILE = [
  "%_'\"\\",
  "🙂",
  "👩‍👩‍👧‍👦 plumber",
  "a & | ! ( ) :*",
  "'; drop table search.listings; --",
  "-plumbing OR",
  "ŉ ʼn",
  '"unclosed',
  ":*:*",
  "½",
  "(a+)+$",
  "((((((((((((((((((((x))))))))))))))))))))*",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "pl%",
  "plumb_ng",
  "pl\\umbing",
  "x".repeat(200),
  "a ".repeat(100).trim(),
];

test("an answer says where it looked and why each provider is there", async () => {
  add(
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
    country: "US",
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
    /^0\.8 mi away · free (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2}:\d\d [AP]M · 4\.9 from 120$/,
  );
  expect(found!.distanceMeters).toBeCloseTo(1_301, -1);
});

describe("filters", () => {
  beforeEach(async () => {
    add({
      businessName: "Near Pipes",
      position: austin(1),
      ratingAverage: 3.5,
      services: [
        { name: "Drain cleaning", priceAmount: 5_000 },
        { name: "Bath refit", priceAmount: 50_000, isInstant: false },
      ],
      languages: ["en", "es"],
    });
    add({
      businessName: "Café Électrique",
      category: ELECTRICAL,
      position: austin(5),
      ratingAverage: 4.8,
      isVerified: true,
      services: [{ name: "Rewiring", priceAmount: 20_000, isInstant: false }],
      languages: ["fr", "en"],
    });
    add({
      businessName: "Scissor Sisters",
      category: HAIR,
      position: austin(20),
      ratingAverage: 4.2,
      bio: "Balayage and colour in a quiet studio.",
      services: [{ name: "Cut", priceAmount: 3_000 }],
    });
    add({ businessName: "Far Away", position: austin(60) });
    add({ businessName: "Closed", position: austin(1), isActive: false });
    add({
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
    ["at least a price", { minPrice: 25_000 }, ["Near Pipes"]],
    ["between prices, of one service", { minPrice: 6_000, maxPrice: 19_000 }, []],
    ["between prices", { minPrice: 5_000, maxPrice: 20_000 }, ["Near Pipes", "Café Électrique"]],
    ["at once", { instant: true }, ["Near Pipes", "Scissor Sisters"]],
    ["at once, for that price", { instant: true, minPrice: 6_000 }, []],
    ["a language", { languages: "fr" }, ["Café Électrique"]],
    ["one of some languages", { languages: "fr,es" }, ["Near Pipes", "Café Électrique"]],
    ["a language that nobody speaks", { languages: "yue" }, []],
    [
      "a box, from its middle",
      { near: undefined, box: "-97.8,30.3,-97.7,30.5" },
      ["Scissor Sisters", "Café Électrique"],
    ],
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

  test("who only mentions in passing what is meant is not", async () => {
    add({
      businessName: "Clean Corners",
      category: HAIR,
      position: austin(1),
      bio: "We leave a note about a leaking tap, and know good plumbing.",
    });
    await reindex();
    expect(
      (await search({ q: "leaking tap" })).items.map(({ provider }) => provider.businessName),
    ).toEqual(["Near Pipes"]);
    expect(
      (await search({ q: "leave a note" })).items.map(({ provider }) => provider.businessName),
    ).toEqual(["Clean Corners"]);
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

  test.each(HOSTILE)("hostile words %j are answered", async (q) => {
    await expect(search({ q })).resolves.toMatchObject({ place: expect.anything() });
  });
  test.each(HOSTILE)("a hostile category %j is one that nobody has", async (category) => {
    await expect(search({ category: category.slice(0, 100) })).resolves.toMatchObject({
      items: [],
    });
  });
  test.each(HOSTILE)("a hostile place %j is one that nobody knows", async (near) => {
    await expect(search({ near })).resolves.toMatchObject({ place: null, items: [] });
  });
});
test("a place that nobody knows is an empty answer", async () => {
  expect(await search({ near: "Nowhereville" })).toEqual({
    items: [],
    nextCursor: null,
    place: null,
    total: 0,
    totalIsExact: true,
    corrected: null,
    facets: null,
    widen: [],
    understood: null,
    didYouMean: [],
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
  [{ box: "-98,30,-97,31" }, "box"],
  [{ near: undefined, box: "-98,30,-97,31", lat: 1, lng: 1 }, "box"],
  [{ minPrice: 2, maxPrice: 1 }, "minPrice"],
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
  { near: "\u202eabc" },
  { q: "abc\ud800" },
  { near: "x".repeat(201) },
  { lat: 91, lng: 0 },
  { radiusKm: 0 },
  { radiusKm: 201 },
  { q: "a\u0000" },
  { minRating: 6 },
  { maxPrice: -1 },
  { maxPrice: 1.5 },
  { minPrice: -1 },
  { box: "1,2,3" },
  { languages: "english" },
  { languages: "" },
  { languages: "qq" },
  { languages: Array.from({ length: 11 }, () => "en").join() },
  { instant: "perhaps" },
  { durationMinutes: 14 },
  { durationMinutes: 721 },
  { radiusKm: 1e9 },
  { radiusKm: -1 },
  { lat: "NaN", lng: 0 },
  { lat: 0, lng: 181 },
  { q: "x".repeat(10_000) },
  { near: "x".repeat(10_000) },
  { limit: 1e9 },
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

const NUMBERS = [
  "lat",
  "lng",
  "radiusKm",
  "minRating",
  "minPrice",
  "maxPrice",
  "durationMinutes",
].flatMap((name) => ["", " ", [""]].map((empty) => [name, empty] as const));
test.each(NUMBERS)("%s=%j is no number, and the answer names it", async (name, empty) => {
  const query = { near: undefined, lat: 30.27, lng: -97.74, [name]: empty };
  await expect(search(query as Query)).rejects.toMatchObject({
    status: 400,
    data: { issues: [{ path: [name] }] },
  });
});
test("numbers may be written as in an address", async () => {
  add({ position: austin(1) });
  await reindex();
  const query = { near: undefined, lat: "30.27", lng: "-97.74", maxPrice: "1e4", radiusKm: "2.5" };
  expect(await search(query as Query)).toMatchObject({ total: 1 });
});

test("the largest numbers are answered", async () => {
  await expect(
    search({ maxPrice: Number.MAX_SAFE_INTEGER, radiusKm: 200, minRating: 5 }),
  ).resolves.toMatchObject({ place: expect.anything() });
});
