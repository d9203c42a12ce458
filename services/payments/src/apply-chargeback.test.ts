import { randomUUID } from "node:crypto";
import { system, transaction } from "@loconomy/kit";
import { userActor } from "@loconomy/testing";
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "./apply-intent.ts";
import { findFaults } from "./check-books.ts";
import { CARDS, usePaymentsWorld, type TestBooking } from "./testing.ts";

const world = usePaymentsWorld();
const raised: string[] = [];
/** Whatever happened: the books agree with themselves, and nothing was raised unless the test says so. */
afterEach(async () => {
  const db = world.database.owner;
  const faults = await transaction(db, system("payments"), findFaults);
  const { rows } = await db.pool.query("delete from payments.discrepancies returning detail");
  const found = [...faults, ...rows].map(({ detail }) => detail);
  const unexpected = found.filter((detail) => !raised.includes(detail));
  raised.length = 0;
  if (unexpected.length > 0) throw new Error(unexpected.join("; "));
});

const HOUR_MS = 3_600_000;
const FEE = 450;
const NET = 4050;
const jobs = () => world.service.jobs as Record<string, (payload: object) => Promise<void>>;
const newProvider = async (): Promise<Partial<TestBooking>> => {
  const provider = { providerId: randomUUID(), providerUserId: randomUUID() };
  const booking = world.newBooking(provider);
  await world.onboard(booking);
  world.harness.clock.advance(2000);
  await world.harness.clients.payments.getPayoutAccount(
    { id: provider.providerId },
    { context: { actor: userActor(provider.providerUserId, "provider") } },
  );
  return provider;
};
const completed = (facts?: Partial<TestBooking>, number?: string): Promise<TestBooking> =>
  world.completed(facts, number);
const credited = async (facts?: Partial<TestBooking>): Promise<TestBooking> => {
  const booking = await completed(facts);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  return booking;
};
/** What Stripe tells of a dispute, oldest first. */
const eventsOf = async ({ id }: Stripe.Dispute): Promise<Stripe.Event[]> => {
  const { data } = await world.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => (object as { id?: string }).id === id)
    .toReversed() as Stripe.Event[];
};
const hear = async (dispute: Stripe.Dispute): Promise<void> => world.hear(await eventsOf(dispute));
const answer = (dispute: Stripe.Dispute, uncategorized_text: string) =>
  world.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text } });
const disputeOf = async ({ id }: TestBooking): Promise<Stripe.Dispute> => {
  const { rows } = await world.database.owner.pool.query(
    "select intent_id as id from payments.payments where booking_id = $1",
    [id],
  );
  return (await world.stripe.disputes.list({ payment_intent: rows[0].id })).data[0]!;
};
const chargeback = async ({ id }: Stripe.Dispute) => {
  const { rows } = await world.database.owner.pool.query(
    `select status, is_inquiry as "isInquiry", withdrawn_amount::int as withdrawn, fee_amount::int as fee, movements,
        closed_at is not null as "isClosed" from payments.chargebacks where stripe_id = $1`,
    [id],
  );
  return rows[0];
};
const told = async ({ id }: TestBooking): Promise<string[]> => {
  const { rows } = await world.database.owner.pool.query(
    "select type from platform.outbox where aggregate_id = $1 and type like 'chargeback.%' order by id",
    [id],
  );
  return rows.map(({ type }) => type);
};
const sums = async (booking: TestBooking): Promise<Record<string, number>> => {
  const all: Record<string, number> = {};
  for (const [, account, amount] of await world.ledger(booking))
    all[account] = (all[account] ?? 0) + amount;
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => amount !== 0));
};
const refund = ({ id }: TestBooking, amount: number) =>
  world.harness.clients.payments.refundBooking(
    { id, amount, reason: "The tap still leaks" },
    { context: { actor: world.operator } },
  );
const WITHDRAWN = { customer_escrow: 0, losses: -1500, stripe_clearing: 1500 };

