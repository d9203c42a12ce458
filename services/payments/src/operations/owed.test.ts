import { randomUUID } from "node:crypto";
import { system, transaction } from "@loconomy/kit";
import { guestActor, userActor } from "@loconomy/testing";
import { describe, expect, test } from "vitest";
import { CREDIT_DELAY_MS } from "../apply-intent.ts";
import { findFaults } from "../check-books.ts";
import {
  CARDS,
  STOPS,
  usePaymentsWorld,
  sumsAtStripe,
  withDeposit,
  type TestBooking,
} from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const as = (userId: string) => ({ context: { actor: userActor(userId) } });

/** A booking that is done, and whose card did not pay for it; with a deposit, for its rest. */
const unpaid = async (deposit = 1500, card = CARDS.challengedAlways): Promise<TestBooking> => {
  const booking = await (deposit ? world.deposited({ deposit }, card) : world.saved(card));
  booking.status = "completed";
  booking.completedAt = world.harness.clock.now().toISOString();
  await world.tell("booking.completed", booking);
  return booking;
};
const payByForm = async (booking: TestBooking, number = CARDS.good): Promise<void> => {
  const { clientSecret } = await world.getPayment(booking);
  await world.pay(clientSecret!, number);
  await world.harness.advance(1_000);
  await world.getPayment(booking);
  await world.harness.settle();
};
const tipCard = async ({ id, customerId }: TestBooking) =>
  (await world.harness.clients.payments.getTip({ id }, as(customerId))).offer?.card;
const released = async (booking: TestBooking) =>
  (await world.ledger(booking)).filter(([kind]) => kind === "release");
const escrowOf = async (booking: TestBooking): Promise<number> =>
  (await world.ledger(booking))
    .filter(([, account]) => account === "customer_escrow")
    .reduce((sum, [, , amount]) => sum + amount, 0);
const papersOf = async ({ id, customerId }: TestBooking) =>
  (await world.harness.clients.payments.listBookingPapers({ id }, as(customerId))).items.map(
    ({ kind, isRest, number, amount }) => [kind, isRest, number?.slice(-1), amount.amount],
  );

