import { query } from "@loconomy/kit";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createListedProvider,
  createPerson,
  createWorld,
  leakRepair,
  takeEvents,
  UNKNOWN_ID,
  type World,
} from "./testing.ts";

let world: World;
const providers = () => world.harness.clients.providers;
const guest = { context: { actor: guestActor() } };
beforeAll(async () => void (world = await createWorld()));
afterAll(() => world.database.drop());

describe("createService", () => {
  test("offers it in the provider's currency and tells of it", async () => {
    const { provider, as } = await createListedProvider(world, { currency: "EUR" });
    await takeEvents(world);
    const service = await providers().createService(
      { id: provider.id, ...leakRepair, name: "Drain cleaning" },
      as,
    );
    expect(service).toMatchObject({
      providerId: provider.id,
      name: "Drain cleaning",
      price: { amount: 12_000, currency: "EUR" },
      isActive: true,
    });
    expect(await takeEvents(world)).toMatchObject([
      { type: "provider.updated", aggregateId: provider.id },
    ]);
  });
  test("refuses guests, strangers, bad values and the 101st", async () => {
    const { provider, as } = await createListedProvider(world);
    const stranger = await createListedProvider(world);
    const create = (change: object, who: typeof guest) =>
      providers().createService({ id: provider.id, ...leakRepair, ...change }, who);
    await expect(create({}, guest)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(create({}, stranger.as)).rejects.toMatchObject({ code: "not_found" });
    for (const bad of [
      { priceAmount: -1 },
      { priceAmount: 1e12 },
      { durationMinutes: 7 },
      { name: "" },
      { location: "moon" },
    ]) {
      await expect(create(bad, as)).rejects.toMatchObject({ status: 400 });
    }
    await query(
      world.database.owner,
      `insert into providers.services (provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
       select $1, 'n', 100, 'USD', 60, 'customer', true from generate_series(1, 99)`,
      [provider.id],
    );
    await expect(create({}, as)).rejects.toMatchObject({ code: "unprocessable", status: 422 });
  });
});

describe("updateService", () => {
  test("changes what is given and tells of it", async () => {
    const { provider, service, as } = await createListedProvider(world);
    await takeEvents(world);
    const changed = await providers().updateService(
      {
        id: provider.id,
        serviceId: service.id,
        priceAmount: 15_000,
        isInstant: false,
        description: null,
      },
      as,
    );
    expect(changed).toEqual({
      ...service,
      price: { amount: 15_000, currency: "USD" },
      isInstant: false,
      description: null,
    });
    expect(await takeEvents(world)).toMatchObject([
      { type: "provider.updated", aggregateId: provider.id },
    ]);
    expect(await providers().updateService({ id: provider.id, serviceId: service.id }, as)).toEqual(
      changed,
    );
    expect(await takeEvents(world)).toEqual([]);
  });
  test("refuses guests, strangers, and another provider's service under one's own id", async () => {
    const { provider, service, as } = await createListedProvider(world);
    const stranger = await createListedProvider(world);
    const update = (id: string, serviceId: string, who: typeof guest) =>
      providers().updateService({ id, serviceId, name: "x" }, who);
    await expect(update(provider.id, service.id, guest)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(update(provider.id, service.id, stranger.as)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(update(stranger.provider.id, service.id, stranger.as)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(update(provider.id, UNKNOWN_ID, as)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("deleteService", () => {
  test("takes it off offer once and keeps the row for bookings", async () => {
    const { provider, service, as } = await createListedProvider(world);
    await takeEvents(world);
    const input = { id: provider.id, serviceId: service.id };
    await providers().deleteService(input, as);
    expect(await takeEvents(world)).toMatchObject([{ type: "provider.updated" }]);
    expect(await providers().listServices({ id: provider.id }, as)).toEqual({ items: [] });
    expect(
      await query(world.database.owner, "select from providers.services where id = $1", [
        service.id,
      ]),
    ).toHaveLength(1);
    await expect(providers().deleteService(input, as)).rejects.toMatchObject({ code: "not_found" });
    await expect(providers().updateService({ ...input, isActive: true }, as)).rejects.toMatchObject(
      { code: "not_found" },
    );
  });
  test("refuses guests and strangers", async () => {
    const { provider, service } = await createListedProvider(world);
    const stranger = await createListedProvider(world);
    await expect(
      providers().deleteService({ id: provider.id, serviceId: service.id }, guest),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(
      providers().deleteService({ id: provider.id, serviceId: service.id }, stranger.as),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listServices", () => {
  test("shows active services to all, cheapest first, and inactive ones to owner and operators", async () => {
    const { provider, service, as } = await createListedProvider(world);
    const admin = await createPerson(world, "admin");
    const cheap = await providers().createService(
      { id: provider.id, ...leakRepair, priceAmount: 500 },
      as,
    );
    const hidden = await providers().createService(
      { id: provider.id, ...leakRepair, priceAmount: 700 },
      as,
    );
    await providers().updateService({ id: provider.id, serviceId: hidden.id, isActive: false }, as);
    const seenBy = async (who: typeof guest) =>
      (await providers().listServices({ id: provider.id }, who)).items.map((item) => item.id);
    expect(await seenBy(guest)).toEqual([cheap.id, service.id]);
    expect(await seenBy(as)).toEqual([cheap.id, hidden.id, service.id]);
    expect(await seenBy(admin.as)).toEqual([cheap.id, hidden.id, service.id]);
  });
  test("does not find unknown or closed providers", async () => {
    const { provider, as } = await createListedProvider(world);
    await providers().updateProvider({ id: provider.id, isActive: false }, as);
    await expect(providers().listServices({ id: provider.id }, guest)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(providers().listServices({ id: UNKNOWN_ID }, guest)).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await providers().listServices({ id: provider.id }, as)).items).toHaveLength(1);
  });
});
