import { randomUUID } from "node:crypto";
import type { TaxRate } from "@loconomy/contracts";
import { guestActor, userActor } from "@loconomy/testing";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { usePaymentsWorld } from "../testing.ts";

const world = usePaymentsWorld();
beforeAll(() => {
  for (const [lat, country, region] of [
    [30, "US", "TX"],
    [48, "DE", "Bavaria"],
  ] as const)
    world.places.set(lat, {
      id: String(lat),
      name: "Town",
      label: "Town",
      country,
      region,
      position: { lat, lng: 0 },
      timeZone: "UTC",
      population: 1000,
    });
});
beforeEach(async () => {
  await world.database.owner.pool.query(
    "delete from payments.tax_rates; delete from payments.fee_rules; delete from payments.provider_plans",
  );
});

const as = (role: "admin" | "customer" | "provider") => ({
  context: { actor: userActor(randomUUID(), role) },
});
const operator = as("admin");
const money = () => world.harness.clients.payments;
const salesTax: Omit<TaxRate, "id"> = {
  country: "US",
  region: "TX",
  name: "Sales tax",
  ratePpm: 82_500,
  isInclusive: false,
  validFrom: "2026-01-01",
  validUntil: null,
};
const quoteOf = async (facts: Partial<Parameters<ReturnType<typeof money>["quote"]>[0]> = {}) =>
  (
    await money().quote({
      providerId: randomUUID(),
      categoryId: randomUUID(),
      position: { lat: 30, lng: 0 },
      label: "Leaking tap",
      price: { amount: 4500, currency: "USD" },
      deposit: null,
      days: ["2026-12-01"],
      ...facts,
    })
  ).prices;
const code = (error: unknown): string => (error as { code: string }).code;

test("without rules there is no tax, and the fee is the configured one", async () => {
  const [price] = await quoteOf();
  expect(price).toEqual({
    lines: [{ kind: "service", label: "Leaking tap", amount: { amount: 4500, currency: "USD" } }],
    includedTaxes: [],
    total: { amount: 4500, currency: "USD" },
    tax: 0,
    feeBps: 1000,
  });
});

test("a job bears the tax of its place on its day", async () => {
  const made = await money().createTaxRate(salesTax, operator);
  await money().endTaxRate({ id: made.id, validUntil: "2026-12-31" }, operator);
  await money().createTaxRate({ ...salesTax, ratePpm: 90_000, validFrom: "2027-01-01" }, operator);
  const days = ["2025-12-31", "2026-12-31", "2027-01-01"];
  expect((await quoteOf({ days })).map(({ total }) => total.amount)).toEqual([4500, 4871, 4905]);
  // In another country, and in the sea.
  for (const lat of [48, 0])
    expect((await quoteOf({ position: { lat, lng: 0 } }))[0]!.total.amount).toBe(4500);
});

test("the same tax has one rate a day; another one may stand beside it", async () => {
  const add = (facts: Partial<TaxRate>) =>
    money().createTaxRate({ ...salesTax, ...facts }, operator);
  const first = await add({ validUntil: "2026-06-30" });
  await expect(add({ validFrom: "2026-06-30" })).rejects.toSatisfy(
    (e) => code(e) === "already_exists",
  );
  await expect(add({ name: "sales TAX", region: "tx" })).rejects.toSatisfy(
    (e) => code(e) === "already_exists",
  );
  await add({ validFrom: "2026-07-01" });
  await add({ name: "City tax" });
  await expect(
    money().endTaxRate({ id: first.id, validUntil: "2026-07-01" }, operator),
  ).rejects.toSatisfy((e) => code(e) === "already_exists");
  const { items } = await money().listTaxRates({}, operator);
  expect(items.map(({ name, validFrom }) => [name, validFrom])).toEqual([
    ["City tax", "2026-01-01"],
    ["Sales tax", "2026-01-01"],
    ["Sales tax", "2026-07-01"],
  ]);
});

