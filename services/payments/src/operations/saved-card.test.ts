import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { CARDS, usePaymentsWorld, type TestBooking } from "../testing.ts";

const world = usePaymentsWorld();

const HOUR = 3_600_000;
const usd = (amount: number) => ({ amount, currency: "USD" });
const hoursBefore = (moment: string, at: string): number =>
  (Date.parse(moment) - Date.parse(at)) / HOUR;
const row = async (booking: TestBooking) => {
  const { rows } = await world.database.owner.pool.query(
    "select id, intent_id, setup_id, payment_method_id, attempt from payments.payments where booking_id = $1",
    [booking.id],
  );
  return rows[0];
};
/** Every PaymentIntent that was ever made for a booking. */
const intentsOf = async (booking: TestBooking): Promise<Stripe.PaymentIntent[]> => {
  const found: Stripe.PaymentIntent[] = [];
  for await (const intent of world.stripe.paymentIntents.list({ limit: 100 }))
    if (intent.metadata["bookingId"] === booking.id) found.push(intent);
  return found;
};
const run = async (task: string, payload: object): Promise<void> =>
  (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[task]!(payload);
const toPayBy = async (booking: TestBooking): Promise<void> => {
  const { payBy } = await world.getPayment(booking);
  await world.harness.advance(Date.parse(payBy!) - world.harness.clock.now().getTime() + 1000);
};

describe("a job that ends too late for a card hold", () => {
  test("saves the card instead of holding the price, and counts as paid", async () => {
    const start = world.harness.clock.now().getTime() + 20 * 24 * HOUR;
    const booking = world.newBooking({
      start: new Date(start).toISOString(),
      end: new Date(start + HOUR).toISOString(),
    });
    const handle = await world.authorize(booking);
    expect(handle).toMatchObject({ status: "requires_payment", kind: "setup" });
    expect(handle.clientSecret).toMatch(/^seti_/);
    expect(hoursBefore(booking.end, handle.authorizeAt!)).toBe(84);
    expect(await world.authorize(booking)).toEqual(handle);

    expect(await world.pay(handle.clientSecret!)).toEqual({ status: "succeeded" });
    expect(await world.getPayment(booking)).toMatchObject({
      status: "card_saved",
      kind: "setup",
      clientSecret: null,
      authorizeAt: handle.authorizeAt,
      card: { brand: "visa", last4: "4242" },
      failure: null,
      payBy: null,
    });
    expect(await world.told(booking)).toEqual(["payment.card_saved"]);
    expect(await intentsOf(booking)).toEqual([]);
  });

  test("to the millisecond: 138 hours ahead is held at once", async () => {
    const book = (ahead: number) => {
      const end = world.harness.clock.now().getTime() + ahead;
      const [start, at] = [end - HOUR, end].map((time) => new Date(time).toISOString());
      return world.authorize(world.newBooking({ start: start!, end: at! }));
    };
    expect((await book(138 * HOUR - 5_000)).kind).toBe("payment");
    expect((await book(138 * HOUR + 5_000)).kind).toBe("setup");
  });

  test("a declined card is told once, and another one is saved", async () => {
    const booking = await world.saved(CARDS.declined);
    const failed = await world.getPayment(booking);
    expect(failed).toMatchObject({
      status: "failed",
      kind: "setup",
      failure: { code: "generic_decline", message: "Your card was declined." },
    });
    await world.harness.advance(1500);
    await world.getPayment(booking);
    expect(await world.told(booking)).toEqual(["payment.failed"]);
    await world.pay(failed.clientSecret!);
    await world.harness.advance(1500);
    expect(await world.getPayment(booking)).toMatchObject({ status: "card_saved", failure: null });
  });

  test("3-D Secure comes when the card is saved", async () => {
    const booking = world.newBooking({
      start: new Date(world.harness.clock.now().getTime() + 480 * HOUR).toISOString(),
      end: new Date(world.harness.clock.now().getTime() + 481 * HOUR).toISOString(),
    });
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!, CARDS.challengedOnce);
    expect((await world.getPayment(booking)).status).toBe("requires_action");
    await world.challenge(clientSecret!, "fail");
    await world.harness.advance(1500);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      failure: { code: "setup_intent_authentication_failure" },
    });
    await world.pay(clientSecret!, CARDS.challengedOnce);
    await world.challenge(clientSecret!, "complete");
    await world.harness.advance(1500);
    expect((await world.getPayment(booking)).status).toBe("card_saved");
  });

  test("a person is one customer at Stripe, with whatever they book", async () => {
    const before = world.requests.length;
    const first = await world.saved();
    const second = await world.saved(CARDS.good, { customerId: first.customerId });
    const third = world.newBooking({ customerId: first.customerId });
    await world.authorize(third);
    const stripeCustomers = await Promise.all(
      [first, second].map(
        async (booking) =>
          (await world.stripe.setupIntents.retrieve((await row(booking)).setup_id)).customer,
      ),
    );
    const [intent] = await intentsOf(third);
    expect(new Set([...stripeCustomers, intent!.customer]).size).toBe(1);
    expect(intent!.setup_future_usage).toBe("off_session");
    expect(world.requests.slice(before).filter((one) => one === "POST /v1/customers")).toHaveLength(
      1,
    );
    const customer = await world.stripe.customers.retrieve(intent!.customer as string);
    expect(customer).toMatchObject({ metadata: { userId: first.customerId } });
  });
});

