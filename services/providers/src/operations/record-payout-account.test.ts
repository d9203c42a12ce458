import { publish, system, transaction } from "@loconomy/kit";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPerson,
  createWorld,
  leakRepair,
  profile,
  takeEvents,
  type World,
} from "../testing.ts";

let world: World;
const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

const tell = async (providerId: string, canTakeMoney: boolean): Promise<void> => {
  const db = await world.database.as("payments");
  await transaction(db, system("payments"), (tx) =>
    publish(tx, world.harness.clock, "payout_account.changed", providerId, {
      providerId,
      userId: providerId,
      canTakeMoney,
      canPayOut: canTakeMoney,
      wanted: [],
    }),
  );
  await world.harness.settle();
};
const updates = async (): Promise<string[]> =>
  (await takeEvents(world))
    .filter((event) => event.type === "provider.updated")
    .map((event) => event.aggregateId);
const newcomer = async () => {
  const person = await createPerson(world);
  const { id } = await providers().createProvider(profile(world), person.as);
  const service = await providers().createService({ id, ...leakRepair }, person.as);
  await world.harness.settle();
  await takeEvents(world);
  return { id, serviceId: service.id };
};

test("a new provider is seen but not listed and takes no bookings until the account is complete", async () => {
  const { id, serviceId } = await newcomer();
  const takesBookings = async () => ({
    profile: (await providers().getProvider({ idOrSlug: id }, guest)).takesBookings,
    bookable: (await providers().getBookable({ serviceId }))!.provider.takesBookings,
    listed: (await providers().getListing({ providerId: id })) !== null,
    inAll: (await providers().listListings({ after: null, limit: 100 })).some(
      ({ provider }) => provider.id === id,
    ),
  });
  const closed = { profile: false, bookable: false, listed: false, inAll: false };
  expect(await takesBookings()).toEqual(closed);
  await tell(id, true);
  expect(await updates()).toEqual([id]);
  expect(await takesBookings()).toEqual({
    profile: true,
    bookable: true,
    listed: true,
    inAll: true,
  });
  await tell(id, true);
  expect(await updates()).toEqual([]);
  world.harness.clock.advance(1000);
  await tell(id, false);
  expect(await updates()).toEqual([id]);
  expect(await takesBookings()).toEqual(closed);
});

test("news that is older than what is known changes nothing", async () => {
  const { id } = await newcomer();
  await tell(id, true);
  await updates();
  world.harness.clock.advance(-60_000);
  await tell(id, false);
  world.harness.clock.advance(60_000);
  expect(await updates()).toEqual([]);
  expect((await providers().getProvider({ idOrSlug: id }, guest)).takesBookings).toBe(true);
});
