import { beforeEach, describe, expect, test } from "vitest";
import { ELECTRICAL, HAIR } from "../testing.ts";
import { austin, inHours, useSearch, type Query } from "../testing-search.ts";

const { add, reindex, search, world } = useSearch();

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

/** Advice that is not known at once is left out: a busy machine is asked again. */
const PATIENTLY = { timeout: 10_000 };

describe("an empty answer says what to widen", () => {
  const widen = async (query: Query) => (await search({ radiusKm: 5, ...query })).widen;

  test("and one with results says nothing", async () => {
    add({ position: austin(1) });
    await reindex();
    await expect.poll(() => widen({}), PATIENTLY).toEqual([]);
  });
  test("how far away the third nearest is", async () => {
    for (const km of [12.2, 15, 39.3, 60]) add({ position: austin(km) });
    await reindex();
    await expect
      .poll(() => widen({}), PATIENTLY)
      .toEqual([{ change: "radiusKm", to: 40, found: 3 }]);
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
    await expect
      .poll(() => widen({ maxPrice: 5_000 }), PATIENTLY)
      .toEqual([{ change: "maxPrice", to: 9_500, found: 3 }]);
    await expect
      .poll(() => widen({ minRating: 4.5 }), PATIENTLY)
      .toEqual([{ change: "minRating", to: 4, found: 4 }]);
    for (const [change, value] of Object.entries({
      verified: true,
      instant: true,
      languages: "yue",
      minPrice: 60_000,
      category: "hair",
      q: "zzyzx",
    }))
      await expect
        .poll(() => widen({ [change]: value }), PATIENTLY)
        .toEqual([{ change, to: null, found: 4 }]);
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
    await expect
      .poll(() => widen({ date: day.add({ days: 2 }).toString() }), PATIENTLY)
      .toEqual([{ change: "time", to: day.toString(), found: 1 }]);
    await expect
      .poll(() => widen({ date: "2099-01-01" }), PATIENTLY)
      .toMatchObject([{ change: "time" }]);
  });
  describe("when only several changes together would help", () => {
    const together = { verified: true, languages: "yue", maxPrice: 5_000, date: "2099-01-01" };

    test("how many there are without any filter", async () => {
      for (const km of [1, 2]) add({ position: austin(km) });
      await reindex();
      await expect
        .poll(() => widen(together), PATIENTLY)
        .toEqual([{ change: "filters", to: null, found: 2 }]);
    });
    test("and how far away those are, in a radius or a box", async () => {
      for (const km of [12.2, 39.3]) add({ position: austin(km) });
      await reindex();
      await expect
        .poll(() => widen(together), PATIENTLY)
        .toEqual([{ change: "filters", to: 40, found: 2 }]);
      const box = { near: undefined, box: "-97.8,30.2,-97.7,30.3" };
      await expect
        .poll(() => widen({ ...together, ...box }), PATIENTLY)
        .toMatchObject([{ change: "filters", to: expect.stringMatching(/,/), found: 2 }]);
      const [advice] = await widen({ ...together, ...box });
      expect((await search({ ...box, box: String(advice!.to) })).total).toBe(2);
    });
    test("nothing when nobody far and wide does it", async () => {
      add({ position: austin(1) });
      await reindex();
      // Without the need there is somebody, with one filter nobody: two changes, of which only one is a filter.
      expect(await widen({ ...together, category: "hair" })).toEqual([]);
    });
  });

  const zone = "America/Chicago";
  const today = () => Temporal.Now.zonedDateTimeISO(zone).toPlainDate();
  const day = (ahead: number): string => today().add({ days: ahead }).toString();
  const at = (ahead: number, hour: number, timeZone = zone): string =>
    new Date(
      today().add({ days: ahead }).toZonedDateTime({ timeZone, plainTime: { hour } })
        .epochMilliseconds,
    ).toISOString();
  /** Adds somebody who has those times by the index, and by the calendar none. */
  const addRefused = (given: Parameters<typeof add>[0], starts: string[]): void => {
    refused.push(add(given, starts));
  };
  const refused: string[] = [];
  const reindexed = async (): Promise<void> => {
    await reindex();
    for (const id of refused.splice(0)) world.openTimes.set(id, []);
  };
  const adviceOf = async (change: string, query: Query) =>
    (await widen(query)).filter((advice) => advice.change === change);

  test("further away means further than now, and free at the time that was wished", async () => {
    addRefused({ position: austin(13) }, [at(3, 9)]);
    for (let n = 0; n < 30; n++) addRefused({ position: austin(n / 10) }, [at(3, 9)]);
    const free = add({ position: austin(20.5) }, [at(3, 9)]);
    add({ position: austin(25) }, [at(4, 9)]);
    await reindexed();
    const query = { date: day(3) };
    await expect
      .poll(() => adviceOf("radiusKm", query), PATIENTLY)
      .toEqual([{ change: "radiusKm", to: 21, found: 1 }]);
    world.openTimes.set(free, []);
    await expect.poll(() => adviceOf("radiusKm", query), PATIENTLY).toEqual([]);
    await expect
      .poll(() => adviceOf("radiusKm", { date: day(5), radiusKm: 200 }), PATIENTLY)
      .toEqual([]);
  });
  test("dearer is what a service costs that fits all other wishes", async () => {
    for (const [n, priceAmount] of [9_000, 9_500].entries())
      add({
        position: austin(1),
        services: [
          { name: "Advice", priceAmount: 3_000 + n, isInstant: false },
          { name: "Call-out", priceAmount },
          { name: "Weekend", priceAmount: 20_000 },
        ],
      });
    await reindex();
    const advice = [{ change: "maxPrice", to: 9_500, found: 2 }];
    await expect
      .poll(() => adviceOf("maxPrice", { instant: true, maxPrice: 5_000 }), PATIENTLY)
      .toEqual(advice);
    await expect
      .poll(() => adviceOf("maxPrice", { minPrice: 4_000, maxPrice: 5_000 }), PATIENTLY)
      .toEqual(advice);
    const dearer = { instant: true, maxPrice: 9_500 };
    expect((await search({ radiusKm: 5, ...dearer })).total).toBe(2);
  });
  test("and it has a time when one is wished for", async () => {
    const id = add(
      {
        position: austin(1),
        services: [
          { name: "Deep clean", priceAmount: 8_000, durationMinutes: 240 },
          { name: "Quick visit", priceAmount: 9_000, durationMinutes: 60 },
        ],
      },
      [at(3, 9)],
    );
    world.openMinutes.set(id, 180);
    addRefused({ position: austin(1), services: priced(6_000) }, [at(3, 9)]);
    await reindexed();
    world.openTimes.set(id, [at(3, 9)]);
    for (const maxPrice of [5_000, 8_000])
      await expect
        .poll(() => adviceOf("maxPrice", { date: day(3), maxPrice }), PATIENTLY)
        .toEqual([{ change: "maxPrice", to: 9_000, found: 1 }]);
  });
  test("less rated is below what was asked for, and who is free counts", async () => {
    for (const ratingAverage of [4.9, 4.8, 4.3])
      addRefused({ position: austin(1), ratingAverage }, [at(3, 9)]);
    add({ position: austin(1), ratingAverage: 4.2 }, [at(3, 9)]);
    add({ position: austin(1), ratingAverage: 3.4 }, [at(3, 9)]);
    await reindexed();
    await expect
      .poll(() => adviceOf("minRating", { date: day(3), minRating: 4.5 }), PATIENTLY)
      .toEqual([{ change: "minRating", to: 3, found: 2 }]);
  });
  test("of any other wish only who is free without it counts", async () => {
    const open = () => ({ position: austin(1), services: priced(8_000, false) });
    addRefused(open(), [at(3, 9)]);
    add(open(), [at(3, 9)]);
    await reindexed();
    for (const [change, value] of Object.entries({
      verified: true,
      instant: true,
      languages: "yue",
      minPrice: 60_000,
      category: "hair",
      q: "zzyzx",
    }))
      await expect
        .poll(() => adviceOf(change, { date: day(3), [change]: value }), PATIENTLY)
        .toEqual([{ change, to: null, found: 1 }]);
  });
  test("the day is the first one of which the calendar knows, by the provider's own clock, with who is free on it", async () => {
    addRefused({ position: austin(1) }, [at(1, 9)]);
    for (const hour of [1, 5]) {
      const id = add({ position: austin(1) }, [at(4, hour, "Pacific/Kiritimati")]);
      world.zones.set(id, "Pacific/Kiritimati");
    }
    for (const ahead of [5, 5, 6]) add({ position: austin(1) }, [at(ahead, 9)]);
    await reindexed();
    await expect
      .poll(() => adviceOf("time", { date: day(12) }), PATIENTLY)
      .toEqual([{ change: "time", to: day(4), found: 2 }]);
    expect((await search({ radiusKm: 5, date: day(4) })).items).toHaveLength(2);
  });
  test("on that day there is as much time as was wished, unless that is what nobody has", async () => {
    add({ position: austin(1) }, [at(2, 9)]);
    world.openMinutes.set(add({ position: austin(1) }, [at(5, 9)]), 180);
    await reindex();
    await expect
      .poll(() => adviceOf("time", { date: day(3), durationMinutes: 120 }), PATIENTLY)
      .toEqual([{ change: "time", to: day(5), found: 1 }]);
    await expect
      .poll(() => adviceOf("time", { durationMinutes: 300 }), PATIENTLY)
      .toEqual([{ change: "time", to: day(2), found: 1 }]);
  });
  test("what the calendar does not answer at once is left out", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    add({ position: austin(1) }, [at(3, 9)]);
    await reindex();
    world.calendarReady = promise;
    const began = performance.now();
    expect(await widen({ date: day(3), verified: true })).toEqual([
      { change: "filters", to: null, found: 1 },
    ]);
    expect(performance.now() - began).toBeLessThan(2_000);
    resolve();
  });
  test("when nobody was found on any page, the last one says it", async () => {
    for (let n = 0; n < 330; n++) addRefused({ position: austin(n / 100) }, [at(3, 9)]);
    await reindexed();
    const pages = async () => {
      const query: Query = { date: day(3), sort: "distance" };
      const first = await search(query);
      expect(first).toMatchObject({ nextCursor: expect.any(String), widen: [] });
      const last = await search({ ...query, cursor: first.nextCursor! });
      expect(last).toMatchObject({ items: [], nextCursor: null });
      return { found: first.items.length, widen: last.widen };
    };
    await expect.poll(pages, PATIENTLY).toEqual({
      found: 0,
      widen: [{ change: "time", to: null, found: 100 }],
    });
    world.openTimes.set([...world.listings.keys()][0]!, [at(3, 9)]);
    await expect.poll(pages, PATIENTLY).toEqual({ found: 1, widen: [] });
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
  test("are corrected though somebody elsewhere mistyped them too, in their text", async () => {
    add({ businessName: "Pipes", position: austin(1) });
    add({ bio: "Honest plumbign since 1990", position: austin(300) });
    await reindex();
    expect(await search({ q: "plumbign" })).toMatchObject({
      corrected: "plumbing",
      items: [{ provider: { businessName: "Pipes" } }],
    });
  });
  test("what only stands in somebody's text is known where nothing is named like it", async () => {
    add({ bio: "We also do zeppelins", position: austin(1) });
    await reindex();
    expect(await search({ q: "zeppelins" })).toMatchObject({ corrected: null, total: 1 });
    expect(await search({ q: "zeppelins", verified: true })).toMatchObject({ corrected: null });
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
