import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createListedProvider,
  createWorld,
  leakRepair,
  UNKNOWN_ID,
  type World,
} from "./testing.ts";
import { termsAfter } from "./variants.ts";

const hour = { name: "60 minutes", priceAmount: 8_000, durationMinutes: 60 };
const long = { name: "90 minutes", priceAmount: 11_000, durationMinutes: 90 };
/** `variants.0.name` as the contract's own refusals have it. */
const inParts = (path: string) =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
const { priceAmount: _price, durationMinutes: _minutes, ...massage } = leakRepair;

describe("terms of a service", () => {
  const current = {
    priceAmount: 12_000,
    durationMinutes: 60,
    variants: [],
    capacity: 1,
    location: "customer",
    depositPercent: null,
    depositAmount: null,
  };
  const withVariants = {
    ...current,
    priceAmount: 8_000,
    variants: [{ id: randomUUID(), ...hour }],
  };
  const refusal = (
    wanted: Parameters<typeof termsAfter>[0],
    before?: Parameters<typeof termsAfter>[1],
  ) => {
    try {
      return { fits: termsAfter(wanted, before) };
    } catch (error) {
      return (error as { data: { errors: Array<{ path: string }> } }).data.errors[0]!.path;
    }
  };

  test("with variants the lowest price and the shortest duration are the service's", () => {
    const quick = { name: "Quick", priceAmount: 9_000, durationMinutes: 30 };
    expect(termsAfter({ variants: [long, hour, quick] })).toMatchObject({
      priceAmount: 8_000,
      durationMinutes: 30,
      variants: [long, hour, quick],
    });
  });
  test("what is not given stays, and without variants the last price and duration do", () => {
    expect(termsAfter({}, withVariants)).toEqual(withVariants);
    expect(termsAfter({ variants: [] }, withVariants)).toEqual({ ...withVariants, variants: [] });
    expect(termsAfter({ priceAmount: 500 }, current)).toEqual({ ...current, priceAmount: 500 });
  });
  test("what is due at booking is a percentage or an amount, stays until it is changed, and can be taken away", () => {
    const half = termsAfter({ deposit: { percent: 50 } }, current);
    expect(half).toMatchObject({ depositPercent: 50, depositAmount: null });
    expect(termsAfter({ priceAmount: 500 }, half as typeof current)).toMatchObject({
      depositPercent: 50,
    });
    expect(termsAfter({ deposit: { amount: 12_000 } }, half as typeof current)).toMatchObject({
      depositPercent: null,
      depositAmount: 12_000,
    });
    expect(termsAfter({ deposit: null }, half as typeof current)).toMatchObject({
      depositPercent: null,
      depositAmount: null,
    });
  });
  test.each([
    ["durationMinutes", { priceAmount: 500 }, undefined],
    ["priceAmount", { durationMinutes: 60 }, undefined],
    ["priceAmount", { priceAmount: 500, variants: [hour] }, undefined],
    ["durationMinutes", { durationMinutes: 30 }, withVariants],
    ["variants.1.name", { variants: [hour, { ...long, name: "60 MINUTES" }] }, undefined],
    ["variants.0.id", { variants: [{ ...hour, id: UNKNOWN_ID }] }, withVariants],
    [
      "variants.1.id",
      { variants: [withVariants.variants[0]!, { ...withVariants.variants[0]!, name: "Twin" }] },
      withVariants,
    ],
    ["deposit.amount", { deposit: { amount: 12_001 } }, current],
    ["deposit.amount", { deposit: { amount: 8_001 } }, withVariants],
    ["deposit.amount", { priceAmount: 500 }, { ...current, depositAmount: 501 }],
    ["location", { capacity: 2 }, current],
    ["location", { location: "customer" }, { ...current, capacity: 8, location: "provider" }],
  ])("refuses %s", (path, wanted, before) => {
    expect(refusal(wanted, before)).toBe(path);
  });
});

