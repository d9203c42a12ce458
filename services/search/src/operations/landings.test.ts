import { guestActor } from "@loconomy/testing";
import { beforeEach, expect, test } from "vitest";
import { austin, useSearch } from "../testing-search.ts";
import { ELECTRICAL, HAIR, PLUMBING } from "../testing.ts";

const { add, harness, reindex, job } = useSearch();
const DALLAS = { lat: 32.78306, lng: -96.80667 };
const guest = { context: { actor: guestActor() } };
const landing = (input: { category?: string; city?: string }) =>
  harness().clients.search.getLanding(input, guest);
const refresh = async () => {
  await reindex();
  await job("search.refresh-landings");
};

beforeEach(async () => {
  add({
    businessName: "Alpha",
    category: PLUMBING,
    ratingAverage: 4.9,
    ratingCount: 100,
    services: [
      { name: "Tap", priceAmount: 5_000, durationMinutes: 30 },
      { name: "Pipe", priceAmount: 9_000, durationMinutes: 60 },
      { name: "Bath", priceAmount: 30_000, durationMinutes: 240 },
    ],
  });
  add({ businessName: "Beta", category: PLUMBING, ratingAverage: 5, ratingCount: 1 });
  add({ businessName: "Gamma", category: ELECTRICAL, ratingCount: 0, ratingAverage: 0 });
  add({
    businessName: "Delta",
    category: PLUMBING,
    position: DALLAS,
    ratingCount: 0,
    ratingAverage: 0,
  });
  await refresh();
});

test("a category in a city tells what there is: how many, for how much, how long, how good, who is best", async () => {
  const found = await landing({ category: "plumbing", city: "austin-tx" });
  expect(found).toMatchObject({
    category: { slug: "plumbing", name: "Plumbing" },
    parent: { slug: "home-repair" },
    city: { slug: "austin-tx", label: "Austin, TX, United States" },
    providers: 2,
    prices: { currency: "USD", from: 5_000, low: 5_000, high: 9_000 },
    durationMinutes: 60,
    ratingAverage: 4.9,
    ratingCount: 101,
  });
  // One five-star review says less than a hundred good ones.
  expect(found.best.map(({ provider }) => provider.businessName)).toEqual(["Alpha", "Beta"]);
  expect(found.best[0]).toMatchObject({ priceFrom: { amount: 5_000 }, serviceName: "Tap" });
  expect(found.categories).toEqual([
    expect.objectContaining({ slug: "electrical", parentSlug: "home-repair", providers: 1 }),
  ]);
  expect(found.cities).toEqual([
    expect.objectContaining({
      slug: "dallas-tx",
      providers: 1,
      priceFrom: { amount: 8_000, currency: "USD" },
    }),
  ]);
  expect(JSON.stringify(found)).not.toMatch(/nextTimes|slots/i);
});

test("a city, a category, and everything", async () => {
  const city = await landing({ city: "austin-tx" });
  expect(city).toMatchObject({ category: null, providers: 3 });
  expect(city.categories.map(({ slug }) => slug)).toEqual([
    "electrical",
    "home-repair",
    "plumbing",
  ]);
  const parent = await landing({ category: "home-repair" });
  expect(parent).toMatchObject({ providers: 4, prices: null, city: null });
  expect(parent.categories.map(({ slug }) => slug)).toEqual(["electrical", "plumbing"]);
  expect(parent.cities.map(({ slug }) => slug)).toEqual(["austin-tx", "dallas-tx"]);
  expect(parent.best.map(({ provider }) => provider.businessName)).toEqual(["Alpha", "Delta"]);
  expect((await landing({})).providers).toBe(4);
});

test.each([
  { category: "hair", city: "austin-tx" },
  { category: "electrical", city: "dallas-tx" },
  { category: HAIR.slug },
  { category: "%_'\"\\" },
  { city: "nowhere" },
])("%j is not there", async (input) => {
  await expect(landing(input)).rejects.toMatchObject({ code: "not_found" });
});

test("what changes shows after the next refresh, what does not keeps its time", async () => {
  const list = async () =>
    (await harness().clients.search.listLandings({}, guest)).items.map((one) =>
      JSON.stringify(one),
    );
  const before = await list();
  await refresh();
  expect(await list()).toEqual(before);
  add({ businessName: "Epsilon", category: HAIR, position: DALLAS });
  await refresh();
  const after = await list();
  // Hair, Beauty and the sum of Dallas are new or changed; all else is as it was.
  expect(after.filter((one) => !before.includes(one))).toHaveLength(3);
  expect((await landing({ category: "hair", city: "dallas-tx" })).providers).toBe(1);
});

test("who moves or leaves takes the page along", async () => {
  const id = add({ businessName: "Mover", category: HAIR, position: DALLAS });
  await refresh();
  add({ id, businessName: "Mover", category: HAIR, position: austin(3) });
  await refresh();
  expect((await landing({ category: "hair", city: "austin-tx" })).providers).toBe(1);
  await expect(landing({ category: "hair", city: "dallas-tx" })).rejects.toMatchObject({
    code: "not_found",
  });
  add({ id, businessName: "Mover", category: HAIR, position: austin(3), isActive: false });
  await refresh();
  await expect(landing({ category: "hair" })).rejects.toMatchObject({ code: "not_found" });
});

test("lists come in pages that cover everything once; a foreign cursor is refused", async () => {
  const { search } = harness().clients;
  const all = (await search.listLandings({}, guest)).items;
  const paged: typeof all = [];
  for (let cursor: string | undefined; ;) {
    const page = await search.listLandings({ limit: 3, cursor }, guest);
    paged.push(...page.items);
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  expect(all).toContainEqual(expect.objectContaining({ city: "austin-tx", category: "plumbing" }));
  expect(all).toContainEqual(expect.objectContaining({ city: "austin-tx", category: null }));
  const first = await search.listListedProviders({ limit: 3 }, guest);
  expect(first).toMatchObject({ total: 4, nextCursor: expect.any(String) });
  const second = await search.listListedProviders({ limit: 3, cursor: first.nextCursor! }, guest);
  expect(second).toMatchObject({ nextCursor: null });
  expect([...first.items, ...second.items].map(({ slug }) => slug).length).toBe(4);
  expect((await search.listListedProviders({ part: 1 }, guest)).items).toEqual([]);
  for (const cursor of ["x", "eyJhIjoxfQ"]) {
    await expect(search.listLandings({ cursor }, guest)).rejects.toMatchObject({ status: 400 });
    await expect(search.listListedProviders({ cursor }, guest)).rejects.toMatchObject({
      status: 400,
    });
  }
});
