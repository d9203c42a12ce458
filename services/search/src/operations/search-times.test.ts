import { beforeEach, describe, expect, test } from "vitest";
import { austin, inHours, useSearch, type Query } from "../testing-search.ts";

const { add, names, reindex, search, world } = useSearch();

describe("open times", () => {
  const zone = "America/Chicago";
  const day = () => Temporal.Now.zonedDateTimeISO(zone).toPlainDate().add({ days: 2 });
  const at = (hour: number, minute = 0): string =>
    new Date(
      day().toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds,
    ).toISOString();
  beforeEach(async () => {
    add({ businessName: "Early", position: austin(1) }, [at(9)]);
    add({ businessName: "Noon", position: austin(2) }, [at(12)]);
    add({ businessName: "Late", position: austin(3) }, [at(17), at(23, 30)]);
    add({ businessName: "Never", position: austin(4) });
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
    const tokyo = add({ businessName: "Tokyo hours", position: austin(5) });
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
      why: expect.stringContaining(" 9:00"),
    });
  });

  describe("whoever has a time for any service that fits is found, with that one", () => {
    const cleaner = (services: NonNullable<Parameters<typeof add>[0]>["services"]) =>
      add({ businessName: "Cleaner", position: austin(0), services }, [at(9)]);
    const found = async (query: Query = {}) => {
      const { items } = await search({ date: day().toString(), ...query });
      return items.find(({ provider }) => provider.businessName === "Cleaner");
    };
    const deep = { name: "Deep clean", priceAmount: 8_000, durationMinutes: 240 };
    const quick = { name: "Quick visit", priceAmount: 9_000, durationMinutes: 60 };

    test.each(["recommended", "distance", "rating", "price", "soonest"] as const)(
      "the cheapest takes too long, by %s",
      async (sort) => {
        world.openMinutes.set(cleaner([deep, quick]), 180);
        await reindex();
        expect(await found({ sort })).toMatchObject({
          serviceName: "Quick visit",
          nextTimes: [{ start: at(9) }],
        });
        expect(await found({ sort, q: "deep clean" })).toMatchObject({
          serviceName: "Quick visit",
        });
        expect(await found({ sort, maxPrice: 8_000 })).toBeUndefined();
      },
    );
    test("the cheapest needs more notice", async () => {
      cleaner([
        { name: "On request", priceAmount: 8_000, isInstant: false },
        { name: "At once", priceAmount: 9_000 },
      ]);
      world.requestsFrom = at(10);
      await reindex();
      expect(await found()).toMatchObject({ serviceName: "At once" });
      expect(await found({ maxPrice: 8_000 })).toBeUndefined();
    });
    test("what is preferred is shown where it has a time, and nothing else is asked about", async () => {
      world.openMinutes.set(cleaner([deep, quick]), 240);
      await reindex();
      world.calls.length = 0;
      expect(await found()).toMatchObject({ serviceName: "Deep clean" });
      expect(world.calls).toHaveLength(1);
    });
    test("only those without a time are asked about what differs", async () => {
      const longer = { ...deep, durationMinutes: 300, priceAmount: 8_500 };
      world.openMinutes.set(cleaner([deep, longer, quick]), 180);
      await reindex();
      world.calls.length = 0;
      expect(await found({ sort: "distance" })).toMatchObject({ serviceName: "Quick visit" });
      expect(world.calls.map(({ providers }) => providers)).toEqual([4, 1]);
    });
    test("without a wish for a time the cheapest is shown, with or without one", async () => {
      world.openMinutes.set(cleaner([deep, quick]), 180);
      await reindex();
      world.calls.length = 0;
      expect(await found({ date: undefined })).toMatchObject({
        serviceName: "Deep clean",
        nextTimes: [],
      });
      expect(world.calls).toHaveLength(1);
    });
  });

  test("looks on until the page is full, in batches, and pages without repeats", async () => {
    for (let n = 0; n < 150; n++)
      add({ businessName: `P${n}`, position: austin(5 + n / 100) }, n % 30 === 0 ? [at(9)] : []);
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
    expect(world.calls.map(({ providers }) => providers)).toEqual([4]);
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

  test("who is soonest is told by the calendar, however early the index thinks others could be", async () => {
    const hopeful = Array.from({ length: 65 }, (_, n) =>
      add({ position: austin(5 + n / 100) }, [inHours(2)]),
    );
    add({ businessName: "Soonest", position: austin(20) }, [inHours(5)]);
    await reindex();
    for (const id of hopeful) world.openTimes.set(id, [inHours(900)]);
    expect((await names({ sort: "soonest", limit: 3 }))[0]).toBe("Soonest");
  });
});