test("before the release the money is taken from escrow, and nothing becomes the provider's while it is open", async () => {
  const booking = await completed({}, CARDS.disputed);
  const dispute = await disputeOf(booking);
  await hear(dispute);
  expect(await chargeback(dispute)).toEqual({
    status: "needs_response",
    isInquiry: false,
    withdrawn: 4500,
    fee: 1500,
    movements: 1,
    isClosed: false,
  });
  const { customer_escrow: _none, ...left } = WITHDRAWN;
  expect(await sums(booking)).toEqual(left);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect(await sums(booking)).toEqual(left);
  await answer(dispute, "winning_evidence");
  await hear(dispute);
  await world.harness.advance(1000);
  expect(await sums(booking)).toEqual({
    provider_payable: NET,
    platform_fees: FEE,
    losses: -1500,
    stripe_clearing: 1500 - 4500,
  });
  expect(await told(booking)).toEqual(["chargeback.opened", "chargeback.closed"]);
});

test("won before 48 hours are over, the credit comes at its own time", async () => {
  const booking = await completed({}, CARDS.disputed);
  const dispute = await disputeOf(booking);
  await hear(dispute);
  await answer(dispute, "winning_evidence");
  await hear(dispute);
  await world.harness.advance(CREDIT_DELAY_MS - HOUR_MS);
  expect(await sums(booking)).toHaveProperty("customer_escrow", 4500);
  await world.harness.advance(HOUR_MS + 1000);
  expect(await sums(booking)).toHaveProperty("provider_payable", NET);
});

test("lost, the provider gets nothing, and the platform has lost Stripe's fee", async () => {
  const booking = await completed({}, CARDS.disputed);
  const dispute = await disputeOf(booking);
  await hear(dispute);
  await world.stripe.disputes.close(dispute.id);
  await hear(dispute);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect(await sums(booking)).toEqual({ losses: -1500, stripe_clearing: 1500 });
  expect(await chargeback(dispute)).toMatchObject({ status: "lost", isClosed: true });
  expect(await world.getPayment(booking)).toMatchObject({ chargedBack: { amount: 4500 } });
});

test("after the transfer the provider's share is taken back, and sent again when it is won", async () => {
  const provider = await newProvider();
  const booking = await credited(provider);
  const dispute = await world.dispute(booking);
  await hear(dispute);
  expect((await world.ledger(booking)).slice(7)).toEqual([
    ["chargeback", "provider_payable", -NET],
    ["chargeback", "platform_fees", -FEE],
    ["chargeback", "stripe_clearing", 4500],
    ["chargeback", "losses", -1500],
    ["chargeback", "stripe_clearing", 1500],
    ["transfer", "provider_payable", NET],
    ["transfer", "stripe_clearing", -NET],
  ]);
  await answer(dispute, "winning_evidence");
  await hear(dispute);
  expect((await world.ledger(booking)).slice(14)).toEqual([
    ["chargeback", "provider_payable", NET],
    ["chargeback", "platform_fees", FEE],
    ["chargeback", "stripe_clearing", -4500],
    ["transfer", "provider_payable", -NET],
    ["transfer", "stripe_clearing", NET],
  ]);
});

test("what was paid out is owed, and later transfers settle it", async () => {
  const provider = await newProvider();
  const booking = await credited(provider);
  await world.harness.advance(5 * 24 * HOUR_MS);
  await world.sandbox.sweep();
  await hear(await world.dispute(booking));
  expect(await sums(booking)).toMatchObject({ provider_payable: -NET });
  const next = await credited({ ...provider, price: { amount: 9000, currency: "USD" } });
  const { rows } = await world.database.owner.pool.query(
    "select amount::int from payments.transfers where payment_id = (select id from payments.payments where booking_id = $1)",
    [next.id],
  );
  expect(rows).toEqual([{ amount: 8100 - NET }]);
});