describe("what could not be charged when the job was done", () => {
  test("is told, seen by both sides, and paid by its customer alone", async () => {
    const booking = await unpaid();
    expect(await world.told(booking)).toEqual([
      "payment.card_saved",
      "payment.failed",
      "payment.captured",
      "payment.charge_failed",
    ]);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      kind: "payment",
      owed: usd(3000),
      captured: usd(1500),
      clientSecret: expect.any(String),
      failure: { code: "authentication_required" },
      payBy: null,
    });
    expect(await world.getPayment(booking, booking.providerUserId)).toMatchObject({
      owed: usd(3000),
      clientSecret: null,
      failure: null,
    });
    await payByForm(booking);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      owed: null,
      captured: usd(4500),
      clientSecret: null,
      failure: null,
    });
    expect(await sumsAtStripe(world, booking)).toEqual({ held: 0, taken: 4500, back: 0 });
    // The card that paid is not kept, and the one that was refused does not pay a tip.
    expect(await tipCard(booking)).toBeNull();
    await world.harness.advance(CREDIT_DELAY_MS);
    expect(await released(booking)).toEqual([
      ["release", "customer_escrow", -4500],
      ["release", "provider_payable", 4050],
      ["release", "platform_fees", 450],
    ]);
  });

  test("is the provider's at once where the deposit is already, and has an invoice of its own", async () => {
    const booking = await unpaid();
    await world.harness.advance(CREDIT_DELAY_MS);
    expect(await released(booking)).toContainEqual(["release", "provider_payable", 1350]);
    expect(await papersOf(booking)).toEqual([["invoice", false, "1", 1500]]);
    await payByForm(booking);
    expect((await released(booking)).slice(3)).toEqual([
      ["release", "customer_escrow", -3000],
      ["release", "provider_payable", 2700],
      ["release", "platform_fees", 300],
    ]);
    expect(await escrowOf(booking)).toBe(0);
    expect(await papersOf(booking)).toEqual([
      ["invoice", false, "1", 1500],
      ["invoice", true, "2", 3000],
    ]);
    await world.harness.clients.payments.refundBooking(
      { id: booking.id, amount: 4500, reason: "Goodwill" },
      { context: { actor: world.operator } },
    );
    await world.harness.settle();
    expect((await papersOf(booking)).slice(2).map(([kind, , , sum]) => [kind, sum])).toEqual([
      ["credit_note", 3000],
      ["credit_note", 1500],
    ]);
    const owned = (await world.ledger(booking)).filter(
      ([, account]) => account !== "stripe_clearing",
    );
    expect(owned.reduce((sum, [, , amount]) => sum + amount, 0)).toBe(0);
  });

  test("goes on to the provider's account, each part from the charge that pays for it", async () => {
    const booking = await unpaid();
    await world.onboard(booking);
    world.harness.clock.advance(2000);
    await world.harness.clients.payments.getPayoutAccount(
      { id: booking.providerId },
      { context: { actor: userActor(booking.providerUserId, "provider") } },
    );
    await world.harness.advance(CREDIT_DELAY_MS);
    await payByForm(booking);
    await world.harness.advance(60_000);
    const { rows } = await world.database.owner.pool.query<{ amount: number; source: string }>(
      `select t.amount, case t.source_intent_id when p.intent_id then 'rest' when p.deposit_intent_id then 'deposit' end as source
         from payments.transfers t join payments.payments p on p.id = t.payment_id
        where p.booking_id = $1 and t.status = 'succeeded' order by t.id`,
      [booking.id],
    );
    expect(rows).toEqual([
      { amount: 1350, source: "deposit" },
      { amount: 2700, source: "rest" },
    ]);
  });

  test("without a deposit is all of it, invoiced once it is paid", async () => {
    const booking = await unpaid(0, CARDS.declinedLater);
    expect(await world.getPayment(booking)).toMatchObject({ owed: usd(4500), captured: usd(0) });
    expect(await papersOf(booking)).toEqual([]);
    await payByForm(booking, CARDS.declined);
    expect(await world.getPayment(booking)).toMatchObject({ status: "failed", owed: usd(4500) });
    await payByForm(booking);
    expect(await papersOf(booking)).toEqual([["invoice", false, "1", 4500]]);
  });

  test("is paid with a saved card, once, however often that is asked for", async () => {
    const booking = await unpaid();
    const other = await world.authorized({ customerId: booking.customerId });
    const { payments } = world.harness.clients;
    const { items } = await payments.listCards(undefined, as(booking.customerId));
    const card = items.find(({ last4 }) => last4 === "4242")!;
    const pay = (context: Parameters<typeof payments.payWithCard>[1]) =>
      payments.payWithCard({ id: booking.id, cardId: card.id }, context);
    await expect(pay(as(randomUUID()))).rejects.toMatchObject({ code: "not_found" });
    await expect(pay(as(booking.providerUserId))).rejects.toMatchObject({ code: "forbidden" });
    await expect(pay({ context: { actor: guestActor() } })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await Promise.all([pay(as(booking.customerId)), pay(as(booking.customerId))]);
    expect(await pay(as(booking.customerId))).toMatchObject({ status: "captured", owed: null });
    expect(await sumsAtStripe(world, booking)).toEqual({ held: 0, taken: 4500, back: 0 });
    expect((await world.getPayment(other)).status).toBe("authorized");
    expect(await tipCard(booking)).toEqual({ brand: "visa", last4: "4242" });
  });

  test("is what a late cancellation costs as well", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.tell("booking.cancelled", booking, {
      by: "customer",
      wasPaid: true,
      keep: usd(2250),
      refund: usd(2250),
    });
    expect((await world.getPayment(booking)).owed).toEqual(usd(2250));
    await payByForm(booking);
    expect((await world.getPayment(booking)).captured).toEqual(usd(2250));
  });

  test("waits, also while the bank looks at the customer: the deposit is the provider's all the same", async () => {
    const booking = await unpaid();
    const { clientSecret } = await world.getPayment(booking);
    await world.pay(clientSecret!, CARDS.challenged);
    await world.harness.advance(1_000);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "requires_action",
      owed: usd(3000),
    });
    await world.harness.advance(CREDIT_DELAY_MS);
    expect(await released(booking)).toContainEqual(["release", "provider_payable", 1350]);
    await world.challenge(clientSecret!, "complete");
    await world.harness.advance(1_000);
    expect(await world.getPayment(booking)).toMatchObject({ captured: usd(4500), owed: null });
  });

  test("gets its card form when Stripe was away before, and is nothing where no card pays so little", async () => {
    const booking = await world.saved();
    world.outage.path = /payment_intents$/;
    await world.tell("booking.completed", booking);
    await world.database.owner.pool.query(
      `update payments.payments set status = 'failed', failure_code = 'refused', failure_message = 'No.' where booking_id = $1`,
      [booking.id],
    );
    expect(await world.getPayment(booking)).toMatchObject({ owed: usd(4500), clientSecret: null });
    world.outage.path = null;
    await world.harness.advance(1_000);
    expect((await world.getPayment(booking)).clientSecret).toMatch(/_secret_/);
    await payByForm(booking);
    expect((await world.getPayment(booking)).captured).toEqual(usd(4500));

    const small = await world.deposited({ price: usd(1550), pricing: withDeposit(1500) });
    await world.turnTo(small, 400);
    await world.tell("booking.completed", small);
    expect(await world.getPayment(small)).toMatchObject({ owed: null, clientSecret: null });
  });
});

