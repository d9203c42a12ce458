import { randomUUID } from "node:crypto";
import { userActor } from "@loconomy/testing";
import { beforeEach, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "./apply-intent.ts";
import { usePaymentsWorld, type TestBooking } from "./testing.ts";

// Nothing is delivered: what is learned, is learned by asking.
const world = usePaymentsWorld();

const jobs = (): Record<string, (payload: object) => Promise<void>> => world.service.jobs as never;
const later = async (): Promise<void> => {
  world.harness.clock.advance(3 * 60_000);
  await jobs()["payments.reconcile"]!({});
};
const raised = async () =>
  (
    await world.database.owner.pool.query<{ kind: string; detail: string; bookingId: string }>(
      `select kind, detail, booking_id as "bookingId" from payments.discrepancies where resolved_at is null order by id`,
    )
  ).rows;
const paymentOf = async ({ id }: TestBooking): Promise<{ intent_id: string; status: string }> =>
  (
    await world.database.owner.pool.query(
      "select intent_id, status from payments.payments where booking_id = $1",
      [id],
    )
  ).rows[0];
const captured = async (): Promise<TestBooking> => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  return booking;
};
/** Pays, and nobody hears of it. */
const paidUnheard = async (): Promise<TestBooking> => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!);
  return booking;
};
const resolveAll = () =>
  world.database.owner.pool.query(
    "update payments.discrepancies set resolved_at = now(), note = 'seen' where resolved_at is null",
  );
beforeEach(async () => {
  // Far enough for nothing of the test before to be looked at again.
  world.harness.clock.advance(10 * 60_000);
  await later();
  await resolveAll();
});

test("what webhooks did not bring is asked for, once", async () => {
  const booking = await paidUnheard();
  await jobs()["payments.reconcile"]!({});
  expect((await paymentOf(booking)).status).toBe("requires_payment");
  await later();
  expect((await paymentOf(booking)).status).toBe("authorized");
  await later();
  expect(await world.told(booking)).toEqual(["payment.authorized"]);
  expect(await raised()).toEqual([]);
});

test("a run that fails is made up for by the next one", async () => {
  const booking = await paidUnheard();
  world.outage.path = /events/;
  await expect(later()).rejects.toThrow("down");
  world.outage.path = /payment_intents/;
  await later();
  expect((await paymentOf(booking)).status).toBe("requires_payment");
  world.outage.path = null;
  world.harness.clock.advance(60_000);
  await jobs()["payments.retry-webhooks"]!({});
  expect((await paymentOf(booking)).status).toBe("authorized");
});

test("a payment that has been open for long is asked for, whatever became of its events", async () => {
  const booking = await paidUnheard();
  await world.database.owner.pool.query("truncate sandbox.stripe_events cascade");
  await later();
  expect((await paymentOf(booking)).status).toBe("requires_payment");
  world.harness.clock.advance(6 * 3_600_000);
  await later();
  expect((await paymentOf(booking)).status).toBe("authorized");
});

test("captures and refunds of ours agree", async () => {
  const booking = await captured();
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1000, reason: "Goodwill" },
    { context: { actor: world.operator } },
  );
  await later();
  expect(await raised()).toEqual([]);
});

test("a refund that nobody asked for here is raised once, and not again when it was looked into", async () => {
  const booking = await captured();
  const { intent_id: intent } = await paymentOf(booking);
  await world.stripe.refunds.create({ payment_intent: intent, amount: 700 });
  const expected = {
    kind: "refund",
    bookingId: booking.id,
    detail: "Stripe gave back $7.00 that nobody asked for here",
  };
  await later();
  expect(await raised()).toEqual([expected]);
  await later();
  expect(await raised()).toEqual([expected]);
  await resolveAll();
  // Its event is among those that are looked at once more.
  world.harness.clock.advance(-3 * 60_000);
  await later();
  expect(await raised()).toEqual([]);
});

