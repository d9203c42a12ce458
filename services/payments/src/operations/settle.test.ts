import { describe, expect, test } from "vitest";
import { CARDS, intentsAtStripe, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const usd = (amount: number) => ({ amount, currency: "USD" });
const cancelled = (keep: number) => ({
  by: "customer",
  wasPaid: true,
  keep: usd(keep),
  refund: usd(4500 - keep),
});
const intentOf = async (booking: TestBooking) => {
  const { rows } = await world.database.owner.pool.query(
    "select intent_id from payments.payments where booking_id = $1",
    [booking.id],
  );
  return world.stripe.paymentIntents.retrieve(rows[0].intent_id);
};

test("a completed booking is captured whole and stands in escrow", async () => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "captured",
    captured: usd(4500),
  });
  expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
  expect(await world.ledger(booking)).toEqual([
    ["capture", "stripe_clearing", -4500],
    ["capture", "customer_escrow", 4500],
  ]);
  expect(await intentOf(booking)).toMatchObject({ status: "succeeded", amount_received: 4500 });
});

test("told twice, it is captured once", async () => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  await world.tell("booking.completed", booking);
  expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
  expect(await world.ledger(booking)).toHaveLength(2);
});

test.each(["booking.declined", "booking.expired"] as const)(
  "%s gives the hold back and posts nothing",
  async (type) => {
    const booking = await world.authorized();
    await world.tell(type, booking);
    expect(await world.getPayment(booking)).toMatchObject({ status: "released", captured: usd(0) });
    expect(await world.told(booking)).toEqual(["payment.authorized", "payment.released"]);
    expect(await world.ledger(booking)).toEqual([]);
    expect((await intentOf(booking)).status).toBe("canceled");
  },
);

describe("a cancelled booking", () => {
  test("keeps the share of the policy and gives the rest back", async () => {
    const booking = await world.authorized();
    await world.tell("booking.cancelled", booking, cancelled(2250));
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      amount: usd(4500),
      captured: usd(2250),
    });
    expect(await world.ledger(booking)).toEqual([
      ["capture", "stripe_clearing", -2250],
      ["capture", "customer_escrow", 2250],
    ]);
  });
  test("that is free gives all back", async () => {
    const booking = await world.authorized();
    await world.tell("booking.cancelled", booking, cancelled(0));
    expect((await world.getPayment(booking)).status).toBe("released");
  });
  test("that was never paid ends its intent and says nothing of money given back", async () => {
    const booking = world.newBooking();
    await world.authorize(booking);
    await world.tell("booking.cancelled", booking, { ...cancelled(0), wasPaid: false });
    expect((await intentOf(booking)).status).toBe("canceled");
    expect(await world.told(booking)).toEqual([]);
  });
});

describe("a no-show", () => {
  test("of the customer takes the whole price, credited two days later like a job that was done", async () => {
    const booking = await world.authorized();
    await world.tell("booking.no_show", booking, { absent: "customer" });
    await world.tell("booking.no_show", booking, { absent: "customer" });
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
    await world.harness.advance(47 * 3_600_000);
    expect(await world.ledger(booking)).toHaveLength(2);
    await world.harness.advance(3_601_000);
    expect(await world.ledger(booking)).toEqual([
      ["capture", "stripe_clearing", -4500],
      ["capture", "customer_escrow", 4500],
      ["release", "customer_escrow", -4500],
      ["release", "provider_payable", 4050],
      ["release", "platform_fees", 450],
    ]);
  });
  test("of the provider gives the hold back and posts nothing", async () => {
    const booking = await world.authorized();
    await world.tell("booking.no_show", booking, { absent: "provider" });
    expect(await world.getPayment(booking)).toMatchObject({ status: "released", captured: usd(0) });
    expect(await world.ledger(booking)).toEqual([]);
    expect((await intentOf(booking)).status).toBe("canceled");
  });
});

test("what was decided once is not decided otherwise", async () => {
  const booking = await world.authorized();
  await world.tell("booking.completed", booking);
  await world.tell("booking.expired", booking);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "captured",
    captured: usd(4500),
  });
});

