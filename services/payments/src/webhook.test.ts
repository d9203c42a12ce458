import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  CARDS,
  CONNECT_WEBHOOK_SECRET,
  createPaymentsWorld,
  WEBHOOK_SECRET,
  type PaymentsWorld,
  type TestBooking,
} from "./testing.ts";

const EVENT_ORDER = [
  "payment_intent.created",
  "payment_intent.amount_capturable_updated",
  "payment_intent.succeeded",
];

test("events of connected accounts come under a secret of their own, and no third one counts", async () => {
  const world = await createPaymentsWorld();
  const body = JSON.stringify({
    id: "evt_connected",
    object: "event",
    livemode: false,
    type: "account.application.authorized",
    data: { object: { id: "ca_1", object: "application" } },
  });
  const answer = async (secret: string): Promise<number> => {
    const signature = await world.stripe.webhooks.generateTestHeaderStringAsync({
      payload: body,
      secret,
    });
    return (await world.post(body, signature)).status;
  };
  expect(await answer("whsec_of_nobody")).toBe(400);
  expect(await answer(CONNECT_WEBHOOK_SECRET)).toBe(200);
  expect(await answer(WEBHOOK_SECRET)).toBe(200);
  await world.stop();
});

describe("delivered by Stripe's stand-in", () => {
  let world: PaymentsWorld;
  beforeAll(async () => {
    world = await createPaymentsWorld({ deliver: true });
  });
  afterAll(() => world.stop());

  const until = (booking: TestBooking, types: string[]): Promise<unknown> =>
    vi.waitFor(async () => expect(await world.told(booking)).toEqual(types), {
      timeout: 8000,
      interval: 20,
    });

  test("from the card form to escrow without anybody asking", async () => {
    const booking = world.newBooking();
    const { clientSecret } = await world.authorize(booking);
    expect(await world.pay(clientSecret!)).toEqual({ status: "requires_capture" });
    await until(booking, ["payment.authorized"]);
    await world.tell("booking.completed", booking);
    await until(booking, ["payment.authorized", "payment.captured"]);
    expect(await world.ledger(booking)).toHaveLength(2);
  });

  test("a declined card, then another one", async () => {
    const booking = world.newBooking();
    const { clientSecret } = await world.authorize(booking);
    expect(await world.pay(clientSecret!, CARDS.declined)).toMatchObject({
      error: { code: "card_declined" },
    });
    await until(booking, ["payment.failed"]);
    await world.pay(clientSecret!, CARDS.poor);
    await until(booking, ["payment.failed", "payment.failed"]);
    await world.pay(clientSecret!);
    await until(booking, ["payment.failed", "payment.failed", "payment.authorized"]);
  });

  test("a card is saved, held when its time comes, and nobody asks", async () => {
    const start = world.harness.clock.now().getTime() + 20 * 24 * 3_600_000;
    const at = (ms: number) => new Date(start + ms).toISOString();
    const booking = world.newBooking({ start: at(0), end: at(3_600_000) });
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!, CARDS.declined);
    await until(booking, ["payment.failed"]);
    await world.pay(clientSecret!);
    await until(booking, ["payment.failed", "payment.card_saved"]);
    await world.turnTo(booking, 84);
    await until(booking, ["payment.failed", "payment.card_saved", "payment.authorized"]);
  });

  test.each([
    ["complete", "payment.authorized"],
    ["fail", "payment.failed"],
  ])("3-D Secure: %s", async (outcome, told) => {
    const booking = world.newBooking();
    const { clientSecret } = await world.authorize(booking);
    const { status, nextAction } = await world.pay(clientSecret!, CARDS.challenged);
    expect(status).toBe("requires_action");
    await vi.waitFor(
      async () => expect((await world.getPayment(booking)).status).toBe("requires_action"),
      { timeout: 8000 },
    );
    const { pathname } = new URL(nextAction!.url);
    const body = new URLSearchParams({ client_secret: clientSecret!, outcome });
    await world.sandbox.fetch(new Request(`http://shop.test${pathname}`, { method: "POST", body }));
    await until(booking, [told]);
  });
});