describe("when its time comes", () => {
  test("the saved card is held, not before, and captured when the job is done", async () => {
    const booking = await world.saved();
    await world.turnTo(booking, 84 + 1);
    expect((await world.getPayment(booking)).status).toBe("card_saved");
    await world.turnTo(booking, 84);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "authorized",
      kind: "payment",
      authorizeAt: null,
    });
    const [intent] = await intentsOf(booking);
    expect(intent).toMatchObject({ status: "requires_capture", amount: 4500 });
    // A day after the end, when the clock completes the job, the hold is still there.
    await world.turnTo(booking, -29);
    expect((await world.getPayment(booking)).status).toBe("authorized");
    await world.tell("booking.completed", booking);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "captured",
      captured: usd(4500),
    });
    expect(await world.told(booking)).toEqual([
      "payment.card_saved",
      "payment.authorized",
      "payment.captured",
    ]);
    expect(await world.ledger(booking)).toEqual([
      ["capture", "stripe_clearing", -4500],
      ["capture", "customer_escrow", 4500],
    ]);
  });

  test("a card that asked for its owner when it was saved asks no more", async () => {
    const booking = await world.saved(CARDS.challengedOnce);
    await world.turnTo(booking, 84);
    expect((await world.getPayment(booking)).status).toBe("authorized");
  });

  test("however often the job runs, there is one hold", async () => {
    const booking = await world.saved();
    const { id: paymentId } = await row(booking);
    world.harness.clock.advance(
      Date.parse(booking.end) - 84 * HOUR - world.harness.clock.now().getTime(),
    );
    await Promise.allSettled(
      Array.from({ length: 5 }, () => run("payments.hold-saved-card", { paymentId })),
    );
    await run("payments.hold-saved-card", { paymentId });
    const intents = await intentsOf(booking);
    expect(intents.map(({ status }) => status)).toEqual(["requires_capture"]);
    expect(
      (await world.told(booking)).filter((type) => type === "payment.authorized"),
    ).toHaveLength(1);
  });

  test.each([
    ["before it was asked", /payment_intents$/],
    ["before it confirmed", /payment_intents\/\w+\/confirm$/],
  ])("when Stripe is away %s, the job comes again", async (_when, path) => {
    const booking = await world.saved();
    world.outage.path = path;
    await world.turnTo(booking, 84);
    expect((await world.getPayment(booking)).status).toBe("card_saved");
    world.outage.path = null;
    await world.harness.advance(600_000);
    expect((await world.getPayment(booking)).status).toBe("authorized");
    expect(await intentsOf(booking)).toHaveLength(1);
  });

  test("a job that was lost is made up for within minutes", async () => {
    const booking = await world.saved();
    await world.database.owner.pool.query(
      "delete from graphile_worker._private_jobs where payload::text like $1",
      [`%${(await row(booking)).id}%`],
    );
    await world.turnTo(booking, 83);
    expect((await world.getPayment(booking)).status).toBe("card_saved");
    await run("payments.retry-holds", {});
    expect((await world.getPayment(booking)).status).toBe("authorized");
  });

  test("a job that runs too early waits", async () => {
    const booking = await world.saved();
    await run("payments.hold-saved-card", { paymentId: (await row(booking)).id });
    expect((await world.getPayment(booking)).status).toBe("card_saved");
    expect(await intentsOf(booking)).toEqual([]);
    await world.turnTo(booking, 84);
    expect((await world.getPayment(booking)).status).toBe("authorized");
  });

  test("a booking that is called off while Stripe is at it leaves no intent behind", async () => {
    const booking = await world.saved();
    world.meanwhile.run = () =>
      world.database.owner.pool.query(
        "update payments.payments set settle_amount = 0, status = 'released' where booking_id = $1",
        [booking.id],
      );
    world.meanwhile.path = /payment_intents$/;
    await world.turnTo(booking, 84);
    expect((await intentsOf(booking)).map(({ status }) => status)).toEqual(["canceled"]);
  });

  test("a booking that was called off before is not held", async () => {
    const booking = await world.saved();
    await world.tell("booking.declined", booking);
    await world.turnTo(booking, 80);
    expect((await world.getPayment(booking)).status).toBe("released");
    expect(await intentsOf(booking)).toEqual([]);
  });
});