test("a capture and a cancellation at the same moment: one of them happens, whole, here and at Stripe", async () => {
  const bookings = await Promise.all(Array.from({ length: 10 }, () => world.authorized()));
  await Promise.all(
    bookings.flatMap((booking, n) => {
      const capture = () => world.tell("booking.completed", booking);
      const cancel = () => world.tell("booking.cancelled", booking, cancelled(0));
      return n % 2 === 0 ? [capture(), cancel()] : [cancel(), capture()];
    }),
  );
  for (const booking of bookings) {
    const { status, captured } = await world.getPayment(booking);
    const intent = await intentOf(booking);
    const isTaken = status === "captured";
    expect({ status, captured: captured.amount, atStripe: intent.status }).toEqual(
      isTaken
        ? { status, captured: 4500, atStripe: "succeeded" }
        : { status: "released", captured: 0, atStripe: "canceled" },
    );
    expect(await world.ledger(booking)).toHaveLength(isTaken ? 2 : 0);
    expect((await world.told(booking)).slice(1)).toEqual([
      isTaken ? "payment.captured" : "payment.released",
    ]);
  }
});

test("when Stripe is away the job comes again and captures once", async () => {
  const booking = await world.authorized();
  world.outage.path = /capture/;
  await world.tell("booking.completed", booking);
  expect((await world.getPayment(booking)).status).toBe("authorized");
  world.outage.path = null;
  await world.harness.advance(600_000);
  expect((await world.getPayment(booking)).status).toBe("captured");
});

test("a capture whose answer was lost is recognised at Stripe", async () => {
  const booking = await world.authorized();
  await world.stripe.paymentIntents.capture((await intentOf(booking)).id);
  await world.tell("booking.completed", booking);
  expect((await world.getPayment(booking)).status).toBe("captured");
  expect(await world.ledger(booking)).toHaveLength(2);
});

test("a hold that no news came of is looked up before the capture", async () => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!);
  await world.tell("booking.completed", booking);
  expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
});

test("an authorisation that comes after the booking expired is given back", async () => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.pay(clientSecret!);
  await world.getPayment(booking);
  await world.tell("booking.paid_too_late", booking);
  expect((await intentOf(booking)).status).toBe("canceled");
  expect(await world.told(booking)).toEqual(["payment.authorized", "payment.released"]);
});

test("a booking that expires before Stripe made an intent gets none any more", async () => {
  const booking = world.newBooking();
  world.outage.path = /payment_intents/;
  await expect(world.authorize(booking)).rejects.toThrow();
  world.outage.path = null;
  await world.tell("booking.expired", booking);
  expect(await world.authorize(booking)).toMatchObject({ status: "released", clientSecret: null });
});

test("another amount than agreed is marked and never taken", async () => {
  const booking = world.newBooking();
  const { clientSecret } = await world.authorize(booking);
  await world.stripe.paymentIntents.update(clientSecret!.split("_secret_")[0]!, { amount: 100 });
  await world.pay(clientSecret!);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "requires_payment",
    failure: { code: "amount_mismatch" },
  });
  await world.tell("booking.completed", booking);
  expect(await world.told(booking)).toEqual([]);
  expect(await world.ledger(booking)).toEqual([]);
  expect((await intentOf(booking)).status).toBe("requires_capture");
});

test("a hold that lapsed before the capture is given up, and the card charged that was saved with it", async () => {
  const booking = await world.authorized();
  const { id } = await intentOf(booking);
  world.harness.clock.advance(8 * 24 * 3_600_000);
  await world.tell("booking.completed", booking);
  expect(await world.getPayment(booking)).toMatchObject({
    status: "captured",
    captured: usd(4500),
  });
  expect(await world.ledger(booking)).toHaveLength(2);
  expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe("canceled");
  expect((await intentOf(booking)).id).not.toBe(id);
});

