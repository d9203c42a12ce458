import { publish, query, system, transaction } from "@loconomy/kit";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createListedProvider, createWorld, takeEvents, type World } from "../testing.ts";

let world: World;
const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

const tell = async (providerId: string): Promise<void> => {
  const db = await world.database.as("bookings");
  await transaction(db, system("bookings"), (tx) =>
    publish(tx, world.harness.clock, "provider.record_changed", providerId, { providerId }),
  );
  await world.harness.settle();
};
const updates = async (): Promise<string[]> =>
  (await takeEvents(world))
    .filter((event) => event.type === "provider.updated")
    .map((event) => event.aggregateId);
const nightly = () => world.harness.registry.get("providers")!.jobs["providers.record-tracks"]!;
const record = (responseMinutes: number | null, keptCount = 0, brokenCount = 0) => ({
  responseMinutes,
  keptCount,
  brokenCount,
});

test("profile and listing follow the record, and a change is told once", async () => {
  const { provider } = await createListedProvider(world);
  await world.harness.settle();
  await takeEvents(world);
  world.records.set(provider.id, record(12, 40, 1));
  await tell(provider.id);
  expect(await updates()).toEqual([provider.id]);
  expect(await providers().getProvider({ idOrSlug: provider.id }, guest)).toMatchObject({
    responseTimeMinutes: 12,
  });
  expect((await providers().getListing({ providerId: provider.id }))!.record).toEqual({
    keptCount: 40,
    brokenCount: 1,
  });
  await tell(provider.id);
  expect(await updates()).toEqual([]);
});

test("every night all records are taken over, and those that were counted before what is known are not", async () => {
  const [late, early] = [await createListedProvider(world), await createListedProvider(world)];
  await world.harness.settle();
  await takeEvents(world);
  for (const { provider } of [late, early]) world.records.set(provider.id, record(30, 5));
  await query(
    world.database.owner,
    "update providers.providers set record_counted_at = now() + interval '1 hour' where id = $1",
    [late.provider.id],
  );
  await nightly()({} as never);
  expect(await updates()).toEqual([early.provider.id]);
  expect(await providers().getProvider({ idOrSlug: late.provider.id }, guest)).toMatchObject({
    responseTimeMinutes: null,
  });
  world.records.set(early.provider.id, record(null, 5));
  await nightly()({} as never);
  expect(await updates()).toEqual([early.provider.id]);
  expect(await providers().getProvider({ idOrSlug: early.provider.id }, guest)).toMatchObject({
    responseTimeMinutes: null,
  });
});
