import { randomUUID } from "node:crypto";
import type {
  Category,
  EventType,
  PaymentHandle,
  Place,
  Pricing,
  UserActor,
} from "@loconomy/contracts";
import { publish, system, transaction, type Service } from "@loconomy/kit";
import { createSandbox, type CardFormAnswer, type Sandbox } from "@loconomy/sandbox";
import {
  createServiceHarness,
  createTestDatabase,
  userActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import Stripe from "stripe";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createPayments } from "./service.ts";
import {
  serve,
  standInBookings,
  standInGeolocation,
  standInCommunication,
  standInNotifications,
  standInProviders,
  standInUsers,
  type TestBooking,
} from "./testing-neighbours.ts";
import { WEBHOOK_PATH } from "./webhook.ts";

export type { TestBooking };

const HOUR_MS = 3_600_000;

export const WEBHOOK_SECRET = "whsec_test_of_payments";
export const CONNECT_WEBHOOK_SECRET = "whsec_test_of_accounts";
export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  poor: "4000000000009995",
  challenged: "4000000000003220",
  /** Saved without complaint, declined later. */
  declinedLater: "4000000000000341",
  /** Asks for its owner when it is saved, and never again. */
  challengedOnce: "4000002500003155",
  /** Asks for its owner each time. */
  challengedAlways: "4000002760003184",
  /** Disputed as soon as it is captured; the second one only asked about. */
  disputed: "4000000000000259",
  inquired: "4000000000001976",
};

/** How a price without tax was agreed of which `amount` is due at booking. */
export const withDeposit = (amount: number): Pricing => ({
  lines: [],
  includedTaxes: [],
  tax: 0,
  feeBps: 1000,
  deposit: { terms: { amount }, amount },
});

/** Payments on a real database, with the real Stripe SDK speaking to the stand-in over HTTP. */
export interface PaymentsWorld {
  database: TestDatabase;
  harness: ServiceHarness;
  service: Service;
  sandbox: Sandbox;
  /** The SDK on the same account, for looking and for meddling. */
  stripe: Stripe;
  bookings: Map<string, TestBooking>;
  /** What the stand-in for geolocation knows, by latitude. */
  places: Map<number, Place>;
  categories: Category[];
  /**
   * Requests to the stand-in whose path fits are answered with 503 while this is set: not done, or done and nobody hears of it.
   * With `isKept` writes are answered with 500, and that is kept under their idempotency key.
   */
  outage: { path: RegExp | null; isCarriedOut?: boolean; isKept?: boolean };
  /** Done once before a request whose path fits is answered: what happens meanwhile elsewhere. */
  meanwhile: { path: RegExp | null; run: () => Promise<unknown> };
  /** Stripe requests so far, as `POST /v1/…`. */
  requests: string[];
  /** Goes through Stripe's pages for the owner of a booking's provider. */
  onboard(
    booking: TestBooking,
    outcome?: "complete" | "document",
    bankAccount?: string,
  ): Promise<void>;
  /** Somebody who may look into and give back money. */
  operator: UserActor;
  newBooking(facts?: Partial<TestBooking>): TestBooking;
  authorize(booking: TestBooking): Promise<PaymentHandle>;
  /** What the card form does in the browser. */
  pay(clientSecret: string, number?: string): Promise<CardFormAnswer>;
  /** A booking whose card was held. */
  authorized(facts?: Partial<TestBooking>, number?: string): Promise<TestBooking>;
  /** A booking that is done and paid, as of now. */
  completed(facts?: Partial<TestBooking>, number?: string): Promise<TestBooking>;
  /** The cardholder's bank disputes what was captured for a booking, or asks about it; we have not heard of it yet. */
  dispute(
    booking: TestBooking,
    options?: { isInquiry?: boolean; isOfTip?: boolean; amount?: number },
  ): Promise<Stripe.Dispute>;
  /** Stripe sends what happened to an object, in this order. */
  hear(events: readonly Stripe.Event[]): Promise<void>;
  /** A booking twenty days ahead whose card was saved. */
  saved(number?: string, facts?: Partial<TestBooking>): Promise<TestBooking>;
  /** A booking so many days ahead whose deposit was charged, and by that its card saved. */
  deposited(
    facts?: Partial<TestBooking> & { deposit?: number; daysAhead?: number },
    number?: string,
  ): Promise<TestBooking>;
  /** An operator ends a dispute about a booking with such a share of its price back. */
  resolve(booking: TestBooking, refundPercent: number): Promise<void>;
  /** Moves a booking by so many hours, and tells of it. */
  move(booking: TestBooking, hours: number): Promise<void>;
  /** Completes or fails the bank's challenge of an intent. */
  challenge(clientSecret: string, outcome: "complete" | "fail"): Promise<void>;
  /** Turns the clock to a moment so many hours before the end of a booking, and settles; holds lapse on the way. */
  turnTo(booking: TestBooking, hoursBeforeEnd: number): Promise<void>;
  getPayment(
    booking: TestBooking,
    userId?: string,
  ): ReturnType<ServiceHarness["clients"]["payments"]["getPayment"]>;
  tell(
    type: `booking.${"completed" | "declined" | "expired" | "cancelled" | "no_show" | "rescheduled" | "paid_too_late" | "dispute_resolved"}`,
    booking: TestBooking,
    more?: object,
  ): Promise<void>;
  post(body: string, signature: string): Promise<Response>;
  /** Types of payment events of a booking, in order. */
  told(booking: TestBooking): Promise<EventType[]>;
  ledger(booking: TestBooking): Promise<Array<[kind: string, account: string, amount: number]>>;
  stop(): Promise<void>;
}