test("an inquiry takes nothing; the money waits until it is answered, and what it becomes counts", async () => {
  const booking = await completed({}, CARDS.inquired);
  const dispute = await disputeOf(booking);
  await hear(dispute);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect(await sums(booking)).toEqual({ customer_escrow: 4500, stripe_clearing: -4500 });
  await answer(dispute, "Here is what was done.");
  await hear(dispute);
  await world.harness.advance(1000);
  expect(await sums(booking)).toMatchObject({ provider_payable: NET });

  const other = await completed({}, CARDS.inquired);
  const worse = await disputeOf(other);
  await hear(worse);
  await answer(worse, "escalate_inquiry_evidence");
  await hear(worse);
  expect(await told(other)).toEqual(["chargeback.opened", "chargeback.opened"]);
  expect(await sums(other)).toEqual({ losses: -1500, stripe_clearing: 1500 });
});

test("a credited payment's transfer waits for the answer to an inquiry", async () => {
  const provider = { providerId: randomUUID(), providerUserId: randomUUID() };
  const booking = await credited(provider);
  const dispute = await world.dispute(booking, { isInquiry: true });
  await hear(dispute);
  await world.onboard(booking);
  world.harness.clock.advance(2 * HOUR_MS);
  await world.harness.clients.payments.getPayoutAccount(
    { id: provider.providerId },
    { context: { actor: userActor(provider.providerUserId, "provider") } },
  );
  await jobs()["payments.retry-transfers"]!({});
  await world.harness.settle();
  expect(await sums(booking)).toMatchObject({ provider_payable: NET });
  await answer(dispute, "winning_evidence");
  await hear(dispute);
  expect(await sums(booking)).toEqual({
    platform_fees: FEE,
    stripe_clearing: -FEE,
  });
});

test("every event in any order, each ten times and at once, ends as Stripe does, and is posted once", async () => {
  const booking = await credited();
  const dispute = await world.dispute(booking);
  await answer(dispute, "winning_evidence");
  const events = await eventsOf(dispute);
  expect(events).toHaveLength(5);
  const many = Array.from({ length: 10 }, (_, i) => events.map((_, j) => events[(i + j) % 5]!));
  await Promise.all(many.map((some) => world.hear(some.toReversed())));
  expect(await chargeback(dispute)).toMatchObject({ status: "won", withdrawn: 0, fee: 1500 });
  expect(await sums(booking)).toMatchObject({ provider_payable: NET, losses: -1500 });
  expect(await told(booking)).toEqual(["chargeback.closed"]);
});

test("heard of before the capture is, and without any webhook at all", async () => {
  const [booking, other] = [await world.authorized({}, CARDS.disputed), await world.authorized()];
  world.outage.path = /capture$/;
  world.outage.isCarriedOut = true;
  await world.tell("booking.completed", booking);
  world.outage.path = null;
  expect(await world.ledger(booking)).toEqual([]);
  await hear(await disputeOf(booking));
  expect((await world.ledger(booking)).map(([kind]) => kind)).toEqual([
    "capture",
    "capture",
    ...Array.from({ length: 4 }, () => "chargeback"),
  ]);
  await world.tell("booking.completed", other);
  const dispute = await world.dispute(other);
  await world.harness.advance(15 * 60_000);
  await jobs()["payments.reconcile"]!({});
  expect(await chargeback(dispute)).toMatchObject({ status: "needs_response", withdrawn: 4500 });
  // Its end is not told by anybody either.
  await world.stripe.disputes.close(dispute.id);
  world.harness.clock.advance(7 * HOUR_MS);
  await jobs()["payments.check-chargebacks"]!({});
  expect(await chargeback(dispute)).toMatchObject({ status: "lost" });
});

test("what is charged back is not refunded as well, what is only asked about or was won is", async () => {
  const lost = await completed();
  const dispute = await world.dispute(lost);
  await hear(dispute);
  const refused = { code: "unprocessable", message: expect.stringContaining("bank has taken") };
  await expect(refund(lost, 100)).rejects.toMatchObject(refused);
  await world.stripe.disputes.close(dispute.id);
  await hear(dispute);
  await expect(refund(lost, 100)).rejects.toMatchObject(refused);
  const asked = await completed({}, CARDS.inquired);
  await hear(await disputeOf(asked));
  expect((await refund(asked, 100)).refunded.amount).toBe(100);
  const won = await completed({}, CARDS.disputed);
  await answer(await disputeOf(won), "winning_evidence");
  await hear(await disputeOf(won));
  expect((await refund(won, 100)).refunded.amount).toBe(100);
});

