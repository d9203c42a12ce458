import { beforeEach, describe, expect, test } from "vitest";
import { system, transaction } from "@loconomy/kit";
import { findFaults } from "./check-books.ts";
import {
  CARDS,
  STOPS,
  usePaymentsWorld,
  withDeposit,
  type TestBooking,
  sumsAtStripe,
} from "./testing.ts";

/**
 * What stops between two steps leaves an intention written down, and either nothing asked of Stripe or something done there
 * that nobody heard of; or Stripe failed, with nothing done or all, and would answer the same key the same for a day. Whichever it
 * was: the retry heals it, and no card is charged twice.
 */
const world = usePaymentsWorld();
beforeEach(() => {
  world.outage.path = null;
});

const stop = (path: RegExp, how: (typeof STOPS)[number][1]): void => {
  Object.assign(world.outage, { path, ...how });
};
const heal = async (): Promise<void> => {
  world.outage.path = null;
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  await world.harness.advance(15 * 60_000);
  for (const job of ["retry-webhooks", "retry-refunds", "retry-holds", "reconcile"])
    await jobs[`payments.${job}`]!({});
  await world.harness.settle();
};
const usd = (amount: number) => ({ amount, currency: "USD" });
const atStripe = (booking: TestBooking) => sumsAtStripe(world, booking);
const judge = async (booking: TestBooking, expected: Awaited<ReturnType<typeof atStripe>>) => {
  expect(await atStripe(booking)).toEqual(expected);
  const { captured, refunded } = await world.getPayment(booking);
  expect({ taken: captured.amount, back: refunded.amount }).toEqual({
    taken: expected.taken,
    back: expected.back,
  });
  const db = world.database.owner;
  expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
  const { rows } = await db.pool.query("select kind, detail from payments.discrepancies");
  expect(rows).toEqual([]);
};

test.each(["drop_before", "drop_after", "error"])(
  "%s, over the wire: the SDK's own retry takes the price once, and nothing has to be healed",
  async (kind) => {
    const booking = await world.authorized();
    await world.stripe.rawRequest("POST", "/v1/test_helpers/faults", { kind, path: "/capture" });
    await world.tell("booking.completed", booking);
    await judge(booking, { held: 0, taken: 4500, back: 0 });
    expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
  },
);

