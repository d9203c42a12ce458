import { userActor } from "@loconomy/testing";
import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { CARDS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const cancelled = (keep: number) => ({
  by: "customer",
  wasPaid: true,
  keep: usd(keep),
  refund: usd(4500 - keep),
});
const intentsOf = async (booking: TestBooking): Promise<Stripe.PaymentIntent[]> => {
  const found: Stripe.PaymentIntent[] = [];
  for await (const intent of world.stripe.paymentIntents.list({ limit: 100 }))
    if (intent.metadata["bookingId"] === booking.id) found.push(intent);
  return found;
};

describe("a booking whose card is only saved", () => {
  test("is cancelled for free without a call to Stripe", async () => {
    const booking = await world.saved();
    const before = world.requests.length;
    await world.tell("booking.cancelled", booking, cancelled(0));
    expect(world.requests.length).toBe(before);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "released",
      captured: usd(0),
      authorizeAt: null,
    });
    expect(await world.told(booking)).toEqual(["payment.card_saved"]);
    expect(await world.ledger(booking)).toEqual([]);
  });

  test("pays what its cancellation costs, at once and no more", async () => {
    const booking = await world.saved();
    await world.tell("booking.cancelled", booking, cancelled(2250));
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      amount: usd(4500),
      captured: usd(2250),
    });
    expect(await intentsOf(booking)).toMatchObject([
      { status: "succeeded", amount: 2250, amount_received: 2250, capture_method: "automatic" },
    ]);
    expect(await world.told(booking)).toEqual(["payment.card_saved", "payment.captured"]);
    expect(await world.ledger(booking)).toEqual([
      ["capture", "stripe_clearing", -2250],
      ["capture", "customer_escrow", 2250],
    ]);
  });

  test("when its job is done all the same, is charged then", async () => {
    const booking = await world.saved();
    await world.tell("booking.completed", booking);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
  });

  test("notes a charge that fails, asks no more, and keeps the ledger clean", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.tell("booking.cancelled", booking, cancelled(2250));
    const asked = world.requests.length;
    await world.tell("booking.cancelled", booking, cancelled(2250));
    await world.harness.advance(24 * 3_600_000);
    expect(world.requests.slice(asked).filter((request) => request.startsWith("POST"))).toEqual([]);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      failure: { code: "generic_decline" },
      captured: usd(0),
      owed: usd(2250),
      payBy: null,
    });
    expect(await world.told(booking)).toEqual([
      "payment.card_saved",
      "payment.failed",
      "payment.charge_failed",
    ]);
    expect(await world.ledger(booking)).toEqual([]);
  });

  test("notes an amount that Stripe does not charge", async () => {
    const booking = await world.saved();
    await world.tell("booking.cancelled", booking, cancelled(20));
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      failure: { code: "amount_too_small" },
    });
  });

  test.each([
    ["before it was asked", /payment_intents$/],
    ["before it confirmed", /payment_intents\/\w+\/confirm$/],
  ])("when Stripe is away %s, is charged once when it is back", async (_when, path) => {
    const booking = await world.saved();
    world.outage.path = path;
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect((await world.getPayment(booking)).status).toBe("card_saved");
    world.outage.path = null;
    await world.harness.advance(600_000);
    expect((await world.getPayment(booking)).captured).toEqual(usd(2250));
    expect(await intentsOf(booking)).toHaveLength(1);
  });
});

describe("a booking whose card was being saved", () => {
  test("is given up: nobody can save a card for it any more", async () => {
    const booking = world.newBooking(far());
    const { clientSecret } = await world.authorize(booking);
    await world.tell("booking.expired", booking);
    expect((await world.getPayment(booking)).status).toBe("released");
    expect((await world.pay(clientSecret!)).error?.code).toBe("setup_intent_unexpected_state");
    expect(await world.told(booking)).toEqual([]);
  });

  test("and was saved meanwhile, is given up as well", async () => {
    const booking = world.newBooking(far());
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!);
    await world.tell("booking.expired", booking);
    expect((await world.getPayment(booking)).status).toBe("released");
    expect(await world.told(booking)).toEqual([]);
  });

  test("and was saved when it was over, is given up by that news", async () => {
    const booking = world.newBooking(far());
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!);
    await world.getPayment(booking);
    await world.tell("booking.paid_too_late", booking);
    expect((await world.getPayment(booking)).status).toBe("released");
  });

  test("and no news of it came, is charged what is owed", async () => {
    const booking = world.newBooking(far());
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!);
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect((await world.getPayment(booking)).captured).toEqual(usd(2250));
  });
});

describe("a booking whose saved card failed", () => {
  const failing = async (number = CARDS.declinedLater) => {
    const booking = await world.saved(number);
    await world.turnTo(booking, 84);
    return booking;
  };

  test("is cancelled for free: its intent ends", async () => {
    const booking = await failing();
    await world.tell("booking.cancelled", booking, cancelled(0));
    expect((await world.getPayment(booking)).status).toBe("released");
    expect((await intentsOf(booking)).map(({ status }) => status)).toEqual(["canceled"]);
    expect(await world.told(booking)).not.toContain("payment.released");
  });

  test("tries once more for the part that is owed", async () => {
    const booking = await failing();
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect((await world.getPayment(booking)).status).toBe("failed");
    expect((await intentsOf(booking)).map(({ status, amount }) => [status, amount])).toEqual([
      ["requires_payment_method", 2250],
      ["canceled", 4500],
    ]);
  });

  test("and was paid with another one that we have not heard of, is captured", async () => {
    const booking = await failing();
    const { clientSecret } = await world.getPayment(booking);
    await world.pay(clientSecret!);
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect((await world.getPayment(booking)).captured).toEqual(usd(2250));
    expect(await intentsOf(booking)).toHaveLength(1);
  });
});

test("what was charged is refunded like any other payment", async () => {
  const booking = await world.saved();
  await world.tell("booking.cancelled", booking, cancelled(2250));
  const operator = { context: { actor: userActor(booking.providerUserId, "admin") } };
  const input = { id: booking.id, amount: 2250, reason: "Goodwill" };
  expect(await world.harness.clients.payments.refundBooking(input, operator)).toMatchObject({
    status: "refunded",
    refunded: usd(2250),
  });
});

/** The times of a booking that is too far ahead for a hold. */
const far = () => {
  const start = world.harness.clock.now().getTime() + 20 * 24 * 3_600_000;
  const at = (ms: number) => new Date(start + ms).toISOString();
  return { start: at(0), end: at(3_600_000) };
};