describe("services with variants", () => {
  let world: World;
  beforeAll(async () => void (world = await createWorld()));
  afterAll(() => world.database.drop());
  const providers = () => world.harness.clients.providers;

  test("a variant keeps its id when it is changed or moved, and loses it when it is removed", async () => {
    const { provider, as } = await createListedProvider(world);
    const made = await providers().createService(
      { id: provider.id, ...massage, variants: [hour, long] },
      as,
    );
    expect(made).toMatchObject({
      price: { amount: 8_000, currency: "USD" },
      durationMinutes: 60,
      capacity: 1,
      variants: [
        { name: "60 minutes", price: { amount: 8_000, currency: "USD" }, durationMinutes: 60 },
        { name: "90 minutes", price: { amount: 11_000, currency: "USD" }, durationMinutes: 90 },
      ],
    });
    const [first, second] = made.variants;
    const save = (variants: object[]) =>
      providers().updateService(
        { id: provider.id, serviceId: made.id, variants: variants as [] },
        as,
      );
    const moved = await save([
      { ...long, id: second!.id, priceAmount: 12_000 },
      { ...hour, id: first!.id },
    ]);
    expect(moved.variants.map(({ id }) => id)).toEqual([second!.id, first!.id]);
    expect(moved.variants[0]!.price.amount).toBe(12_000);
    expect((await save([{ ...long, id: second!.id }])).price.amount).toBe(11_000);
    await expect(save([{ ...hour, id: first!.id }])).rejects.toMatchObject({
      status: 422,
      data: { errors: [{ path: "variants.0.id" }] },
    });
    expect(await save([])).toMatchObject({ variants: [], durationMinutes: 90 });
  });

  test("another provider's variant is none of this service", async () => {
    const mine = await createListedProvider(world);
    const theirs = await createListedProvider(world);
    const other = await providers().createService(
      { id: theirs.provider.id, ...massage, variants: [hour] },
      theirs.as,
    );
    await expect(
      providers().updateService(
        {
          id: mine.provider.id,
          serviceId: mine.service.id,
          variants: [{ ...hour, id: other.variants[0]!.id }],
        },
        mine.as,
      ),
    ).rejects.toMatchObject({ status: 422, data: { errors: [{ path: "variants.0.id" }] } });
  });

  test.each([
    [400, "variants.0.durationMinutes", { variants: [{ ...hour, durationMinutes: 7 }] }],
    [400, "variants.0.durationMinutes", { variants: [{ ...hour, durationMinutes: 0 }] }],
    [400, "variants.0.priceAmount", { variants: [{ ...hour, priceAmount: -1 }] }],
    [400, "variants.0.name", { variants: [{ ...hour, name: " " }] }],
    [
      400,
      "variants",
      { variants: Array.from({ length: 11 }, (_, n) => ({ ...hour, name: `Size ${n}` })) },
    ],
    [400, "capacity", { capacity: 0 }],
    [400, "capacity", { capacity: 201 }],
    [400, "capacity", { capacity: 2.5 }],
    [422, "location", { capacity: 8 }],
    [422, "priceAmount", { variants: [hour], priceAmount: 500 }],
  ])("answers %i at %s", async (status, path, change) => {
    const { provider, service, as } = await createListedProvider(world);
    await expect(
      providers().updateService({ id: provider.id, serviceId: service.id, ...change }, as),
    ).rejects.toMatchObject(
      status === 422
        ? { status, data: { errors: [{ path }] } }
        : {
            status,
            data: {
              issues: expect.arrayContaining([expect.objectContaining({ path: inParts(path) })]),
            },
          },
    );
  });

  test("a group class is at the provider's place, and may become smaller", async () => {
    const { provider, as } = await createListedProvider(world);
    const yoga = await providers().createService(
      { id: provider.id, ...leakRepair, name: "Yoga", location: "provider", capacity: 12 },
      as,
    );
    expect(yoga.capacity).toBe(12);
    const smaller = { id: provider.id, serviceId: yoga.id, capacity: 4 };
    expect((await providers().updateService(smaller, as)).capacity).toBe(4);
  });
});
