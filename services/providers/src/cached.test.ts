import { publish, query, system, systemClock, transaction } from "@loconomy/kit";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createListedProvider,
  createPerson,
  createWorld,
  leakRepair,
  profile,
  type World,
} from "./testing.ts";

let world: World;
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
const seen = async (slug: string) => (await providers().getProvider({ idOrSlug: slug }, guest)).bio;
const offered = async (id: string) =>
  (await providers().listServices({ id }, guest)).items.map(({ name }) => name);
/** A change that nobody told of. */
const rewrite = (id: string, bio: string) =>
  query(world.database.owner, "update providers.providers set bio = $2 where id = $1", [id, bio]);

test("a profile and its services are read once, by id and by slug, and again when their owner changed them", async () => {
  const { provider, service, as } = await createListedProvider(world, { bio: "first" });
  const { id, slug } = provider;
  expect([await seen(slug), await seen(id), await offered(id)]).toEqual([
    "first",
    "first",
    ["Leak repair"],
  ]);
  await rewrite(id, "second");
  await query(world.database.owner, "update providers.services set name = 'Other' where id = $1", [
    service.id,
  ]);
  expect([await seen(slug), await seen(id.toUpperCase()), await offered(id)]).toEqual([
    "first",
    "first",
    ["Leak repair"],
  ]);
  await providers().updateProvider({ id, bio: "third" }, as);
  expect([await seen(slug), await seen(id), await offered(id)]).toEqual([
    "third",
    "third",
    ["Other"],
  ]);
});

test("whatever an owner does to services shows at once", async () => {
  const { provider, service, as } = await createListedProvider(world);
  const { id } = provider;
  expect(await offered(id)).toEqual(["Leak repair"]);
  const added = await providers().createService(
    { id, ...leakRepair, name: "New", priceAmount: 1_000 },
    as,
  );
  expect(await offered(id)).toEqual(["New", "Leak repair"]);
  await providers().updateService({ id, serviceId: service.id, isActive: false }, as);
  expect(await offered(id)).toEqual(["New"]);
  // Its owner sees what is inactive, before and after others have looked.
  expect((await providers().listServices({ id }, as)).items).toHaveLength(2);
  await providers().deleteService({ id, serviceId: added.id }, as);
  expect(await offered(id)).toEqual([]);
});

test("a profile that is closed is hidden at once from all but its owner", async () => {
  const { provider, as } = await createListedProvider(world);
  const { id, slug } = provider;
  expect((await providers().getProvider({ idOrSlug: slug }, guest)).isActive).toBe(true);
  await providers().updateProvider({ id, isActive: false }, as);
  for (const idOrSlug of [id, slug])
    await expect(providers().getProvider({ idOrSlug }, guest)).rejects.toMatchObject({
      code: "not_found",
    });
  await expect(providers().listServices({ id }, guest)).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await providers().getProvider({ idOrSlug: slug }, as)).isActive).toBe(false);
});

test("a change whose process ended before it could say so shows when its event arrives", async () => {
  const { provider } = await createListedProvider(world, { bio: "first" });
  expect(await seen(provider.slug)).toBe("first");
  await rewrite(provider.id, "second");
  await transaction(world.database.owner, system("providers"), (tx) =>
    publish(tx, systemClock, "provider.updated", provider.id, { providerId: provider.id }),
  );
  expect(await seen(provider.slug)).toBe("first");
  await world.harness.settle();
  expect(await seen(provider.slug)).toBe("second");
});

test("a new rating shows as soon as it is recorded", async () => {
  const { provider } = await createListedProvider(world);
  expect((await providers().getProvider({ idOrSlug: provider.id }, guest)).ratingCount).toBe(0);
  await transaction(world.database.owner, system("reviews"), (tx) =>
    publish(tx, systemClock, "provider.rating_changed", provider.id, {
      providerId: provider.id,
      ratingAverage: 4,
      ratingCount: 1,
    }),
  );
  await world.harness.settle();
  expect((await providers().getProvider({ idOrSlug: provider.id }, guest)).ratingCount).toBe(1);
});

test("who looked before there was something finds it once it is there", async () => {
  const idOrSlug = "early-bird-plumbing";
  await expect(providers().getProvider({ idOrSlug }, guest)).rejects.toMatchObject({
    code: "not_found",
  });
  const { as } = await createPerson(world);
  await providers().createProvider(profile(world, { businessName: "Early Bird Plumbing" }), as);
  expect((await providers().getProvider({ idOrSlug }, guest)).slug).toBe(idOrSlug);
});