describe.each(STOPS)("stopped %s", (_when, how) => {
  test.each([
    ["the customer was made", /^\/v1\/customers$/],
    ["the intent was made", /^\/v1\/payment_intents$/],
  ])("as %s: booking again opens one payment", async (_step, path) => {
    const booking = world.newBooking();
    stop(path, how);
    await expect(world.authorize(booking)).rejects.toThrow();
    world.outage.path = null;
    const { clientSecret } = await world.authorize(booking);
    expect((await world.authorize(booking)).clientSecret).toBe(clientSecret);
    await world.pay(clientSecret!);
    await heal();
    expect((await world.getPayment(booking)).status).toBe("authorized");
    await judge(booking, { held: 4500, taken: 0, back: 0 });
  });

  test.each([
    ["the intent was made", /^\/v1\/payment_intents$/],
    ["the saved card was held", /^\/v1\/payment_intents\/\w+\/confirm$/],
  ])("as %s in the customer's absence: one hold", async (_step, path) => {
    const booking = await world.saved();
    stop(path, how);
    await world.turnTo(booking, 80);
    await heal();
    expect((await world.getPayment(booking)).status).toBe("authorized");
    await judge(booking, { held: 4500, taken: 0, back: 0 });
  });

  test("as the price was captured: taken once", async () => {
    const booking = await world.authorized();
    stop(/^\/v1\/payment_intents\/\w+\/capture$/, how);
    await world.tell("booking.completed", booking);
    expect((await world.ledger(booking)).length).toBe(0);
    await heal();
    await judge(booking, { held: 0, taken: 4500, back: 0 });
    expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
  });

  test.each([
    ["the intent was made", /^\/v1\/payment_intents$/],
    ["the saved card was charged", /^\/v1\/payment_intents\/\w+\/confirm$/],
  ])("as %s for what a cancellation costs: charged once", async (_step, path) => {
    const booking = await world.saved();
    stop(path, how);
    await world.tell("booking.cancelled", booking, {
      by: "customer",
      wasPaid: true,
      keep: usd(2250),
      refund: usd(2250),
    });
    await heal();
    await judge(booking, { held: 0, taken: 2250, back: 0 });
    expect((await world.ledger(booking)).filter(([kind]) => kind === "capture")).toHaveLength(2);
  });

  test("as the saving of a card was given up: nothing can be saved any more", async () => {
    const booking = world.newBooking({
      start: new Date(world.harness.clock.now().getTime() + 480 * 3_600_000).toISOString(),
      end: new Date(world.harness.clock.now().getTime() + 481 * 3_600_000).toISOString(),
    });
    const { clientSecret } = await world.authorize(booking);
    stop(/^\/v1\/setup_intents\/\w+\/cancel$/, how);
    await world.tell("booking.expired", booking);
    await heal();
    expect((await world.pay(clientSecret!)).error).toBeDefined();
    expect((await world.getPayment(booking)).status).toBe("released");
  });

  test("as a hold that a payment has left behind was given up: nothing is held any more", async () => {
    const booking = await world.authorized();
    stop(/^\/v1\/payment_intents\/\w+\/cancel$/, how);
    await world.move(booking, 20 * 24);
    expect(await atStripe(booking)).toEqual({
      held: how.isCarriedOut ? 0 : 4500,
      taken: 0,
      back: 0,
    });
    await heal();
    await judge(booking, { held: 0, taken: 0, back: 0 });
  });

  test("as the next card was to be saved: its owner is told once that the first one fails", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    stop(/^\/v1\/payment_intents\/\w+$/, how);
    await world.turnTo(booking, 80);
    await heal();
    const failed = await world.getPayment(booking);
    expect(failed.status).toBe("failed");
    const told = await world.told(booking);
    expect(told.filter((type) => type === "payment.authorization_failed")).toHaveLength(1);
    await world.pay(failed.clientSecret!);
    await judge(booking, { held: 4500, taken: 0, back: 0 });
  });

  test("as the deposit's intent was made: booking again opens one payment", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    stop(/^\/v1\/payment_intents$/, how);
    await expect(world.authorize(booking)).rejects.toThrow();
    world.outage.path = null;
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!);
    await heal();
    await judge(booking, { held: 3000, taken: 1500, back: 0 });
  });

  test("as the deposit was charged and nobody heard of it: charged once, and the booking is paid", async () => {
    const booking = world.newBooking({ pricing: withDeposit(1500) });
    const { clientSecret } = await world.authorize(booking);
    stop(/^\/v1\/payment_intents\/\w+$/, how);
    await world.pay(clientSecret!);
    await world.getPayment(booking);
    await heal();
    expect(await world.told(booking)).toContain("payment.card_saved");
    await judge(booking, { held: 3000, taken: 1500, back: 0 });
  });

  test.each([
    ["the rest's hold was given back", /^\/v1\/payment_intents\/\w+\/cancel$/, 1000, 500],
    ["the deposit was given back", /^\/v1\/refunds$/, 0, 1500],
  ])("as %s: what is not kept of a deposit goes back once", async (_step, path, keep, back) => {
    const booking = await world.deposited({ daysAhead: 2 });
    stop(path, how);
    await world.tell("booking.cancelled", booking, {
      by: "customer",
      wasPaid: true,
      keep: usd(keep),
      refund: usd(4500 - keep),
    });
    await heal();
    await judge(booking, { held: 0, taken: 1500, back });
  });

  test("as the rest of a price was captured: taken once", async () => {
    const booking = await world.deposited({ daysAhead: 2 });
    stop(/^\/v1\/payment_intents\/\w+\/capture$/, how);
    await world.tell("booking.completed", booking);
    await heal();
    await judge(booking, { held: 0, taken: 4500, back: 0 });
  });

  test("as the hold was given back: nothing is held, nothing taken", async () => {
    const booking = await world.authorized();
    stop(/^\/v1\/payment_intents\/\w+\/cancel$/, how);
    await world.tell("booking.declined", booking);
    await heal();
    expect((await world.getPayment(booking)).status).toBe("released");
    await judge(booking, { held: 0, taken: 0, back: 0 });
  });

  test.each([
    ["minutes", 60_000],
    // Stripe has forgotten the idempotency key by then.
    ["three days", 3 * 24 * 3_600_000],
  ])("as a refund was sent, for %s: given back once", async (_long, ms) => {
    const booking = await world.authorized();
    await world.tell("booking.completed", booking);
    stop(/^\/v1\/refunds$/, how);
    const refund = { id: booking.id, amount: 2000, reason: "Goodwill" };
    await expect(
      world.harness.clients.payments.refundBooking(refund, { context: { actor: world.operator } }),
    ).rejects.toMatchObject({ code: "service_unavailable" });
    await world.harness.advance(ms);
    if (ms > 24 * 3_600_000)
      await world.database.owner.pool.query("delete from sandbox.idempotency_keys");
    await heal();
    await judge(booking, { held: 0, taken: 4500, back: 2000 });
    expect((await world.told(booking)).filter((type) => type === "payment.refunded")).toHaveLength(
      1,
    );
  });
});
