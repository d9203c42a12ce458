import { beforeEach, describe, expect, test } from "vitest";
import { ELECTRICAL, HAIR } from "../testing.ts";
import { austin, inHours, useSearch, type Query } from "../testing-search.ts";

const { add, reindex, search } = useSearch();

const priced = (priceAmount: number, isInstant = true) => [
  { name: "Call-out", priceAmount, isInstant },
];

describe("facets", () => {
  beforeEach(async () => {
    add({
      position: austin(1),
      ratingAverage: 4.9,
      isVerified: true,
      languages: ["en", "es"],
      services: priced(10_000),
    });
    add({
      position: austin(2),
      ratingAverage: 4.2,
      languages: ["en"],
      services: priced(20_000, false),
    });
    add({
      position: austin(3),
      category: ELECTRICAL,
      ratingAverage: 4.6,
      isVerified: true,
      languages: ["fr"],
      services: priced(30_000),
    });
    add({ position: austin(4), category: HAIR, ratingAverage: 3, services: priced(40_000) });
    await reindex();
  });
  const facets = async (query: Query) => (await search({ facets: true, ...query })).facets;

  test("are not counted unless asked for", async () => {
    expect((await search({})).facets).toBeNull();
  });
  test("say what each choice would leave", async () => {
    expect(await facets({})).toEqual({
      isExact: true,
      categories: [
        { slug: "home-repair", name: "Home repair", found: 3 },
        { slug: "beauty", name: "Beauty", found: 1 },
      ],
      ratings: [
        { min: 4, found: 3 },
        { min: 4.5, found: 2 },
      ],
      verified: 2,
      instant: 3,
      languages: [
        { code: "en", found: 3 },
        { code: "es", found: 1 },
        { code: "fr", found: 1 },
      ],
      prices: [
        { min: 10_000, max: 20_000, found: 2 },
        { min: 20_000, max: 30_000, found: 1 },
        { min: 30_000, max: 40_000, found: 1 },
      ],
    });
  });
  test("a facet is narrowed by all others, not by its own wish", async () => {
    expect(await facets({ verified: true, minRating: 4.8 })).toMatchObject({
      ratings: [
        { min: 4, found: 2 },
        { min: 4.5, found: 2 },
      ],
      verified: 1,
      instant: 1,
      languages: [
        { code: "en", found: 1 },
        { code: "es", found: 1 },
      ],
    });
  });
  test("of a category its children are counted, whatever the time", async () => {
    const asked = { category: "home-repair", date: "2099-01-01" };
    expect(await facets(asked)).toMatchObject({
      categories: [
        { slug: "plumbing", found: 2 },
        { slug: "electrical", found: 1 },
      ],
    });
  });
  test("words count too, and nothing at all is no error", async () => {
    expect(await facets({ q: "electrical" })).toMatchObject({
      verified: 1,
      ratings: [{ found: 1 }, { found: 1 }],
    });
    expect(await facets({ near: undefined, lat: 0, lng: 0 })).toEqual({
      isExact: true,
      categories: [],
      ratings: [
        { min: 4, found: 0 },
        { min: 4.5, found: 0 },
      ],
      verified: 0,
      instant: 0,
      languages: [],
      prices: [],
    });
  });
});

describe("an empty answer says what to widen", () => {
  const widen = async (query: Query) => (await search({ radiusKm: 5, ...query })).widen;

  test("and one with results says nothing", async () => {
    add({ position: austin(1) });
    await reindex();
    expect(await widen({})).toEqual([]);
  });
  test("how far away the third nearest is", async () => {
    for (const km of [12.2, 15, 39.3, 60]) add({ position: austin(km) });
    await reindex();
    expect(await widen({})).toEqual([{ change: "radiusKm", to: 40, found: 3 }]);
    expect((await search({ radiusKm: 40 })).total).toBe(3);
  });
  test("how large the box must be", async () => {
    for (const km of [30, 40]) add({ position: austin(km) });
    await reindex();
    const [advice] = await widen({ near: undefined, box: "-97.8,30.2,-97.7,30.3" });
    expect(advice).toMatchObject({ change: "box", found: 2 });
    expect((await search({ near: undefined, box: String(advice!.to) })).total).toBe(2);
  });
  test("what it costs, how well it is rated, and what each other wish keeps away", async () => {
    for (const priceAmount of [8_000, 9_000, 9_500, 50_000])
      add({ position: austin(1), ratingAverage: 4.2, services: priced(priceAmount, false) });
    await reindex();
    expect(await widen({ maxPrice: 5_000 })).toEqual([{ change: "maxPrice", to: 9_500, found: 3 }]);
    expect(await widen({ minRating: 4.5 })).toEqual([{ change: "minRating", to: 4, found: 4 }]);
    for (const [change, value] of Object.entries({
      verified: true,
      instant: true,
      languages: "yue",
      minPrice: 60_000,
      category: "hair",
      q: "zzyzx",
    }))
      expect(await widen({ [change]: value })).toEqual([{ change, to: null, found: 4 }]);
  });
  test("when somebody has time", async () => {
    add({ position: austin(1) }, [inHours(72)]);
    add({ position: austin(1) });
    await reindex();
    const { nextTimes, timeZone } = (await search({})).items.find(
      ({ nextTimes: { length } }) => length > 0,
    )!;
    const day = Temporal.Instant.from(nextTimes[0]!.start)
      .toZonedDateTimeISO(timeZone)
      .toPlainDate();
    expect(await widen({ date: day.add({ days: 2 }).toString() })).toEqual([
      { change: "time", to: day.toString(), found: 1 },
    ]);
    expect(await widen({ date: "2099-01-01" })).toMatchObject([{ change: "time" }]);
  });
  test("two wishes that both keep everybody away leave nothing to say", async () => {
    add({ position: austin(1) });
    await reindex();
    expect(await widen({ verified: true, languages: "yue" })).toEqual([]);
  });
});

describe("mistyped words", () => {
  test("are corrected, and the answer and its cursor say so", async () => {
    for (let n = 0; n < 3; n++) add({ businessName: `Pipes ${n}`, position: austin(n + 1) });
    await reindex();
    const first = await search({ q: "plumbign", limit: 2, sort: "distance" });
    expect(first).toMatchObject({ corrected: "plumbing", total: 3 });
    const second = await search({
      q: "plumbign",
      limit: 2,
      sort: "distance",
      cursor: first.nextCursor!,
    });
    expect([...first.items, ...second.items].map(({ provider }) => provider.businessName)).toEqual([
      "Pipes 0",
      "Pipes 1",
      "Pipes 2",
    ]);
    expect(second).toMatchObject({ corrected: "plumbing", nextCursor: null });
  });
  test("words that are known stay as they are", async () => {
    add({ position: austin(1) });
    await reindex();
    expect(await search({ q: "plumbing" })).toMatchObject({ corrected: null, total: 1 });
    expect(await search({ q: "plumbing", verified: true })).toMatchObject({
      corrected: null,
      items: [],
    });
    expect(await search({ q: "qqqqqqq" })).toMatchObject({ corrected: null, items: [] });
  });
});