describe("a crash between Stripe's answer and ours", () => {
  /** Forgets what was written after Stripe had answered. */
  const forget = (booking: TestBooking, columns: string): Promise<unknown> =>
    world.database.owner.pool.query(
      `update payments.payments set ${columns} where booking_id = $1`,
      [booking.id],
    );

  test("when the card was to be saved: a repeat goes on with the same SetupIntent", async () => {
    const booking = world.newBooking({
      start: new Date(world.harness.clock.now().getTime() + 480 * HOUR).toISOString(),
      end: new Date(world.harness.clock.now().getTime() + 481 * HOUR).toISOString(),
    });
    const first = await world.authorize(booking);
    await forget(booking, "setup_id = null, client_secret = null");
    expect(await world.authorize(booking)).toEqual(first);
  });

  test("when the intent was made: the job goes on with the same one", async () => {
    const booking = await world.saved();
    world.outage.path = /confirm$/;
    await world.turnTo(booking, 84);
    world.outage.path = null;
    await forget(booking, "intent_id = null, client_secret = null");
    await world.harness.advance(600_000);
    expect((await world.getPayment(booking)).status).toBe("authorized");
    expect(await intentsOf(booking)).toHaveLength(1);
  });

  test.each([
    ["at once, by Stripe's kept answer", null],
    ["when Stripe has forgotten the key", "delete from sandbox.idempotency_keys"],
  ])("when the card was held: the job finds it held, %s", async (_when, sql) => {
    const booking = await world.saved();
    await world.turnTo(booking, 84);
    await forget(booking, "status = 'card_saved', held_at = null, capture_before = null");
    if (sql) await world.database.owner.pool.query(sql);
    await run("payments.hold-saved-card", { paymentId: (await row(booking)).id });
    expect((await world.getPayment(booking)).status).toBe("authorized");
    const intents = await intentsOf(booking);
    expect(intents.map(({ status }) => status)).toEqual(["requires_capture"]);
  });

  test("when the card was declined: the failure is told all the same, once", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    const before = await world.told(booking);
    await forget(booking, "status = 'card_saved', pay_by = null");
    await run("payments.hold-saved-card", { paymentId: (await row(booking)).id });
    expect((await world.getPayment(booking)).status).toBe("failed");
    const after = await world.told(booking);
    expect(after.filter((type) => type === "payment.failed")).toHaveLength(1);
    expect(before.filter((type) => type === "payment.failed")).toHaveLength(1);
  });
});

