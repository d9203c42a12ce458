import { systemClock, publish, system, transaction } from "@loconomy/kit";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createListedProvider,
  createPerson,
  createWorld,
  takeEvents,
  UNKNOWN_ID,
  type World,
} from "./testing.ts";

let world: World;
const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

test("categories come parents first", async () => {
  const { items } = await providers().listCategories(undefined, guest);
  expect(items.map((item) => item.slug)).toEqual(["home-repair", "plumbing"]);
  expect(items[1]).toMatchObject({ parentId: world.parentCategoryId });
});

test("what is bookable comes with its provider and owner", async () => {
  const { userId, provider, service, as } = await createListedProvider(world);
  expect(await providers().getBookable({ serviceId: service.id })).toEqual({
    provider,
    userId,
    service,
  });
  await providers().updateProvider({ id: provider.id, isActive: false }, as);
  expect(await providers().getBookable({ serviceId: service.id })).toBeNull();
  await providers().updateProvider({ id: provider.id, isActive: true }, as);
  await providers().updateService({ id: provider.id, serviceId: service.id, isActive: false }, as);
  expect(await providers().getBookable({ serviceId: service.id })).toBeNull();
  expect(await providers().getBookable({ serviceId: UNKNOWN_ID })).toBeNull();
});

test("a listing has its active services and the way to its category", async () => {
  const { userId, provider, service, as } = await createListedProvider(world);
  const listing = {
    provider,
    userId,
    services: [service],
    categoryPath: ["Home repair", "Plumbing"],
    categoryIds: [world.parentCategoryId, world.categoryId],
    record: { keptCount: 0, brokenCount: 0 },
  };
  expect(await providers().getListing({ providerId: provider.id })).toEqual(listing);
  await providers().deleteService({ id: provider.id, serviceId: service.id }, as);
  expect(await providers().getListing({ providerId: provider.id })).toEqual({
    ...listing,
    services: [],
  });
  await providers().updateProvider({ id: provider.id, isActive: false }, as);
  expect(await providers().getListing({ providerId: provider.id })).toBeNull();
  expect(await providers().getListing({ providerId: UNKNOWN_ID })).toBeNull();
});

test("listings can be walked through in id order, without closed ones", async () => {
  const made = [
    await createListedProvider(world),
    await createListedProvider(world),
    await createListedProvider(world),
  ];
  await providers().updateProvider({ id: made[1]!.provider.id, isActive: false }, made[1]!.as);
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const batch: Awaited<ReturnType<ReturnType<typeof providers>["listListings"]>> =
      await providers().listListings({ after, limit: 2 });
    if (batch.length === 0) break;
    seen.push(...batch.map((listing) => listing.provider.id));
    after = batch.at(-1)!.provider.id;
  }
  expect(seen).toEqual([...new Set(seen)].toSorted());
  expect(seen).toEqual(expect.arrayContaining([made[0]!.provider.id, made[2]!.provider.id]));
  expect(seen).not.toContain(made[1]!.provider.id);
});

test("owners are found both ways, closed profiles too", async () => {
  const { userId, provider, as } = await createListedProvider(world);
  await providers().updateProvider({ id: provider.id, isActive: false }, as);
  const owner = {
    providerId: provider.id,
    userId,
    businessName: provider.businessName,
    slug: provider.slug,
  };
  expect(await providers().getOwner({ providerId: provider.id })).toEqual(owner);
  expect(await providers().getProviderOfUser({ userId })).toEqual(owner);
  expect(await providers().getOwner({ providerId: UNKNOWN_ID })).toBeNull();
  expect(
    await providers().getProviderOfUser({ userId: (await createPerson(world)).userId }),
  ).toBeNull();
});

test("internal procedures are for our own services", async () => {
  const { userId, provider, service, as } = await createListedProvider(world);
  for (const who of [guest, as]) {
    const calls = [
      providers().getBookable({ serviceId: service.id }, who),
      providers().getListing({ providerId: provider.id }, who),
      providers().listListings({ after: null, limit: 1 }, who),
      providers().getOwner({ providerId: provider.id }, who),
      providers().getProviderOfUser({ userId }, who),
    ];
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
});

test("a new rating is recorded and told once; an older one that arrives late is dropped", async () => {
  const { provider } = await createListedProvider(world);
  const db = await world.database.as("reviews");
  const rate = async (ratingAverage: number, ratingCount: number, at = systemClock.now()) => {
    const clock = { now: () => at };
    await transaction(db, system("reviews"), (tx) =>
      publish(tx, clock, "provider.rating_changed", provider.id, {
        providerId: provider.id,
        ratingAverage,
        ratingCount,
      }),
    );
    await world.harness.settle();
    return (await takeEvents(world)).filter((event) => event.type === "provider.updated").length;
  };
  await world.harness.settle();
  await takeEvents(world);
  expect(await rate(4.666_666, 3)).toBe(1);
  expect(await providers().getProvider({ idOrSlug: provider.id }, guest)).toMatchObject({
    ratingAverage: 4.67,
    ratingCount: 3,
  });
  expect(await rate(4.666_666, 3)).toBe(0);
  expect(await rate(5, 2, new Date(Date.now() - 60_000))).toBe(0);
  expect(await providers().getProvider({ idOrSlug: provider.id }, guest)).toMatchObject({
    ratingAverage: 4.67,
    ratingCount: 3,
  });
});