test("without a saved card a lapsed hold is lost, and the ledger knows nothing of it", async () => {
  const booking = await world.authorized();
  await world.database.owner.pool.query(
    "update payments.payments set payment_method_id = null where booking_id = $1",
    [booking.id],
  );
  world.harness.clock.advance(8 * 24 * 3_600_000);
  await world.tell("booking.completed", booking);
  expect(await world.getPayment(booking)).toMatchObject({ status: "released", captured: usd(0) });
  expect(await world.ledger(booking)).toEqual([]);
});

describe("when Stripe is away for longer than a job is tried", () => {
  const away = async (until: () => Promise<unknown>): Promise<void> => {
    world.outage.path = /./;
    await until();
    for (let hour = 0; hour < 20; hour++) await world.harness.advance(3_600_000);
    world.outage.path = null;
    await world.harness.advance(3_600_000);
  };
  const lookAgain = async (): Promise<void> => {
    await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
      "payments.retry-holds"
    ]!({});
    await world.harness.settle();
  };

  test("what is held for a job that was done is taken when it is back, while the hold lasts, once", async () => {
    const booking = await world.authorized();
    await away(() => world.tell("booking.completed", booking));
    // The job has given up.
    expect((await world.getPayment(booking)).status).toBe("authorized");
    for (const _time of [1, 2]) await lookAgain();
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
    expect(await world.ledger(booking)).toHaveLength(2);
    expect(await intentOf(booking)).toMatchObject({ status: "succeeded", amount_received: 4500 });
  });

  test("each key of which Stripe keeps that it failed is followed by another one", async () => {
    const booking = await world.authorized();
    world.outage.isKept = true;
    await away(() => world.tell("booking.completed", booking));
    await lookAgain();
    expect((await world.getPayment(booking)).captured).toEqual(usd(4500));
  });

  test("a hold that is to be given back is, and what nobody has paid cannot be paid any more", async () => {
    const [held, open] = [await world.authorized(), world.newBooking()];
    const { clientSecret } = await world.authorize(open);
    await away(async () => {
      await world.tell("booking.declined", held);
      await world.tell("booking.expired", open);
    });
    await lookAgain();
    expect((await world.getPayment(held)).status).toBe("released");
    expect((await intentOf(held)).status).toBe("canceled");
    expect((await world.pay(clientSecret!)).error).toBeDefined();
  });

  test("a hold that a payment has left behind is given back", async () => {
    const booking = await world.authorized();
    const { id } = await intentOf(booking);
    await away(() => world.move(booking, 20 * 24));
    expect((await world.stripe.paymentIntents.retrieve(id)).status).toBe("canceled");
  });

  test("what a cancellation costs is charged to the saved card", async () => {
    const booking = await world.saved();
    await away(() => world.tell("booking.cancelled", booking, cancelled(2250)));
    await lookAgain();
    expect((await world.getPayment(booking)).captured).toEqual(usd(2250));
  });

  test("what a card that failed before is to pay is decided in the end, and owed", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 80);
    await away(() => world.tell("booking.completed", booking));
    expect(await world.getPayment(booking)).toMatchObject({ status: "failed", owed: usd(4500) });
    expect(await world.told(booking)).toContain("payment.charge_failed");
  });

  test("what a card has declined is not tried again by itself, nor other money taken than was agreed", async () => {
    const declined = await world.saved(CARDS.declinedLater);
    await world.tell("booking.cancelled", declined, cancelled(2250));
    const other = await world.authorized();
    await world.database.owner.pool.query(
      "update payments.payments set mismatch = 'Stripe holds less' where booking_id = $1",
      [other.id],
    );
    await world.tell("booking.completed", other);
    await world.harness.advance(3_600_000);
    const intents = async () =>
      (
        await Promise.all([declined, other].map((booking) => intentsAtStripe(world, booking)))
      ).flat();
    const [before, asked] = [await intents(), world.requests.length];
    await lookAgain();
    const about = (request: string): boolean => before.some(({ id }) => request.includes(id));
    expect(world.requests.slice(asked).filter(about)).toEqual([]);
    expect((await intents()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});