const IN_ORDER: PaymentsWorld["outage"] = { path: null, isCarriedOut: false, isKept: false };

/** What can stop a write between here and Stripe, for `outage`. */
export const STOPS = [
  ["before Stripe was asked", { isCarriedOut: false, isKept: false }],
  ["after Stripe did it", { isCarriedOut: true, isKept: false }],
  ["as Stripe failed", { isCarriedOut: false, isKept: true }],
  ["as Stripe failed when it had done it", { isCarriedOut: true, isKept: true }],
] as const;

/** A world for the tests of one file, there while they run; what is out comes back after each. */
export const usePaymentsWorld = (options?: { deliver?: boolean }): PaymentsWorld => {
  const world = {} as PaymentsWorld;
  beforeAll(async () => void Object.assign(world, await createPaymentsWorld(options)));
  afterEach(() => void Object.assign(world.outage, IN_ORDER));
  afterAll(() => world.stop());
  return world;
};

export const createPaymentsWorld = async ({ deliver = false } = {}): Promise<PaymentsWorld> => {
  const database = await createTestDatabase();
  const bookings = new Map<string, TestBooking>();
  const places = new Map<number, Place>();
  const categories: Category[] = [];
  const requests: string[] = [];
  const outage: PaymentsWorld["outage"] = { ...IN_ORDER };
  const meanwhile: PaymentsWorld["meanwhile"] = { path: null, run: async () => {} };
  let sandbox: Sandbox | undefined;
  let service: Service | undefined;
  const api = await serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/")) requests.push(`${request.method} ${pathname}`);
    if (meanwhile.path?.test(pathname)) {
      meanwhile.path = null;
      await meanwhile.run();
    }
    const isOut = outage.path?.test(pathname) ?? false;
    if (isOut && outage.isKept && request.method === "POST") {
      const kind = outage.isCarriedOut ? "fail_after" : "fail_before";
      const { headers } = request;
      await sandbox!.fetch(
        new Request(`${api.url}/v1/test_helpers/faults`, {
          method: "POST",
          headers: { authorization: headers.get("authorization")! },
          body: new URLSearchParams({ kind, path: pathname }),
        }),
      );
      return sandbox!.fetch(request);
    }
    if (isOut && outage.isCarriedOut) await sandbox!.fetch(request);
    if (isOut)
      return Response.json(
        { error: { type: "api_error", message: "down" } },
        { status: 503, headers: { "stripe-should-retry": "false" } },
      );
    return sandbox!.fetch(request);
  });
  const receiver = await serve((request) =>
    service!.raw![WEBHOOK_PATH]!(request, { actor: { kind: "guest", guestId: null } }),
  );
  const webhook = { url: receiver.url + WEBHOOK_PATH, secret: WEBHOOK_SECRET };
  const clock = { now: (): Date => new Date() };
  sandbox = createSandbox({
    pool: (await database.as("app")).pool,
    webhook,
    publicUrl: "http://shop.test",
    now: () => clock.now().getTime(),
  });
  const env = {
    STRIPE_SECRET_KEY: "sk_test_payments",
    STRIPE_PUBLISHABLE_KEY: "pk_test_payments",
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_CONNECT_WEBHOOK_SECRET: CONNECT_WEBHOOK_SECRET,
    PUBLIC_URL: "http://shop.test",
    STRIPE_API_URL: api.url,
  };
  const harness = await createServiceHarness(
    database,
    {
      payments: createPayments,
      bookings: standInBookings(bookings),
      providers: standInProviders(bookings, categories),
      geolocation: standInGeolocation(places),
      users: standInUsers(),
      notifications: standInNotifications(bookings),
      communication: standInCommunication(bookings),
    },
    { env, logLevel: "silent" },
  );
  service = harness.registry.get("payments")!;
  clock.now = () => harness.clock.now();
  if (deliver) sandbox.start();
  const { port } = new URL(api.url);
  const stripe = new Stripe(env.STRIPE_SECRET_KEY, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    telemetry: false,
  });

  const world: PaymentsWorld = {
    database,
    harness,
    service,
    sandbox,
    stripe,
    bookings,
    places,
    categories,
    outage,
    meanwhile,
    requests,
    onboard: async (
      { providerId, providerUserId },
      outcome = "complete",
      account = "000123456789",
    ) => {
      const { url } = await harness.clients.payments.openPayoutAccount(
        { id: providerId },
        { context: { actor: userActor(providerUserId, "provider") } },
      );
      const { searchParams, origin, pathname } = new URL(url);
      const body = new URLSearchParams({
        token: searchParams.get("token")!,
        firstName: "Petra",
        lastName: "Pipe",
        account,
        outcome,
      });
      await sandbox.fetch(new Request(origin + pathname, { method: "POST", body }));
    },
    operator: userActor(randomUUID(), "admin") as UserActor,
    newBooking: (facts = {}) => {
      const start = harness.clock.now().getTime() + 48 * HOUR_MS;
      const booking: TestBooking = {
        id: randomUUID(),
        status: "awaiting_payment",
        customerId: randomUUID(),
        providerId: randomUUID(),
        providerUserId: randomUUID(),
        price: { amount: 4500, currency: "USD" },
        start: new Date(start).toISOString(),
        end: new Date(start + HOUR_MS).toISOString(),
        sequence: 2,
        ...facts,
      };
      bookings.set(booking.id, booking);
      return booking;
    },
    authorize: ({ id: bookingId, price: amount, ...booking }) => {
      const { customerId, providerId, providerUserId, start, end, pricing } = booking;
      return harness.clients.payments.authorize({
        bookingId,
        pricing,
        customerId,
        providerId,
        providerUserId,
        amount,
        description: "Leaking tap",
        start,
        end,
      });
    },
    pay: async (clientSecret, number = CARDS.good) => {
      const [intentId = ""] = clientSecret.split("_secret_");
      const kind = intentId.startsWith("seti_") ? "setup_intents" : "payment_intents";
      const response = await fetch(`${api.url}/sandbox/stripe/${kind}/${intentId}/confirm`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          clientSecret,
          card: { number, expMonth: 12, expYear: 2040, cvc: "123" },
        }),
      });
      return (await response.json()) as CardFormAnswer;
    },
    dispute: async ({ id }, { isInquiry: inquiry = false, isOfTip = false, amount } = {}) => {
      const { rows } = await database.owner.pool.query<{ payment_intent: string }>(
        isOfTip
          ? "select intent_id as payment_intent from payments.tips where booking_id = $1"
          : "select coalesce(intent_id, deposit_intent_id) as payment_intent from payments.payments where booking_id = $1",
        [id],
      );
      const params = { ...rows[0], reason: "fraudulent", inquiry, amount };
      const made = await stripe.rawRequest("POST", "/v1/test_helpers/disputes", params);
      return made as unknown as Stripe.Dispute;
    },
    hear: async (events) => {
      for (const event of events) {
        const payload = JSON.stringify(event);
        const signature = await stripe.webhooks.generateTestHeaderStringAsync({
          payload,
          secret: WEBHOOK_SECRET,
        });
        const { status } = await world.post(payload, signature);
        if (status !== 200) throw new Error(`${event.type} was answered ${status}`);
      }
      await harness.settle();
    },
    authorized: async (facts, number) => {
      const booking = world.newBooking(facts);
      const { clientSecret } = await world.authorize(booking);
      await world.pay(clientSecret!, number);
      await world.getPayment(booking);
      booking.status = "confirmed";
      return booking;
    },
    completed: async (facts, number) => {
      const booking = await world.authorized(facts, number);
      booking.status = "completed";
      booking.completedAt = harness.clock.now().toISOString();
      await world.tell("booking.completed", booking);
      return booking;
    },
    saved: async (number = CARDS.good, facts = {}) => {
      const start = harness.clock.now().getTime() + 20 * 24 * HOUR_MS;
      const booking = world.newBooking({
        start: new Date(start).toISOString(),
        end: new Date(start + HOUR_MS).toISOString(),
        ...facts,
      });
      const { clientSecret } = await world.authorize(booking);
      const { status } = await world.pay(clientSecret!, number);
      if (status === "requires_action") await world.challenge(clientSecret!, "complete");
      await world.getPayment(booking);
      await harness.settle();
      booking.status = "confirmed";
      return booking;
    },
    deposited: async ({ deposit = 1500, daysAhead = 20, ...facts } = {}, number = CARDS.good) => {
      const start = harness.clock.now().getTime() + daysAhead * 24 * HOUR_MS;
      const booking = world.newBooking({
        start: new Date(start).toISOString(),
        end: new Date(start + HOUR_MS).toISOString(),
        pricing: withDeposit(deposit),
        ...facts,
      });
      const { clientSecret } = await world.authorize(booking);
      const { status } = await world.pay(clientSecret!, number);
      if (status === "requires_action") await world.challenge(clientSecret!, "complete");
      await world.getPayment(booking);
      await harness.settle();
      booking.status = "confirmed";
      return booking;
    },
    resolve: async (booking, refundPercent) => {
      const at = harness.clock.now().toISOString();
      booking.status = refundPercent === 100 ? "refunded" : "completed";
      await world.tell("booking.dispute_resolved", booking, {
        dispute: {
          by: "customer",
          reason: "not_done",
          text: "It drips.",
          openedAt: at,
          answer: null,
          resolution: { refundPercent, note: "As we see it.", at },
        },
        refundPercent,
        resolvedBy: world.operator.userId,
      });
    },
    move: async (booking, hours) => {
      const { start: previousStart, end: previousEnd } = booking;
      for (const side of ["start", "end"] as const)
        booking[side] = new Date(Date.parse(booking[side]) + hours * HOUR_MS).toISOString();
      booking.sequence++;
      const more = { by: "customer", proposedBy: null, previousStart, previousEnd };
      await world.tell("booking.rescheduled", booking, more);
    },
    challenge: async (clientSecret, outcome) => {
      const [intentId] = clientSecret.split("_secret_");
      const body = new URLSearchParams({ client_secret: clientSecret, outcome });
      const url = `http://shop.test/sandbox/stripe/3ds/${intentId}`;
      await sandbox.fetch(new Request(url, { method: "POST", body }));
    },
    turnTo: async ({ end }, hoursBeforeEnd) => {
      const moment = Date.parse(end) - hoursBeforeEnd * HOUR_MS;
      await harness.advance(moment - harness.clock.now().getTime());
      await sandbox.sweep();
      await harness.settle();
    },
    getPayment: ({ id, customerId }, userId = customerId) =>
      harness.clients.payments.getPayment({ id }, { context: { actor: userActor(userId) } }),
    tell: async (type, booking, more = {}) => {
      const { id: bookingId, customerId, providerId, providerUserId, status, price } = booking;
      const { start, end } = booking;
      const facts = {
        bookingId,
        customerId,
        providerId,
        providerUserId,
        serviceId: randomUUID(),
        status,
        start,
        end,
        price,
        reason: null,
        from: status,
        ...more,
      };
      await transaction(database.owner, system("bookings"), (tx) =>
        publish(tx, harness.clock, type, bookingId, facts as never),
      );
      await harness.settle();
    },
    post: (body, signature) =>
      fetch(webhook.url, {
        method: "POST",
        headers: { "stripe-signature": signature, "content-type": "application/json" },
        body,
      }),
    told: async ({ id }) => {
      const { rows } = await database.owner.pool.query<{ type: EventType }>(
        "select type from platform.outbox where aggregate_id = $1 and type like 'payment.%' order by id",
        [id],
      );
      return rows.map(({ type }) => type);
    },
    ledger: async ({ id }) => {
      const { rows } = await database.owner.pool.query<{
        kind: string;
        account: string;
        amount: number;
      }>(
        `select t.kind, e.account, e.amount from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
          where t.booking_id = $1 order by t.at, t.id, e.id`,
        [id],
      );
      return rows.map(({ kind, account, amount }) => [kind, account, amount]);
    },
    stop: async () => {
      await sandbox.stop();
      await Promise.all([api.close(), receiver.close()]);
      await database.drop();
    },
  };
  return world;
};

/** The PaymentIntents that Stripe has for a booking. */
export const intentsAtStripe = async (
  { stripe }: PaymentsWorld,
  { id }: TestBooking,
): Promise<Stripe.PaymentIntent[]> => {
  const found: Stripe.PaymentIntent[] = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 100 }))
    if (intent.metadata["bookingId"] === id) found.push(intent);
  return found;
};

/** Minor units that Stripe holds, has taken, and has given back for a booking. */
export const sumsAtStripe = async (world: PaymentsWorld, booking: TestBooking) => {
  const sums = { held: 0, taken: 0, back: 0 };
  for (const intent of await intentsAtStripe(world, booking)) {
    sums.held += intent.amount_capturable;
    sums.taken += intent.amount_received;
    const { data } = await world.stripe.refunds.list({ payment_intent: intent.id });
    for (const { amount } of data) sums.back += amount;
  }
  return sums;
};
