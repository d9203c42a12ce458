import { randomUUID } from "node:crypto";
import type { Price, Pricing } from "@loconomy/contracts";
import { userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const MINUTE_MS = 60_000;
const usd = (amount: number) => ({ amount, currency: "USD" });
const operator = { context: { actor: userActor(randomUUID(), "admin") } };
const money = () => world.harness.clients.payments;
const code = (error: unknown): string => (error as { code: string }).code;
const reason = (error: unknown): unknown =>
  (error as { data?: { reason?: string } }).data?.reason ?? code(error);

let made = 0;
const coupon = (facts: object = {}) =>
  money().createCoupon(
    {
      code: `TEN-${++made}`,
      off: { percent: 10 },
      minimums: [],
      categoryIds: [],
      usesMax: null,
      usesPerCustomer: null,
      validFrom: "2020-01-01T00:00:00Z",
      validUntil: null,
      ...facts,
    },
    operator,
  );
const PRICE: Price = {
  lines: [{ kind: "service", label: "Leaking tap", amount: usd(4500) }],
  includedTaxes: [],
  total: usd(4500),
  tax: 0,
  feeBps: 1000,
};
const reserve = (of: string, customerId: string = randomUUID(), facts: object = {}) =>
  money().reserveCoupon({
    code: of,
    customerId,
    holdId: randomUUID(),
    categoryId: randomUUID(),
    price: PRICE,
    reservedUntil: new Date(world.harness.clock.now().getTime() + 25 * MINUTE_MS).toISOString(),
    ...facts,
  });
/** A booking whose card is held for the price less a coupon. */
const booked = async (of: string): Promise<TestBooking> => {
  const customerId = randomUUID();
  const { price } = await reserve(of, customerId);
  const { total, ...pricing } = price;
  return world.authorized({ customerId, price: total, pricing: pricing as Pricing });
};
const usesOf = async (id: string): Promise<number> =>
  (await money().listCoupons({ limit: 100 }, operator)).items.find((one) => one.id === id)!.uses;

test("of fifty who want the last use at once, one gets it", async () => {
  // The first round also opens the connections: only then do all truly meet.
  for (let round = 0; round < 3; round++) {
    const { id, code: last } = await coupon({ usesMax: 1 });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => reserve(last)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.flatMap((one) =>
      one.status === "rejected" ? [reason(one.reason)] : [],
    );
    expect(new Set(refused)).toEqual(new Set(["used_up"]));
    expect(await usesOf(id)).toBe(1);
  }
});

test("a customer who asks for twenty times at once gets one", async () => {
  const { code: once } = await coupon({ usesPerCustomer: 1 });
  const me = randomUUID();
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => reserve(once, me)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(reserve(once, me)).rejects.toSatisfy((e) => reason(e) === "already_used");
  await reserve(once);
});

test("the same held time may ask again without using it twice", async () => {
  const { id, code: once } = await coupon({ usesMax: 1, usesPerCustomer: 1 });
  const [me, holdId] = [randomUUID(), randomUUID()];
  await reserve(once, me, { holdId });
  await reserve(once, me, { holdId });
  expect(await usesOf(id)).toBe(1);
});

test("a use that was kept is free again when it is given back, or its time is over", async () => {
  const { code: last } = await coupon({ usesMax: 1 });
  const { price } = await reserve(last);
  await money().returnCoupon({ redemptionId: price.coupon!.redemptionId });
  await reserve(last);
  await expect(reserve(last)).rejects.toSatisfy((e) => reason(e) === "used_up");
  await world.harness.advance(26 * MINUTE_MS);
  await reserve(last);
});

test("a booking redeems it, and gives it back when nothing is charged", async () => {
  const { id, code: last } = await coupon({ usesMax: 1 });
  const more = { by: "provider", wasPaid: true, keep: usd(0), refund: usd(4050) };
  for (const end of ["declined", "expired", "cancelled"] as const) {
    const booking = await booked(last);
    expect(booking.price).toEqual(usd(4050));
    await world.harness.advance(26 * MINUTE_MS);
    expect(await usesOf(id)).toBe(1);
    await expect(reserve(last)).rejects.toSatisfy((e) => reason(e) === "used_up");
    await world.tell(`booking.${end}`, booking, end === "cancelled" ? more : {});
    expect(await usesOf(id)).toBe(0);
  }
});

test("a cancellation that costs something keeps it", async () => {
  const { id, code: last } = await coupon({ usesMax: 1 });
  const booking = await booked(last);
  const more = { by: "customer", wasPaid: true, keep: usd(2025), refund: usd(2025) };
  await world.tell("booking.cancelled", booking, more);
  expect(await usesOf(id)).toBe(1);
});

test("the platform bears it: the provider gets as much as without it", async () => {
  const { code: half } = await coupon({ off: { percent: 50 } });
  const booking = await booked(half);
  expect(await world.getPayment(booking)).toMatchObject({
    amount: usd(2250),
    breakdown: {
      lines: [
        { kind: "service", amount: usd(4500) },
        { kind: "discount", label: `Coupon ${half}`, amount: usd(-2250) },
      ],
    },
  });
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS);
  expect((await world.ledger(booking)).filter(([kind]) => kind === "release")).toEqual([
    ["release", "customer_escrow", -2250],
    ["release", "provider_payable", 4050],
    ["release", "platform_fees", 450],
    ["release", "platform_fees", -2250],
  ]);
  await money().refundBooking({ id: booking.id, amount: 2250, reason: "Goodwill." }, operator);
  const sums = Map.groupBy(await world.ledger(booking), ([, account]) => account);
  for (const [account, entries] of sums)
    expect([account, entries.reduce((sum, [, , amount]) => sum + amount, 0)]).toEqual([account, 0]);
});