describe("posted by hand", () => {
  let world: PaymentsWorld;
  beforeAll(async () => {
    world = await createPaymentsWorld();
  });
  afterAll(() => world.stop());

  const now = (): number => Math.floor(Date.now() / 1000);
  const sign = (payload: string, secret = WEBHOOK_SECRET, timestamp = now()): string =>
    world.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  const send = async (event: Stripe.Event): Promise<number> => {
    const body = JSON.stringify(event);
    return (await world.post(body, sign(body))).status;
  };
  const eventsOf = async (booking: TestBooking): Promise<Stripe.Event[]> => {
    const { data } = await world.stripe.events.list({ limit: 100 });
    return data.filter(
      ({ data: { object } }) =>
        (object as Stripe.PaymentIntent).metadata?.["bookingId"] === booking.id,
    );
  };
  const inbox = async (id: string) =>
    (
      await world.database.owner.pool.query(
        "select type, processed_at is not null as done, error from payments.webhook_inbox where event_id = $1",
        [id],
      )
    ).rows;
  const paid = async (): Promise<TestBooking> => {
    const booking = world.newBooking();
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!);
    return booking;
  };
  const capturable = async (booking: TestBooking): Promise<Stripe.Event> =>
    (await eventsOf(booking)).find(
      ({ type }) => type === "payment_intent.amount_capturable_updated",
    )!;

  test("ten times the same, at once and again, acts once", async () => {
    const booking = await paid();
    const event = await capturable(booking);
    const statuses = await Promise.all(Array.from({ length: 10 }, () => send(event)));
    expect(new Set([...statuses, await send(event)])).toEqual(new Set([200]));
    expect(await world.told(booking)).toEqual(["payment.authorized"]);
    expect(await inbox(event.id)).toEqual([{ type: event.type, done: true, error: null }]);
  });

  test("what an event says and that it is done are written in one transaction", async () => {
    const booking = await paid();
    const event = await capturable(booking);
    expect(await send(event)).toBe(200);
    const { rows } = await world.database.owner.pool.query(
      `select p.status, p.xmin = i.xmin as together from payments.payments p, payments.webhook_inbox i
        where p.booking_id = $1 and i.event_id = $2`,
      [booking.id, event.id],
    );
    expect(rows).toEqual([{ status: "authorized", together: true }]);
  });

  test("in the wrong order nothing goes back, and everything is told once", async () => {
    const booking = await paid();
    await world.tell("booking.completed", booking);
    const events = (await eventsOf(booking)).toSorted(
      (a, b) => EVENT_ORDER.indexOf(b.type) - EVENT_ORDER.indexOf(a.type),
    );
    expect(events.length).toBeGreaterThanOrEqual(3);
    for (const event of [...events, ...events.toReversed()]) expect(await send(event)).toBe(200);
    expect((await world.getPayment(booking)).status).toBe("captured");
    expect(await world.told(booking)).toEqual(["payment.authorized", "payment.captured"]);
    expect(await world.ledger(booking)).toHaveLength(2);
  });

  test("a late failure after a success changes nothing", async () => {
    const booking = world.newBooking();
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!, CARDS.declined);
    await world.pay(clientSecret!);
    const events = await eventsOf(booking);
    const find = (type: string) => events.find((event) => event.type === type)!;
    await send(find("payment_intent.amount_capturable_updated"));
    await send(find("payment_intent.payment_failed"));
    expect(await world.getPayment(booking)).toMatchObject({ status: "authorized", failure: null });
    expect(await world.told(booking)).toEqual(["payment.authorized"]);
  });

  test("forged, stale, changed and missing signatures are refused and leave no trace", async () => {
    const booking = await paid();
    const event = await capturable(booking);
    const body = JSON.stringify(event);
    const attempts: Array<[string, string]> = [
      [body, sign(body, "whsec_of_somebody_else")],
      [body, sign(body, WEBHOOK_SECRET, now() - 600)],
      [body.replace("4500", "1"), sign(body)],
      [body, "t=1,v1=00"],
      ["", ""],
    ];
    for (const [payload, signature] of attempts) {
      const response = await world.post(payload, signature);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ code: "invalid_request" });
    }
    expect(await inbox(event.id)).toEqual([]);
    expect(await world.told(booking)).toEqual([]);
  });

  test("events of the other mode, of test or live money, are refused", async () => {
    const event = await capturable(await paid());
    expect(await send({ ...event, livemode: true } as Stripe.Event)).toBe(400);
    expect(await inbox(event.id)).toEqual([]);
  });

  test("events of connected accounts are kept; what they say of intents is not of ours", async () => {
    const booking = await paid();
    const event = { ...(await capturable(booking)), account: "acct_of_a_provider" };
    expect(await send(event as Stripe.Event)).toBe(200);
    expect(await inbox(event.id)).toMatchObject([{ done: true }]);
    expect(await world.told(booking)).toEqual([]);
  });

  test("a signed event alone does not make money: what counts is what Stripe says when asked", async () => {
    const booking = world.newBooking();
    await world.authorize(booking);
    const created = (await eventsOf(booking))[0]!;
    const object = {
      ...(created.data.object as object),
      status: "succeeded",
      amount_received: 4500,
    };
    expect(
      await send({
        ...created,
        id: "evt_lie",
        type: "payment_intent.succeeded",
        data: { object },
      } as Stripe.Event),
    ).toBe(200);
    expect(await world.told(booking)).toEqual([]);
  });

  test("unknown types and other people's intents are kept and change nothing", async () => {
    const booking = await paid();
    const event = await capturable(booking);
    const strange = {
      ...event,
      id: "evt_strange",
      type: "radar.early_fraud_warning.created",
    } as unknown as Stripe.Event;
    const foreign = {
      ...event,
      id: "evt_foreign",
      data: { object: { ...(event.data.object as object), metadata: {} } },
    } as Stripe.Event;
    expect([await send(strange), await send(foreign)]).toEqual([200, 200]);
    expect(await inbox("evt_strange")).toMatchObject([{ done: true }]);
    expect(await world.told(booking)).toEqual([]);
  });

  test("what fails stays waiting, is answered 500, and is done when it comes again or by the job", async () => {
    const [first, second] = [await paid(), await paid()];
    const [one, two] = [await capturable(first), await capturable(second)];
    world.outage.path = /payment_intents/;
    expect([await send(one), await send(two)]).toEqual([500, 500]);
    expect(await inbox(one.id)).toMatchObject([{ done: false, error: "down" }]);
    world.outage.path = null;
    expect(await send(one)).toBe(200);
    expect(await world.told(first)).toEqual(["payment.authorized"]);
    world.harness.clock.advance(60_000);
    await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
      "payments.retry-webhooks"
    ]!({});
    expect(await world.told(second)).toEqual(["payment.authorized"]);
    expect(await inbox(two.id)).toMatchObject([{ done: true, error: null }]);
  });

  test("an intent whose id was lost in a crash is found by its webhook", async () => {
    const booking = await paid();
    await world.database.owner.pool.query(
      "update payments.payments set intent_id = null, client_secret = null where booking_id = $1",
      [booking.id],
    );
    expect(await send(await capturable(booking))).toBe(200);
    expect(await world.getPayment(booking)).toMatchObject({ status: "authorized" });
  });

  test("a SetupIntent whose id was lost in a crash is found by its webhook, in any order and once", async () => {
    const start = world.harness.clock.now().getTime() + 20 * 24 * 3_600_000;
    const at = (ms: number) => new Date(start + ms).toISOString();
    const booking = world.newBooking({ start: at(0), end: at(3_600_000) });
    const { clientSecret } = await world.authorize(booking);
    await world.pay(clientSecret!, CARDS.declined);
    await world.pay(clientSecret!);
    await world.database.owner.pool.query(
      "update payments.payments set setup_id = null, client_secret = null where booking_id = $1",
      [booking.id],
    );
    const events = await eventsOf(booking);
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      "setup_intent.created",
      "setup_intent.setup_failed",
      "setup_intent.succeeded",
    ]);
    for (const event of [...events, ...events.toReversed()]) expect(await send(event)).toBe(200);
    expect(await world.getPayment(booking)).toMatchObject({ status: "card_saved", failure: null });
    expect(await world.told(booking)).toEqual(["payment.card_saved"]);
  });

  test("processed events are forgotten after three months, waiting ones never", async () => {
    const event = await capturable(await paid());
    await send(event);
    world.harness.clock.advance(91 * 24 * 3_600_000);
    await (world.service.jobs as Record<string, (payload: object) => Promise<void>>)[
      "payments.forget-webhooks"
    ]!({});
    expect(await inbox(event.id)).toEqual([]);
    world.harness.clock.advance(-91 * 24 * 3_600_000);
  });

  test("only POST", async () => {
    const response = await world.service.raw!["/api/v1/webhooks/stripe"]!(
      new Request("http://x/api/v1/webhooks/stripe"),
      { actor: { kind: "guest", guestId: null } },
    );
    expect(response.status).toBe(405);
  });
});