test("of twenty who add the same tax at once, one does", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => money().createTaxRate(salesTax, operator)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test.each([
  [{ ratePpm: 0 }, "invalid_request"],
  [{ ratePpm: -1 }, "invalid_request"],
  [{ ratePpm: 1.5 }, "invalid_request"],
  [{ ratePpm: 1e18 }, "invalid_request"],
  [{ ratePpm: "1e3" }, "invalid_request"],
  [{ country: "USA" }, "invalid_request"],
  [{ validFrom: "2026-02-30" }, "invalid_request"],
  [{ validUntil: "2025-12-31" }, "unprocessable"],
])("a tax with %j is refused", async (facts, expected) => {
  const error = await money()
    .createTaxRate({ ...salesTax, ...(facts as object) }, operator)
    .catch((e: unknown) => e);
  expect(["BAD_REQUEST", expected]).toContain(code(error));
  expect((await money().listTaxRates({}, operator)).items).toEqual([]);
});

test("the fee goes by category and plan, for what is quoted from then on", async () => {
  const booking = world.newBooking();
  const { providerId } = booking;
  const [home, plumbing] = [randomUUID(), randomUUID()];
  const category = { name: "", slug: "", description: null, iconName: null, sortOrder: 0 };
  world.categories.push(
    { ...category, id: home, parentId: null },
    { ...category, id: plumbing, parentId: home },
  );
  const fee = async () => (await quoteOf({ providerId, categoryId: plumbing }))[0]!.feeBps;
  const home15 = await money().putFee({ plan: null, categoryId: home, feeBps: 1500 }, operator);
  await money().putFee({ plan: "pro", categoryId: null, feeBps: 500 }, operator);
  expect(await fee()).toBe(1500);
  await money().deleteFee({ id: home15.id }, operator);
  expect(await fee()).toBe(1000);
  await money().putPlan({ id: providerId, plan: "pro" }, operator);
  expect(await money().getPlan({ id: providerId }, operator)).toEqual({ plan: "pro" });
  expect(await fee()).toBe(500);
  await money().putFee({ plan: "pro", categoryId: null, feeBps: 400 }, operator);
  expect(await fee()).toBe(400);
  expect((await money().listFees({}, operator)).items).toMatchObject([
    { plan: "pro", feeBps: 400 },
  ]);
});

test("a provider sees its plan and what is kept of a price", async () => {
  const { providerId: id, providerUserId } = world.newBooking();
  const owner = { context: { actor: userActor(providerUserId, "provider") } };
  const category = { name: "", slug: "", description: null, iconName: null, sortOrder: 0 };
  // The provider's own, as the stand-in for the providers service has it.
  world.categories.push({ ...category, id, parentId: null });
  expect(await money().getProviderFee({ id }, owner)).toEqual({ plan: "standard", feeBps: 1000 });
  await money().putPlan({ id, plan: "plus" }, operator);
  await money().putFee({ plan: "plus", categoryId: id, feeBps: 750 }, operator);
  expect(await money().getProviderFee({ id }, owner)).toEqual({ plan: "plus", feeBps: 750 });
  expect(await money().getProviderFee({ id }, operator)).toMatchObject({ feeBps: 750 });
  expect(await money().getProviderFee({ id }, as("provider")).catch(code)).toBe("not_found");
  const guest = { context: { actor: guestActor("g") } };
  expect(await money().getProviderFee({ id }, guest).catch(code)).toBe("unauthenticated");
  expect(await money().getProviderFee({ id: randomUUID() }, operator).catch(code)).toBe(
    "not_found",
  );
});

test("fees that make no sense are refused", async () => {
  const put = (rule: object) =>
    money()
      .putFee({ plan: null, categoryId: null, feeBps: 1, ...rule } as never, operator)
      .catch(code);
  expect(await put({})).toBe("unprocessable");
  expect(await put({ categoryId: randomUUID() })).toBe("unprocessable");
  expect(await put({ plan: "gold" })).toBe("BAD_REQUEST");
  expect(await put({ plan: "pro", feeBps: 10_001 })).toBe("BAD_REQUEST");
  const unknown = { id: randomUUID() };
  expect(await money().deleteFee(unknown, operator).catch(code)).toBe("not_found");
  expect(await money().getPlan(unknown, operator).catch(code)).toBe("not_found");
  expect(
    await money()
      .putPlan({ ...unknown, plan: "pro" }, operator)
      .catch(code),
  ).toBe("not_found");
  expect(
    await money()
      .endTaxRate({ ...unknown, validUntil: "2027-01-01" }, operator)
      .catch(code),
  ).toBe("not_found");
});

test("only operators see and change any of it, and quotes are between services", async () => {
  const guest = { context: { actor: guestActor("g") } };
  for (const [who, expected] of [
    [guest, "unauthenticated"],
    [as("customer"), "forbidden"],
    [as("provider"), "forbidden"],
  ] as const) {
    expect(await money().listTaxRates({}, who).catch(code)).toBe(expected);
    expect(await money().createTaxRate(salesTax, who).catch(code)).toBe(expected);
    expect(await money().listFees({}, who).catch(code)).toBe(expected);
    expect(
      await money().putFee({ plan: "pro", categoryId: null, feeBps: 1 }, who).catch(code),
    ).toBe(expected);
  }
});
