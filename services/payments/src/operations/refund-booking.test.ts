import { randomUUID } from "node:crypto";
import { guestActor, userActor } from "@loconomy/testing";
import type { Actor, UserActor } from "@loconomy/contracts";
import { call, createRouterClient } from "@orpc/server";
import { describe, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import type { createRouters } from "../router.ts";
import { usePaymentsWorld, type PaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const operator = userActor(randomUUID(), "admin");
const refund = (booking: { id: string }, amount: number, actor: Actor = operator) =>
  world.harness.clients.payments.refundBooking(
    { id: booking.id, amount, reason: "The tap still leaks" },
    { context: { actor } },
  );
const captured = async (): Promise<TestBooking> => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  return booking;
};
const intentOf = async (booking: TestBooking): Promise<string> => {
  const { rows } = await world.database.owner.pool.query(
    "select intent_id from payments.payments where booking_id = $1",
    [booking.id],
  );
  return rows[0].intent_id;
};
const refundedAtStripe = async (booking: TestBooking): Promise<number> => {
  const { data } = await world.stripe.refunds.list({
    payment_intent: await intentOf(booking),
    limit: 100,
  });
  return data.reduce((sum, { amount }) => sum + amount, 0);
};

test("in parts until nothing is left, from escrow", async () => {
  const booking = await captured();
  expect(await refund(booking, 1500)).toMatchObject({
    refund: "succeeded",
    status: "captured",
    refunded: { amount: 1500 },
  });
  expect(await refund(booking, 3000)).toMatchObject({
    status: "refunded",
    refunded: { amount: 4500 },
  });
  expect((await world.ledger(booking)).slice(2)).toEqual([
    ["refund", "customer_escrow", -1500],
    ["refund", "stripe_clearing", 1500],
    ["refund", "customer_escrow", -3000],
    ["refund", "stripe_clearing", 3000],
  ]);
  expect((await world.told(booking)).slice(2)).toEqual(["payment.refunded", "payment.refunded"]);
  expect(await refundedAtStripe(booking)).toBe(4500);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect((await world.ledger(booking)).filter(([kind]) => kind === "release")).toEqual([]);
});

test("after the provider was credited, both sides give back their share", async () => {
  const booking = await captured();
  await refund(booking, 500);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  await refund(booking, 1000);
  expect((await world.ledger(booking)).slice(4)).toEqual([
    ["release", "customer_escrow", -4000],
    ["release", "provider_payable", 3600],
    ["release", "platform_fees", 400],
    ["refund", "provider_payable", -900],
    ["refund", "platform_fees", -100],
    ["refund", "stripe_clearing", 1000],
  ]);
});

test("more than is left is refused, as is what was not taken", async () => {
  const booking = await captured();
  await expect(refund(booking, 4501)).rejects.toMatchObject({
    code: "unprocessable",
    data: { errors: [{ path: "amount", message: "must be at most 4500" }] },
  });
  await expect(refund(await world.authorized(), 100)).rejects.toMatchObject({
    code: "unprocessable",
  });
  expect(await refundedAtStripe(booking)).toBe(0);
});

test("parallel refunds never give back more than was taken", async () => {
  const booking = await captured();
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => refund(booking, 1000)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  for (const result of results)
    if (result.status === "rejected")
      expect(result.reason).toMatchObject({ code: "unprocessable" });
  expect(await refundedAtStripe(booking)).toBe(4000);
  expect(await refund(booking, 500)).toMatchObject({ status: "refunded" });
});

test("a refund that Stripe could not be told of is sent later, once", async () => {
  const booking = await captured();
  world.outage.path = /refunds/;
  await expect(refund(booking, 2000)).rejects.toMatchObject({ code: "service_unavailable" });
  await expect(refund(booking, 3000)).rejects.toMatchObject({ code: "unprocessable" });
  world.outage.path = null;
  world.harness.clock.advance(60_000);
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  await Promise.all([1, 2].map(() => jobs["payments.retry-refunds"]!({})));
  expect(await world.getPayment(booking)).toMatchObject({ refunded: { amount: 2000 } });
  expect(await refundedAtStripe(booking)).toBe(2000);
  expect((await world.told(booking)).filter((type) => type === "payment.refunded")).toHaveLength(1);
});

describe("the same request again", () => {
  const ask = (booking: { id: string }, amount: number, idempotencyKey: string) => {
    const context = { actor: operator, idempotencyKey };
    const client = createRouterClient(world.service.router as never, { context } as never);
    return (client as PaymentsWorld["harness"]["clients"]["payments"]).refundBooking({
      id: booking.id,
      amount,
      reason: "The tap still leaks",
    });
  };

  test.each([false, true])(
    "after its answer was lost goes on with the refund that it made (done at Stripe: %s)",
    async (isCarriedOut) => {
      const booking = await captured();
      Object.assign(world.outage, { path: /refunds/, isCarriedOut });
      const key = randomUUID();
      await expect(ask(booking, 2000, key)).rejects.toMatchObject({ code: "service_unavailable" });
      world.outage.path = null;
      for (const _time of [1, 2])
        expect(await ask(booking, 2000, key)).toMatchObject({ refunded: { amount: 2000 } });
      expect(await refundedAtStripe(booking)).toBe(2000);
    },
  );

  test("is refused again when Stripe had refused it", async () => {
    const booking = await captured();
    await world.stripe.refunds.create({ payment_intent: await intentOf(booking), amount: 4000 });
    const key = randomUUID();
    for (const _time of [1, 2])
      await expect(ask(booking, 1000, key)).rejects.toMatchObject({ code: "unprocessable" });
  });

  test("with another amount or for another booking is not the same", async () => {
    const booking = await captured();
    const key = randomUUID();
    await ask(booking, 1000, key);
    const reused = { code: "idempotency_key_reused" };
    await expect(ask(booking, 1500, key)).rejects.toMatchObject(reused);
    await expect(ask(await captured(), 1000, key)).rejects.toMatchObject(reused);
    expect(await refundedAtStripe(booking)).toBe(1000);
  });
});

test("what Stripe refuses is not booked, and may be tried again", async () => {
  const booking = await captured();
  await world.stripe.refunds.create({ payment_intent: await intentOf(booking), amount: 4000 });
  await expect(refund(booking, 1000)).rejects.toMatchObject({ code: "unprocessable" });
  expect(await world.getPayment(booking)).toMatchObject({ refunded: { amount: 0 } });
  expect(await refund(booking, 500)).toMatchObject({ refunded: { amount: 500 } });
});

test.each([-1, 0, 1.5, 1e18, "1e3", null])(
  "an amount of %s is refused by its name, and nothing is asked, written or posted",
  async (amount) => {
    const booking = await captured();
    const [posted, asked] = [await world.ledger(booking), world.requests.length];
    const error = await refund(booking, amount as number).catch((refusal: unknown) => refusal);
    const { status, data } = error as { status: number; data: { issues: { path: string[] }[] } };
    expect(status).toBe(400);
    expect(new Set(data.issues.flatMap(({ path }) => path))).toEqual(new Set(["amount"]));
    expect(await world.ledger(booking)).toEqual(posted);
    expect(world.requests.slice(asked)).toEqual([]);
    const { rows } = await world.database.owner.pool.query(
      "select from payments.refunds where payment_id = (select id from payments.payments where booking_id = $1)",
      [booking.id],
    );
    expect(rows).toEqual([]);
  },
);

test("only operators may, and only for bookings that exist", async () => {
  const booking = await captured();
  await expect(refund(booking, 100, guestActor())).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(refund(booking, 100, userActor(booking.customerId))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    refund(booking, 100, userActor(booking.providerUserId, "provider")),
  ).rejects.toMatchObject({ code: "forbidden" });
  await expect(refund({ id: randomUUID() }, 100)).rejects.toMatchObject({ code: "not_found" });
});

describe("a large refund", () => {
  const large = async () => {
    const booking = await world.authorized({ price: { amount: 90_000, currency: "USD" } });
    await world.tell("booking.completed", booking);
    expect(await refund(booking, 50_001)).toMatchObject({
      refund: "proposed",
      status: "captured",
      refunded: { amount: 0 },
    });
    const { items } = await world.harness.clients.payments.listRefunds(
      {},
      { context: { actor: operator } },
    );
    const proposed = items.find(({ bookingId }) => bookingId === booking.id)!;
    expect(proposed).toMatchObject({ status: "proposed", decidedBy: null });
    return { booking, id: proposed.id };
  };
  const second = userActor(randomUUID(), "admin") as UserActor;
  const approve = (id: string, actor: Actor = second) =>
    world.harness.clients.payments.approveRefund({ id }, { context: { actor } });
  const reject = (id: string, actor: Actor = second) =>
    world.harness.clients.payments.rejectRefund({ id }, { context: { actor } });

  test("is sent when another operator approves, and once", async () => {
    const { booking, id } = await large();
    expect(await refundedAtStripe(booking)).toBe(0);
    const results = await Promise.allSettled([1, 2, 3].map(() => approve(id)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refundedAtStripe(booking)).toBe(50_001);
    expect(await world.getPayment(booking)).toMatchObject({ refunded: { amount: 50_001 } });
    await expect(reject(id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("keeps its part from being given back otherwise, until it is rejected", async () => {
    const { booking, id } = await large();
    await expect(refund(booking, 40_000)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await reject(id)).toMatchObject({ status: "rejected", decidedBy: second.userId });
    expect(await refund(booking, 40_000)).toMatchObject({ refunded: { amount: 40_000 } });
    await expect(approve(id)).rejects.toMatchObject({ code: "conflict" });
    expect(await refundedAtStripe(booking)).toBe(40_000);
  });

  test("is one in parts too", async () => {
    const booking = await world.authorized({ price: { amount: 120_000, currency: "USD" } });
    await world.tell("booking.completed", booking);
    expect(await refund(booking, 30_000)).toMatchObject({ refunded: { amount: 30_000 } });
    expect(await refund(booking, 20_000)).toMatchObject({ refunded: { amount: 50_000 } });
    expect(await refund(booking, 1)).toMatchObject({ refunded: { amount: 50_000 } });
    expect(await refundedAtStripe(booking)).toBe(50_000);
  });

  test("asked for again under its key says what another operator decided", async () => {
    const booking = await world.authorized({ price: { amount: 90_000, currency: "USD" } });
    await world.tell("booking.completed", booking);
    const key = randomUUID();
    const ask = () =>
      call(
        (world.service.internalRouter as unknown as ReturnType<typeof createRouters>["router"])
          .refundBooking,
        { id: booking.id, amount: 50_001, reason: "Goodwill" },
        { context: { actor: operator, idempotencyKey: key } },
      );
    for (const _time of [1, 2]) expect(await ask()).toMatchObject({ refund: "proposed" });
    const { items } = await world.harness.clients.payments.listRefunds(
      {},
      { context: { actor: operator } },
    );
    await reject(items.find(({ bookingId }) => bookingId === booking.id)!.id);
    await expect(ask()).rejects.toMatchObject({
      code: "unprocessable",
      message: "Another operator has rejected this refund.",
    });
  });

  test("is not decided by who proposed it, nor by anybody but operators", async () => {
    const { booking, id } = await large();
    for (const decide of [approve, reject]) {
      await expect(decide(id, operator)).rejects.toMatchObject({ code: "forbidden" });
      await expect(decide(id, guestActor())).rejects.toMatchObject({ code: "unauthenticated" });
      await expect(decide(id, userActor(booking.customerId))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(decide(randomUUID())).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(
      world.database.owner.pool.query(
        "update payments.refunds set status = 'pending', decided_by = requested_by where id = $1",
        [id],
      ),
    ).rejects.toMatchObject({ code: "23514" });
    expect(await refundedAtStripe(booking)).toBe(0);
  });

  test("that is approved while Stripe is away is sent later", async () => {
    const { booking, id } = await large();
    world.outage.path = /refunds/;
    await expect(approve(id)).rejects.toMatchObject({ code: "service_unavailable" });
    world.outage.path = null;
    world.harness.clock.advance(60_000);
    await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
      "payments.retry-refunds"
    ]!({});
    expect(await refundedAtStripe(booking)).toBe(50_001);
  });

  test("is large by the digits of its currency", async () => {
    const yen = await world.authorized({ price: { amount: 900, currency: "JPY" } });
    await world.tell("booking.completed", yen);
    expect(await refund(yen, 500)).toMatchObject({ refunded: { amount: 500 } });
    const more = await world.authorized({ price: { amount: 900, currency: "JPY" } });
    await world.tell("booking.completed", more);
    expect(await refund(more, 501)).toMatchObject({ refunded: { amount: 0 } });
  });
});