describe("a saved card that fails", () => {
  test("leaves its owner a day, during which another card pays", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    const failed = await world.getPayment(booking);
    expect(failed).toMatchObject({
      status: "failed",
      kind: "payment",
      failure: { code: "generic_decline" },
    });
    expect(hoursBefore(booking.end, failed.payBy!)).toBeCloseTo(60, 0);
    expect(await world.told(booking)).toEqual([
      "payment.card_saved",
      "payment.failed",
      "payment.authorization_failed",
    ]);
    expect((await world.getPayment(booking, booking.providerUserId)).clientSecret).toBeNull();

    await world.pay(failed.clientSecret!, CARDS.poor);
    await world.harness.advance(1500);
    expect(await world.getPayment(booking)).toMatchObject({
      status: "failed",
      failure: { code: "insufficient_funds" },
      payBy: failed.payBy,
    });
    await world.pay(failed.clientSecret!);
    await world.harness.advance(1500);
    expect(await world.getPayment(booking)).toMatchObject({ status: "authorized", payBy: null });
    await world.turnTo(booking, 10);
    expect(await world.told(booking)).not.toContain("payment.expired");
    const { payment_method_id: method } = await row(booking);
    expect((await world.stripe.paymentMethods.retrieve(method)).card?.last4).toBe("4242");
  });

  test("because its bank wants to see the owner, who confirms with it", async () => {
    const booking = await world.saved(CARDS.challengedAlways);
    await world.turnTo(booking, 84);
    const { clientSecret, failure } = await world.getPayment(booking);
    expect(failure?.code).toBe("authentication_required");
    await world.pay(clientSecret!, CARDS.challengedAlways);
    await world.challenge(clientSecret!, "complete");
    await world.harness.advance(1500);
    expect((await world.getPayment(booking)).status).toBe("authorized");
  });

  test("is given up after the day, once, and what comes later is given back", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    const { clientSecret } = await world.getPayment(booking);
    await toPayBy(booking);
    await run("payments.give-up", { paymentId: (await row(booking)).id });
    expect((await world.told(booking)).slice(3)).toEqual(["payment.expired"]);
    // The booking is cancelled for it.
    booking.status = "cancelled";
    await world.tell("booking.cancelled", booking, {
      by: "clock",
      wasPaid: true,
      keep: usd(0),
      refund: usd(4500),
    });
    expect(await world.getPayment(booking)).toMatchObject({
      status: "released",
      clientSecret: null,
      payBy: null,
    });
    expect((await world.pay(clientSecret!)).error?.code).toBe("payment_intent_unexpected_state");
    expect(await world.ledger(booking)).toEqual([]);
  });

  test("another card that is accepted at the last moment counts, even when no news of it came", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    const { clientSecret } = await world.getPayment(booking);
    await world.pay(clientSecret!);
    await toPayBy(booking);
    expect((await world.getPayment(booking)).status).toBe("authorized");
    expect(await world.told(booking)).not.toContain("payment.expired");
  });

  test("a job that has begun is not called off by a clock that is late: it is charged when it is done", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    const { clientSecret } = await world.getPayment(booking);
    await world.turnTo(booking, 0.5);
    expect(await world.told(booking)).not.toContain("payment.expired");
    const payment = await world.getPayment(booking);
    expect(payment).toMatchObject({ status: "failed", payBy: null, clientSecret });
    await world.tell("booking.completed", booking);
    expect(await world.getPayment(booking)).toMatchObject({ status: "failed", owed: usd(4500) });
  });

  test("while Stripe is away nothing is given up", async () => {
    const booking = await world.saved(CARDS.declinedLater);
    await world.turnTo(booking, 84);
    world.outage.path = /payment_intents/;
    await toPayBy(booking);
    expect(await world.told(booking)).not.toContain("payment.expired");
    world.outage.path = null;
    await world.harness.advance(600_000);
    expect(await world.told(booking)).toContain("payment.expired");
  });

  test("because it was removed at Stripe", async () => {
    const booking = await world.saved();
    await world.stripe.paymentMethods.detach((await row(booking)).payment_method_id);
    await world.turnTo(booking, 84);
    const failed = await world.getPayment(booking);
    expect(failed).toMatchObject({ status: "failed", failure: { message: expect.any(String) } });
    await world.pay(failed.clientSecret!);
    await world.harness.advance(1500);
    expect((await world.getPayment(booking)).status).toBe("authorized");
  });
});

describe("what is shorter than promised", () => {
  test("a hold that would lapse too early is made anew at the usual moment", async () => {
    const now = world.harness.clock.now().getTime();
    const booking = world.newBooking({
      start: new Date(now + 120 * HOUR).toISOString(),
      end: new Date(now + 121 * HOUR).toISOString(),
    });
    const { clientSecret, kind } = await world.authorize(booking);
    expect(kind).toBe("payment");
    await world.pay(clientSecret!);
    // As if this network held for five days only.
    await world.database.owner.pool.query(
      `update sandbox.stripe_objects set data = jsonb_set(data, '{payment_method_details,card,capture_before}', to_jsonb($2::bigint))
        where type = 'charge' and data -> 'metadata' ->> 'bookingId' = $1`,
      [booking.id, Math.floor((now + 120 * HOUR) / 1000)],
    );
    await world.getPayment(booking);
    await world.turnTo(booking, 84 + 1);
    expect(await intentsOf(booking)).toHaveLength(1);
    await world.turnTo(booking, 84);
    const intents = await intentsOf(booking);
    expect(intents.map(({ status }) => status)).toEqual(["requires_capture", "canceled"]);
    await world.turnTo(booking, -29);
    await world.tell("booking.completed", booking);
    expect((await world.getPayment(booking)).status).toBe("captured");
  });

  test("a hold that Stripe ended before anybody saw it is made anew at once", async () => {
    const booking = await world.saved();
    await world.turnTo(booking, 84);
    await world.database.owner.pool.query(
      `update sandbox.stripe_objects set internal = jsonb_build_object('lapsesAt', 1)
        where type = 'payment_intent' and data -> 'metadata' ->> 'bookingId' = $1`,
      [booking.id],
    );
    await world.sandbox.sweep();
    const { data } = await world.stripe.events.list({ type: "payment_intent.canceled", limit: 5 });
    const event = data.find(
      ({ data: { object } }) =>
        (object as Stripe.PaymentIntent).metadata["bookingId"] === booking.id,
    )!;
    const body = JSON.stringify(event);
    const signature = world.stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: "whsec_test_of_payments",
    });
    expect((await world.post(body, signature)).status).toBe(200);
    await world.harness.settle();
    expect((await world.getPayment(booking)).status).toBe("authorized");
    expect((await intentsOf(booking)).map(({ status }) => status)).toEqual([
      "requires_capture",
      "canceled",
    ]);
    expect(await world.told(booking)).not.toContain("payment.released");
  });
});