test("money that was taken by hand is booked; what was taken otherwise than agreed is raised, not booked", async () => {
  const [whole, part] = [await world.authorized(), await world.authorized()];
  await world.stripe.paymentIntents.capture((await paymentOf(whole)).intent_id);
  await world.database.owner.pool.query(
    "update payments.payments set settle_amount = 4500 where booking_id = $1",
    [part.id],
  );
  await world.stripe.paymentIntents.capture((await paymentOf(part)).intent_id, {
    amount_to_capture: 4000,
  });
  await later();
  expect((await paymentOf(whole)).status).toBe("captured");
  expect((await world.ledger(part)).filter(([kind]) => kind === "capture")).toEqual([]);
  expect((await raised()).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    {
      kind: "charge",
      bookingId: part.id,
      detail: expect.stringMatching(/^Stripe took \$40\.00 by pi_\w+; the books say \$0\.00$/),
    },
    { kind: "payment", bookingId: part.id, detail: "captured $40.00 instead of $45.00" },
  ]);
});

test("a refund that the bank sent back is raised", async () => {
  const booking = await captured();
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1000, reason: "Goodwill" },
    { context: { actor: world.operator } },
  );
  await world.database.owner.pool.query(
    `update sandbox.stripe_events set data = jsonb_set(data, '{data,object,status}', '"failed"')
      where data ->> 'type' = 'refund.created' and data #>> '{data,object,metadata,bookingId}' = $1`,
    [booking.id],
  );
  await later();
  expect(await raised()).toEqual([
    {
      kind: "refund",
      bookingId: booking.id,
      detail: "Stripe could not give back $10.00; the books say it did",
    },
  ]);
});

test("charges of other shops on the same account are none of our business", async () => {
  const booking = await captured();
  await world.database.owner.pool.query(
    `update sandbox.stripe_events
        set data = jsonb_set(jsonb_set(data, '{data,object,metadata}', '{}'), '{data,object,payment_intent}', '"pi_of_theirs"')
      where data ->> 'type' like 'charge.%' and data #>> '{data,object,metadata,bookingId}' = $1`,
    [booking.id],
  );
  await later();
  expect(await raised()).toEqual([]);
});

test("money sent to a provider's account, or taken back from it, by hand is raised; what we sent agrees", async () => {
  const booking = await world.authorized();
  await world.onboard(booking);
  world.harness.clock.advance(2_000);
  await world.harness.clients.payments.getPayoutAccount(
    { id: booking.providerId },
    { context: { actor: userActor(booking.providerUserId, "provider") } },
  );
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS + 1_000);
  const [sent] = (await world.stripe.transfers.list({ transfer_group: `booking:${booking.id}` }))
    .data;
  await later();
  expect(await raised()).toEqual([]);

  // Too young to be looked at, while the transfer is not.
  await world.harness.clients.payments.refundBooking(
    { id: booking.id, amount: 1_000, reason: "The tap still leaks" },
    { context: { actor: userActor(randomUUID(), "admin") } },
  );
  await world.harness.settle();
  await jobs()["payments.reconcile"]!({});
  expect(await raised()).toEqual([]);
  await later();
  expect(await raised()).toEqual([]);

  await world.stripe.transfers.createReversal(sent!.id, { amount: 100 });
  const charge = sent!.source_transaction as string;
  const destination = sent!.destination as string;
  await world.stripe.transfers.create({
    amount: 200,
    currency: "usd",
    destination,
    source_transaction: charge,
  });
  await later();
  expect((await raised()).toSorted((a, b) => a.detail.localeCompare(b.detail))).toEqual([
    {
      kind: "transfer",
      bookingId: null,
      detail: `Stripe sent $2.00 to ${destination}; nobody asked for it here`,
    },
    {
      kind: "transfer",
      bookingId: booking.id,
      detail: `Stripe took back $10.00 from ${destination}; the books say $9.00`,
    },
  ]);
});

test("what no webhook said of a provider's account is asked for within a day", async () => {
  const booking = await world.authorized();
  await world.onboard(booking);
  const account = async () =>
    (
      await world.database.owner.pool.query<{ id: string; takes: boolean }>(
        "select account_id as id, can_take_money as takes from payments.payout_accounts where provider_id = $1",
        [booking.providerId],
      )
    ).rows[0]!;
  expect((await account()).takes).toBe(false);
  await later();
  expect((await account()).takes).toBe(false);
  world.harness.clock.advance(24 * 3_600_000);
  await later();
  expect((await account()).takes).toBe(true);
});