test("a refund that meets a chargeback nobody has heard of is refused by Stripe, and only the rest is charged back", async () => {
  const booking = await completed();
  await refund(booking, 1500);
  const dispute = await world.dispute(booking);
  expect(dispute.amount).toBe(3000);
  await expect(refund(booking, 100)).rejects.toMatchObject({ code: "unprocessable" });
  await hear(dispute);
  expect(await sums(booking)).toEqual({ losses: -1500, stripe_clearing: 1500 });
});

test("a proposed refund of what was charged back meanwhile is not approved", async () => {
  const booking = await completed({ price: { amount: 90_000, currency: "USD" } });
  await refund(booking, 60_000);
  const { rows } = await world.database.owner.pool.query(
    "select id from payments.refunds where status = 'proposed'",
  );
  await hear(await world.dispute(booking));
  const another = { context: { actor: userActor(randomUUID(), "admin") } };
  const { payments } = world.harness.clients;
  await expect(payments.approveRefund({ id: rows[0].id }, another)).rejects.toMatchObject({
    code: "unprocessable",
  });
  expect((await payments.rejectRefund({ id: rows[0].id }, another)).status).toBe("rejected");
});

test("a disputed tip is taken from the provider alone and not refunded as well; the price stays", async () => {
  const booking = await credited(await newProvider());
  const customer = { context: { actor: userActor(booking.customerId) } };
  const { payments } = world.harness.clients;
  const amount = { amount: 500, currency: "USD" };
  await payments.giveTip({ id: booking.id, amount }, customer);
  await world.harness.settle();
  const before = (await world.ledger(booking)).length;
  const dispute = await world.dispute(booking, { isOfTip: true });
  await hear(dispute);
  expect((await world.ledger(booking)).slice(before)).toEqual([
    ["chargeback", "provider_payable", -500],
    ["chargeback", "stripe_clearing", 500],
    ["chargeback", "losses", -1500],
    ["chargeback", "stripe_clearing", 1500],
    ["transfer", "provider_payable", 500],
    ["transfer", "stripe_clearing", -500],
  ]);
  const operator = { context: { actor: world.operator } };
  await expect(
    payments.refundTip({ id: booking.id, reason: "They are sorry" }, operator),
  ).rejects.toMatchObject({ code: "unprocessable" });
  await answer(dispute, "winning_evidence");
  await hear(dispute);
  expect(await sums(booking)).toEqual({
    platform_fees: FEE,
    losses: -1500,
    stripe_clearing: 1500 - FEE,
  });
});

test("a dispute of somebody else's payment changes nothing, one that is settled in another currency is raised", async () => {
  const intent = await world.stripe.paymentIntents.create({
    amount: 700,
    currency: "usd",
    confirm: true,
    payment_method: "pm_card_createDispute",
  });
  const { data } = await world.stripe.disputes.list({ payment_intent: intent.id });
  await hear(data[0]!);
  expect(await chargeback(data[0]!)).toBeUndefined();

  const booking = await completed();
  const dispute = await world.dispute(booking);
  await world.database.owner.pool.query(
    `update sandbox.stripe_objects set data = jsonb_set(data, '{balance_transactions,0,currency}', '"eur"') where id = $1`,
    [dispute.id],
  );
  await hear(dispute);
  expect(await chargeback(dispute)).toMatchObject({ status: "needs_response", withdrawn: 0 });
  const detail = "disputed in USD and settled otherwise; nothing is booked";
  const { rows } = await world.database.owner.pool.query(
    "select detail from payments.discrepancies where subject = $1",
    [dispute.id],
  );
  expect(rows).toEqual([{ detail }]);
  raised.push(detail);
});
