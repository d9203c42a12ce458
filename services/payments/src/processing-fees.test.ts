import { expect, test } from "vitest";
import { usePaymentsWorld, type TestBooking } from "./testing.ts";

const world = usePaymentsWorld();

const reconcile = async (): Promise<void> => {
  world.harness.clock.advance(3 * 60_000);
  const jobs = world.service.jobs as Record<string, (payload: object) => Promise<void>>;
  await jobs["payments.reconcile"]!({});
};
const feesOf = async (booking: TestBooking) =>
  (await world.ledger(booking)).filter(([kind]) => kind === "processing_fee");
/** What the books say lies with Stripe, and what Stripe says. */
const withStripe = async (): Promise<[books: number, stripe: number]> => {
  const { rows } = await world.database.owner.pool.query<{ amount: string }>(
    "select coalesce(-sum(amount), 0) as amount from payments.ledger_entries where account = 'stripe_clearing'",
  );
  const { available, pending } = await world.stripe.balance.retrieve();
  const stripe = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  return [Number(rows[0]!.amount), stripe];
};

test("what Stripe keeps of a charge is posted once, and then the books say what lies with Stripe", async () => {
  const booking = await world.authorized({ price: { amount: 4_500, currency: "USD" } });
  await world.tell("booking.completed", booking);
  expect(await feesOf(booking)).toEqual([]);
  await Promise.all([reconcile(), reconcile()]);
  // 2.9 % and 30.
  const posted = [
    ["processing_fee", "stripe_clearing", 161],
    ["processing_fee", "processing_fees", -161],
  ];
  expect(await feesOf(booking)).toEqual(posted);
  const [books, stripe] = await withStripe();
  expect(books).toBe(stripe);
  await reconcile();
  expect(await feesOf(booking)).toEqual(posted);
});

test("a charge for something else on the same account at Stripe is left alone", async () => {
  const method = await world.stripe.paymentMethods.create({
    type: "card",
    card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" },
  });
  await world.stripe.paymentIntents.create({
    amount: 1_000,
    currency: "usd",
    payment_method: method.id,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    metadata: { bookingId: "of another shop" },
  });
  const { rows: before } = await world.database.owner.pool.query(
    "select from payments.ledger_transactions",
  );
  await reconcile();
  const { rows: after } = await world.database.owner.pool.query(
    "select from payments.ledger_transactions",
  );
  expect(after).toHaveLength(before.length);
});