describe("a dispute about a booking whose rest was not paid", () => {
  test("gives up the same share of it, and what is left can be paid", async () => {
    const booking = await unpaid();
    const { clientSecret: old } = await world.getPayment(booking);
    booking.status = "disputed";
    await world.resolve(booking, 40);
    await world.resolve(booking, 40);
    await world.harness.advance(1_000);
    expect(await world.getPayment(booking)).toMatchObject({
      owed: usd(1800),
      captured: usd(1500),
      refunded: usd(600),
    });
    expect((await world.pay(old!)).error).toBeDefined();
    await payByForm(booking);
    expect(await world.getPayment(booking)).toMatchObject({ captured: usd(3300), owed: null });
    expect(await escrowOf(booking)).toBe(0);
  });

  test.each([1500, 0])(
    "that ends with all of it back leaves nothing to pay (deposit %i)",
    async (deposit) => {
      const booking = await unpaid(deposit);
      booking.status = "disputed";
      await world.resolve(booking, 100);
      expect(await world.getPayment(booking)).toMatchObject({
        status: deposit ? "refunded" : "released",
        owed: null,
        clientSecret: null,
        refunded: usd(deposit),
      });
    },
  );

  describe("while its customer pays the rest", () => {
    const paidInFull = async (booking: TestBooking): Promise<void> => {
      await world.harness.advance(10 * 60_000);
      expect(await world.getPayment(booking)).toMatchObject({
        status: "captured",
        owed: null,
        captured: usd(4500),
        refunded: usd(1800),
      });
      expect(await sumsAtStripe(world, booking)).toEqual({ held: 0, taken: 4500, back: 1800 });
      expect(await escrowOf(booking)).toBe(0);
    };

    test.each([1500, 0])(
      "gives the share of all back when that was first, heard of or not (deposit %i)",
      async (deposit) => {
        const booking = await unpaid(deposit);
        const { clientSecret } = await world.getPayment(booking);
        booking.status = "disputed";
        await world.pay(clientSecret!);
        await world.resolve(booking, 40);
        await paidInFull(booking);
      },
    );

    test("gives the share of all back as well when that comes in between", async () => {
      const booking = await unpaid();
      const { clientSecret } = await world.getPayment(booking);
      booking.status = "disputed";
      world.meanwhile.path = /\/cancel$/;
      world.meanwhile.run = async () => void (await world.pay(clientSecret!));
      await world.resolve(booking, 40);
      expect(world.meanwhile.path).toBeNull();
      await paidInFull(booking);
    });

    test("gives another intent up as well that was made in between", async () => {
      const booking = await unpaid();
      booking.status = "disputed";
      let made: string | null = null;
      world.meanwhile.path = /\/cancel$/;
      world.meanwhile.run = async () => {
        await world.database.owner.pool.query(
          "update payments.payments set intent_id = null, attempt = attempt + 1, checked_at = null where booking_id = $1",
          [booking.id],
        );
        made = (await world.getPayment(booking)).clientSecret;
      };
      await world.resolve(booking, 40);
      await world.harness.advance(10 * 60_000);
      expect(await world.getPayment(booking)).toMatchObject({ owed: usd(1800) });
      expect((await world.pay(made!)).error).toBeDefined();
      await payByForm(booking);
      expect(await sumsAtStripe(world, booking)).toEqual({ held: 0, taken: 3300, back: 600 });
    });

    test.each(STOPS)(
      "and the giving up of it stopped %s: less is asked for later, and paid once",
      async (_when, how) => {
        const booking = await unpaid();
        const { clientSecret: old } = await world.getPayment(booking);
        booking.status = "disputed";
        Object.assign(world.outage, { path: /\/cancel$/, ...how });
        await world.resolve(booking, 40);
        world.outage.path = null;
        const { data } = await world.stripe.events.list({
          type: "payment_intent.canceled",
          limit: 1,
        });
        if (how.isCarriedOut) await world.hear(data);
        expect((await world.getPayment(booking)).owed).toEqual(usd(3000));
        await world.harness.advance(10 * 60_000);
        expect(await world.getPayment(booking)).toMatchObject({
          owed: usd(1800),
          refunded: usd(600),
        });
        expect((await world.pay(old!)).error).toBeDefined();
        await payByForm(booking);
        expect(await sumsAtStripe(world, booking)).toEqual({ held: 0, taken: 3300, back: 600 });
      },
    );
  });

  test("that ends with nothing back changes nothing", async () => {
    const booking = await unpaid();
    booking.status = "disputed";
    await world.resolve(booking, 0);
    expect((await world.getPayment(booking)).owed).toEqual(usd(3000));
  });
});

test("after all that the books agree", async () => {
  const db = world.database.owner;
  expect(await transaction(db, system("payments"), findFaults)).toEqual([]);
});