test("nobody redeems what was kept for somebody else, and opening a payment twice redeems once", async () => {
  const { id, code: any } = await coupon();
  const owner = randomUUID();
  const { price } = await reserve(any, owner);
  const { total, ...pricing } = price;
  const stolen = world.newBooking({ price: total, pricing });
  await expect(world.authorize(stolen)).rejects.toSatisfy((e) => code(e) === "conflict");
  const own = world.newBooking({ customerId: owner, price: total, pricing });
  await Promise.all([world.authorize(own), world.authorize(own)]);
  expect(await usesOf(id)).toBe(1);
});

test("unknown and ended codes are refused", async () => {
  await expect(reserve("NOPE")).rejects.toSatisfy((e) => reason(e) === "unknown");
  const { id, code: any } = await coupon();
  const { price } = await reserve(any);
  const ended = await money().endCoupon({ id }, operator);
  expect(ended.endedAt).not.toBeNull();
  expect((await money().endCoupon({ id }, operator)).endedAt).toBe(ended.endedAt);
  await expect(reserve(any)).rejects.toSatisfy((e) => reason(e) === "ended");
  expect(price.coupon?.amount).toBe(450);
});

test.each([
  [{ code: "A" }, "BAD_REQUEST"],
  [{ code: "TEN OFF" }, "BAD_REQUEST"],
  [{ off: { percent: 0 } }, "BAD_REQUEST"],
  [{ off: { percent: 100 } }, "BAD_REQUEST"],
  [{ off: { percent: 1.5 } }, "BAD_REQUEST"],
  [{ off: { percent: "1e1" } }, "BAD_REQUEST"],
  [{ off: { amounts: [] } }, "BAD_REQUEST"],
  [{ off: { amounts: [usd(-1)] } }, "BAD_REQUEST"],
  [{ off: { amounts: [usd(1e18)] } }, "BAD_REQUEST"],
  [{ off: { amounts: [usd(1), usd(2)] } }, "BAD_REQUEST"],
  [{ usesMax: 0 }, "BAD_REQUEST"],
  [{ validUntil: "2019-01-01T00:00:00Z" }, "unprocessable"],
  [{ categoryIds: [randomUUID()] }, "unprocessable"],
])("a coupon with %j is refused", async (facts, expected) => {
  await expect(coupon(facts)).rejects.toSatisfy((e) => code(e) === expected);
});

test("codes are one whatever their case, and of one code there is one coupon", async () => {
  const { code: given } = await coupon({ code: " spring-26 " });
  expect(given).toBe("SPRING-26");
  await expect(coupon({ code: "Spring-26" })).rejects.toSatisfy(
    (e) => code(e) === "already_exists",
  );
  await expect(money().endCoupon({ id: randomUUID() }, operator)).rejects.toSatisfy(
    (e) => code(e) === "not_found",
  );
});
