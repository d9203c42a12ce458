import { randomUUID } from "node:crypto";
import { userActor } from "@loconomy/testing";
import { expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { STOPS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR_MS = 3_600_000;
const FEE = 450;
const NET = 4050;

/** A provider, with a complete account unless told otherwise, and what their next bookings share. */
const newProvider = async (isComplete = true): Promise<Partial<TestBooking>> => {
  const provider = { providerId: randomUUID(), providerUserId: randomUUID() };
  if (isComplete) await onboard(provider);
  return provider;
};
const onboard = async (provider: Partial<TestBooking>): Promise<void> => {
  const booking = world.newBooking(provider);
  await world.onboard(booking);
  await account(booking);
};
const account = ({ providerId, providerUserId }: TestBooking) => {
  world.harness.clock.advance(2000);
  return world.harness.clients.payments.getPayoutAccount(
    { id: providerId },
    { context: { actor: userActor(providerUserId, "provider") } },
  );
};
/** A job that was done, paid and credited, with the transfer tried. */
const credited = async (provider: Partial<TestBooking>): Promise<TestBooking> => {
  const booking = await world.authorized(provider);
  await world.tell("booking.completed", booking);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  return booking;
};
const refund = async ({ id }: TestBooking, amount: number): Promise<void> => {
  await world.harness.clients.payments.refundBooking(
    { id, amount, reason: "The tap still leaks" },
    { context: { actor: userActor(randomUUID(), "admin") } },
  );
  await world.harness.settle();
};
const accountId = async ({ providerId }: Partial<TestBooking>): Promise<string> => {
  const { rows } = await world.database.owner.pool.query(
    "select account_id as id from payments.payout_accounts where provider_id = $1",
    [providerId],
  );
  return rows[0].id;
};
/** What the provider has at Stripe, available or not. */
const atStripe = async (provider: Partial<TestBooking>): Promise<number> => {
  const stripeAccount = await accountId(provider);
  const { available, pending } = await world.stripe.balance.retrieve({}, { stripeAccount });
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
};
const owed = async ({ providerId }: Partial<TestBooking>): Promise<number> => {
  const { rows } = await world.database.owner.pool.query(
    "select coalesce(sum(amount), 0)::int as sum from payments.ledger_entries where account = 'provider_payable' and owner = $1",
    [providerId],
  );
  return rows[0].sum;
};
const transfers = async (booking: TestBooking): Promise<Array<[number, string, string | null]>> => {
  const { rows } = await world.database.owner.pool.query(
    `select case when reverses is null then amount else -amount end::int as amount, status, failure_code as code from payments.transfers
      where payment_id = (select id from payments.payments where booking_id = $1) order by id`,
    [booking.id],
  );
  return rows.map(({ amount, status, code }) => [amount, status, code]);
};
const sweep = async (): Promise<void> => {
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  world.harness.clock.advance(60_000);
  await jobs["payments.retry-transfers"]!({});
  await world.harness.settle();
};

test("the net follows the charge when the booking is credited, once, and the ledger says so", async () => {
  const provider = await newProvider();
  const booking = await credited(provider);
  expect((await world.ledger(booking)).slice(2)).toEqual([
    ["release", "customer_escrow", -NET - FEE],
    ["release", "provider_payable", NET],
    ["release", "platform_fees", FEE],
    ["transfer", "provider_payable", -NET],
    ["transfer", "stripe_clearing", NET],
  ]);
  const { data } = await world.stripe.transfers.list({
    transfer_group: `booking:${booking.id}`,
  });
  expect(data).toHaveLength(1);
  const [made] = data;
  expect(made).toMatchObject({ amount: NET, currency: "usd", metadata: { bookingId: booking.id } });
  expect(made!.destination).toBe(await accountId(provider));
  expect(made!.source_transaction).toMatch(/^ch_/);
  expect(await atStripe(provider)).toBe(NET);
  expect(await owed(provider)).toBe(0);
  await sweep();
  expect(await transfers(booking)).toEqual([[NET, "succeeded", null]]);
});

test("without an account the money waits, and goes when the account is complete", async () => {
  const provider = await newProvider(false);
  const booking = await credited(provider);
  expect(await transfers(booking)).toEqual([]);
  expect(await owed(provider)).toBe(NET);
  await onboard(provider);
  await sweep();
  expect(await transfers(booking)).toEqual([[NET, "succeeded", null]]);
  expect(await atStripe(provider)).toBe(NET);
});

test("a refund takes back the provider's share of it, in parts until nothing is left", async () => {
  const provider = await newProvider();
  const booking = await credited(provider);
  await refund(booking, 1000);
  expect((await world.ledger(booking)).slice(7)).toEqual([
    ["refund", "provider_payable", -900],
    ["refund", "platform_fees", -100],
    ["refund", "stripe_clearing", 1000],
    ["transfer", "provider_payable", 900],
    ["transfer", "stripe_clearing", -900],
  ]);
  expect(await atStripe(provider)).toBe(NET - 900);
  await refund(booking, 1111);
  await refund(booking, 2389);
  expect(await atStripe(provider)).toBe(0);
  expect(await owed(provider)).toBe(0);
  const sums = (await transfers(booking)).reduce((sum, [amount]) => sum + amount, 0);
  expect(sums).toBe(0);
});

test("what was refunded before the credit is not sent at all", async () => {
  const provider = await newProvider();
  const booking = await world.authorized(provider);
  await world.tell("booking.completed", booking);
  await refund(booking, 500);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect(await transfers(booking)).toEqual([[3600, "succeeded", null]]);
});

test("what Stripe cannot give back is owed, and settled by later transfers", async () => {
  const provider = await newProvider();
  const first = await credited(provider);
  // Everything has been paid out by then.
  await world.harness.advance(5 * 24 * HOUR_MS);
  await world.sandbox.sweep();
  expect(await atStripe(provider)).toBe(0);
  await refund(first, 1000);
  expect(await transfers(first)).toEqual([
    [NET, "succeeded", null],
    [-900, "failed", "balance_insufficient"],
  ]);
  expect(await owed(provider)).toBe(-900);
  const second = await credited(provider);
  expect(await transfers(second)).toEqual([[NET - 900, "succeeded", null]]);
  expect(await owed(provider)).toBe(0);
  const third = await credited(provider);
  expect(await transfers(third)).toEqual([[NET, "succeeded", null]]);
  // The debt of the first is settled: a further refund of it takes back its own share and no more.
  await refund(first, 100);
  expect((await transfers(first)).at(-1)).toEqual([-90, "succeeded", null]);
  expect(await owed(provider)).toBe(0);
});

test("what settled a debt that is none any more goes to the provider after all", async () => {
  const provider = await newProvider();
  const first = await credited(provider);
  await world.harness.advance(5 * 24 * HOUR_MS);
  await world.sandbox.sweep();
  expect(await atStripe(provider)).toBe(0);
  const hear = async ({ id }: { id: string }): Promise<void> => {
    const { data } = await world.stripe.events.list({ limit: 100 });
    await world.hear(data.filter((event) => (event.data.object as { id: string }).id === id));
    await world.harness.settle();
  };
  const dispute = await world.dispute(first);
  await hear(dispute);
  expect((await transfers(first)).at(-1)).toEqual([-NET, "failed", "balance_insufficient"]);
  const second = await credited(provider);
  expect(await transfers(second)).toEqual([]);
  await world.stripe.disputes.update(dispute.id, {
    evidence: { uncategorized_text: "winning_evidence" },
    submit: true,
  });
  await hear(dispute);
  await sweep();
  expect(await owed(provider)).toBe(0);
  expect(await transfers(second)).toEqual([[NET, "succeeded", null]]);
  expect(await atStripe(provider)).toBe(NET);
});

test("a transfer beside a reversal that waits for its answer is not cut short by it", async () => {
  const provider = await newProvider();
  const [before, after] = [await credited(provider), await world.authorized(provider)];
  await world.tell("booking.completed", after);
  world.outage.path = /transfers/;
  await refund(before, 1000);
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  expect((await transfers(before)).at(-1)).toEqual([-900, "pending", null]);
  world.outage.path = null;
  await sweep();
  expect(await transfers(after)).toEqual([[NET, "succeeded", null]]);
  expect(await owed(provider)).toBe(0);
  expect(await atStripe(provider)).toBe(2 * NET - 900);
});

test("an answer that got lost for longer than Stripe keeps keys leads to no second transfer or reversal", async () => {
  const provider = await newProvider();
  const loseAnswers = () =>
    Object.assign(world.outage, { path: /v1\/transfers/, isCarriedOut: true });
  const forget = async () => {
    world.outage.path = /nothing/;
    await world.database.owner.pool.query("delete from sandbox.idempotency_keys");
    world.harness.clock.advance(25 * HOUR_MS);
    Object.assign(world.outage, { path: null, isCarriedOut: false });
    await sweep();
  };
  loseAnswers();
  const booking = await credited(provider);
  expect(await transfers(booking)).toEqual([[NET, "pending", null]]);
  await forget();
  expect(await transfers(booking)).toEqual([[NET, "succeeded", null]]);
  expect(await atStripe(provider)).toBe(NET);
  loseAnswers();
  await refund(booking, 1000);
  expect((await transfers(booking)).at(-1)).toEqual([-900, "pending", null]);
  await forget();
  expect((await transfers(booking)).at(-1)).toEqual([-900, "succeeded", null]);
  expect(await atStripe(provider)).toBe(NET - 900);
  expect(await owed(provider)).toBe(0);
});

test("while Stripe is away a transfer waits, and is then made once, by whoever comes first", async () => {
  const provider = await newProvider();
  world.outage.path = /transfers/;
  const booking = await credited(provider);
  expect(await transfers(booking)).toEqual([[NET, "pending", null]]);
  expect(await owed(provider)).toBe(NET);
  world.outage.path = null;
  await Promise.allSettled([sweep(), sweep(), sweep()]);
  expect(await transfers(booking)).toEqual([[NET, "succeeded", null]]);
  expect(await atStripe(provider)).toBe(NET);
});

test.each(STOPS)("stopped %s, a transfer and its reversal are made once", async (_when, how) => {
  const provider = await newProvider();
  Object.assign(world.outage, { path: /v1\/transfers$/, ...how });
  const booking = await credited(provider);
  expect(await transfers(booking)).toEqual([[NET, "pending", null]]);
  expect(await atStripe(provider)).toBe(how.isCarriedOut ? NET : 0);
  world.outage.path = null;
  await sweep();
  expect(await transfers(booking)).toEqual([[NET, "succeeded", null]]);
  expect(await atStripe(provider)).toBe(NET);
  world.outage.path = /reversals$/;
  await refund(booking, 1000);
  expect((await transfers(booking)).at(-1)).toEqual([-900, "pending", null]);
  world.outage.path = null;
  await sweep();
  expect((await transfers(booking)).at(-1)).toEqual([-900, "succeeded", null]);
  expect(await atStripe(provider)).toBe(NET - 900);
  expect(await owed(provider)).toBe(0);
});

test("what Stripe refuses is tried again a day later", async () => {
  const provider = await newProvider();
  const id = await accountId(provider);
  const transfersAllowed = (requested: boolean) =>
    world.stripe.accounts.update(id, { capabilities: { transfers: { requested } } });
  await transfersAllowed(false);
  const booking = await credited(provider);
  expect(await transfers(booking)).toEqual([
    [NET, "failed", "insufficient_capabilities_for_transfer"],
  ]);
  await transfersAllowed(true);
  await sweep();
  expect(await transfers(booking)).toHaveLength(1);
  await world.harness.advance(24 * HOUR_MS);
  await sweep();
  expect((await transfers(booking)).at(-1)).toEqual([NET, "succeeded", null]);
  expect(await owed(provider)).toBe(0);
});

test("refunds and credits of one provider at once send what is owed, to the cent", async () => {
  const provider = await newProvider();
  const bookings = await Promise.all(Array.from({ length: 4 }, () => world.authorized(provider)));
  await Promise.all(bookings.map((booking) => world.tell("booking.completed", booking)));
  await world.harness.advance(CREDIT_DELAY_MS + 1000);
  await Promise.all(
    bookings.flatMap((booking) => [700, 1300].map((amount) => refund(booking, amount))),
  );
  await sweep();
  expect(await owed(provider)).toBe(0);
  expect(await atStripe(provider)).toBe(4 * (NET - 1800));
});
