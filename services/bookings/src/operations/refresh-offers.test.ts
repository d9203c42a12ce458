import { publish, query, system, transaction } from "@loconomy/kit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { asGuest, createWorld, type World } from "../testing.ts";
import { removeOffers, saveOffers, toOffer } from "../offer-store.ts";
import { providerOf, serviceOf, type Shop } from "../testing-neighbours.ts";
import { refreshAllOffers } from "./refresh-offers.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const tell = async ({ providerId }: Shop): Promise<void> => {
  await transaction(world.database.owner, system("providers"), (tx) =>
    publish(tx, world.harness.clock, "provider.updated", providerId, { providerId }),
  );
  await world.harness.settle();
};

const lengths = async (shop: Shop, serviceId = shop.serviceId): Promise<Set<number>> => {
  const { slots } = await world.bookings.listSlots(
    { id: shop.providerId, serviceId, from: world.at(0, 1), to: world.at(0, 2) },
    asGuest(),
  );
  return new Set(slots.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 60_000));
};

const unknown = { code: "not_found" };

const forget = ({ providerId }: Shop) =>
  query(world.database.owner, "delete from bookings.offers where provider_id = $1", [providerId]);

test("open times follow what the provider changes, by its news", async () => {
  const shop = await world.shop();
  const known = world.offered.get(shop.serviceId)!;
  world.offered.set(shop.serviceId, { ...known, durationMinutes: 90 });
  expect(await lengths(shop)).toEqual(new Set([60]));
  await tell(shop);
  expect(await lengths(shop)).toEqual(new Set([90]));

  const second = await world.addService(shop, { durationMinutes: 30 });
  world.offered.set(shop.serviceId, { ...known, isActive: false });
  await tell(shop);
  expect(await lengths(shop, second)).toEqual(new Set([30]));
  await expect(lengths(shop)).rejects.toMatchObject(unknown);

  world.offered.delete(second);
  world.offered.delete(shop.serviceId);
  await tell(shop);
  await expect(lengths(shop, second)).rejects.toMatchObject(unknown);
});

test("a known service costs no call to another service, one that is not known yet is asked for", async () => {
  const shop = await world.shop();
  const ask = vi.spyOn(world.offered, "get");
  expect(await lengths(shop)).toEqual(new Set([60]));
  expect(ask).not.toHaveBeenCalled();
  await forget(shop);
  expect(await lengths(shop)).toEqual(new Set([60]));
  expect(ask).toHaveBeenCalled();
  ask.mockRestore();
});

test("the nightly run brings what is missing and drops what is gone", async () => {
  const [missing, gone] = [await world.shop(), await world.shop()];
  await forget(missing);
  world.offered.delete(gone.serviceId);
  await refreshAllOffers({
    db: await world.database.as("bookings"),
    clients: world.harness.clients,
    clock: world.harness.clock,
  });
  await expect(lengths(gone)).rejects.toMatchObject(unknown);
  world.offered.delete(missing.serviceId);
  expect(await lengths(missing)).toEqual(new Set([60]));
});

test("what was read late does not overwrite what is known by then", async () => {
  const shop = await world.shop();
  const service = serviceOf(shop.serviceId, world.offered.get(shop.serviceId)!);
  const late = toOffer({ ...service, durationMinutes: 45 }, providerOf(shop));
  await saveOffers(world.database.owner, [late], new Date(0));
  await removeOffers(world.database.owner, new Date(0));
  expect(await lengths(shop)).toEqual(new Set([60]));
});

const scheduleNews = async ({ providerId }: Shop): Promise<number> =>
  (
    await query(
      world.database.owner,
      "select from platform.outbox where type = 'schedule.changed' and aggregate_id = $1",
      [providerId],
    )
  ).length;

test("a class that takes more people has seats again, which is told like other hours; nothing else is", async () => {
  const shop = await world.shop({ capacity: 2 });
  const known = world.offered.get(shop.serviceId)!;
  const before = await scheduleNews(shop);
  world.offered.set(shop.serviceId, { ...known, durationMinutes: 90 });
  await tell(shop);
  expect(await scheduleNews(shop)).toBe(before);
  world.offered.set(shop.serviceId, { ...known, capacity: 3 });
  await tell(shop);
  expect(await scheduleNews(shop)).toBe(before + 1);
});
