import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import {
  serviceContracts,
  type BookingRecord,
  type BookingStatus,
  type EventType,
} from "@loconomy/contracts";
import { publish, system, transaction, type RequestContext, type Service } from "@loconomy/kit";
import { createSandbox, type CardFormAnswer, type Sandbox } from "@loconomy/sandbox";
import {
  createServiceHarness,
  createTestDatabase,
  userActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { implement } from "@orpc/server";
import Stripe from "stripe";
import { createPayments } from "./service.ts";
import { WEBHOOK_PATH } from "./webhook.ts";

export const WEBHOOK_SECRET = "whsec_test_of_payments";
export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  poor: "4000000000009995",
  challenged: "4000000000003220",
};

const serve = async (
  handle: (request: Request) => Promise<Response>,
): Promise<{ url: string; close(): Promise<void> }> => {
  const server = createServer(async (req, res) => {
    const body =
      req.method === "GET" ? {} : { body: Readable.toWeb(req) as ReadableStream, duplex: "half" };
    const response = await handle(
      new Request(`http://${req.headers.host}${req.url}`, {
        method: req.method,
        headers: req.headers as Record<string, string>,
        ...body,
      } as RequestInit),
    );
    res
      .writeHead(response.status, Object.fromEntries(response.headers))
      .end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/** A booking as the bookings service would know it, and who is on which side. */
export interface TestBooking {
  id: string;
  status: BookingStatus;
  customerId: string;
  providerId: string;
  providerUserId: string;
  price: { amount: number; currency: string };
}

/** Payments on a real database, with the real Stripe SDK speaking to the stand-in over HTTP. */
export interface PaymentsWorld {
  database: TestDatabase;
  harness: ServiceHarness;
  service: Service;
  sandbox: Sandbox;
  /** The SDK on the same account, for looking and for meddling. */
  stripe: Stripe;
  bookings: Map<string, TestBooking>;
  /** Requests to the stand-in whose path fits are answered with 503 while this is set. */
  outage: { path: RegExp | null };
  /** Stripe requests so far, as `POST /v1/…`. */
  requests: string[];
  newBooking(facts?: Partial<TestBooking>): TestBooking;
  authorize(booking: TestBooking): Promise<{ status: string; clientSecret: string | null }>;
  /** What the card form does in the browser. */
  pay(clientSecret: string, number?: string): Promise<CardFormAnswer>;
  /** A booking whose card was held. */
  authorized(facts?: Partial<TestBooking>): Promise<TestBooking>;
  getPayment(
    booking: TestBooking,
    userId?: string,
  ): ReturnType<ServiceHarness["clients"]["payments"]["getPayment"]>;
  tell(
    type: "booking.completed" | "booking.declined" | "booking.expired" | "booking.cancelled",
    booking: TestBooking,
    more?: object,
  ): Promise<void>;
  post(body: string, signature: string): Promise<Response>;
  /** Types of payment events of a booking, in order. */
  told(booking: TestBooking): Promise<EventType[]>;
  ledger(booking: TestBooking): Promise<Array<[kind: string, account: string, amount: number]>>;
  stop(): Promise<void>;
}

export const createPaymentsWorld = async ({ deliver = false } = {}): Promise<PaymentsWorld> => {
  const database = await createTestDatabase();
  const bookings = new Map<string, TestBooking>();
  const requests: string[] = [];
  const outage: PaymentsWorld["outage"] = { path: null };
  let sandbox: Sandbox | undefined;
  let service: Service | undefined;
  const api = await serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/")) requests.push(`${request.method} ${pathname}`);
    if (outage.path?.test(pathname))
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
    STRIPE_API_URL: api.url,
  };
  const harness = await createServiceHarness(
    database,
    {
      payments: createPayments,
      bookings: standInBookings(bookings),
      providers: standInProviders(bookings),
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
    outage,
    requests,
    newBooking: (facts = {}) => {
      const booking: TestBooking = {
        id: randomUUID(),
        status: "awaiting_payment",
        customerId: randomUUID(),
        providerId: randomUUID(),
        providerUserId: randomUUID(),
        price: { amount: 4500, currency: "USD" },
        ...facts,
      };
      bookings.set(booking.id, booking);
      return booking;
    },
    authorize: ({ id: bookingId, customerId, providerId, providerUserId, price: amount }) =>
      harness.clients.payments.authorize({
        bookingId,
        customerId,
        providerId,
        providerUserId,
        amount,
        description: "Leaking tap",
      }),
    pay: async (clientSecret, number = CARDS.good) => {
      const [intentId] = clientSecret.split("_secret_");
      const response = await fetch(
        `${api.url}/sandbox/stripe/payment_intents/${intentId}/confirm`,
        {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            clientSecret,
            card: { number, expMonth: 12, expYear: 2040, cvc: "123" },
          }),
        },
      );
      return (await response.json()) as CardFormAnswer;
    },
    authorized: async (facts) => {
      const booking = world.newBooking(facts);
      const { clientSecret } = await world.authorize(booking);
      await world.pay(clientSecret!);
      await world.getPayment(booking);
      booking.status = "confirmed";
      return booking;
    },
    getPayment: ({ id, customerId }, userId = customerId) =>
      harness.clients.payments.getPayment({ id }, { context: { actor: userActor(userId) } }),
    tell: async (type, booking, more = {}) => {
      const at = harness.clock.now().toISOString();
      const { id: bookingId, customerId, providerId, providerUserId, status, price } = booking;
      const facts = {
        bookingId,
        customerId,
        providerId,
        providerUserId,
        serviceId: randomUUID(),
        status,
        start: at,
        end: at,
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

const standIn = (internalRouter: object): Service => ({
  router: {},
  internalRouter: internalRouter as never,
  consumers: [],
  jobs: {},
  recurring: [],
});

const standInBookings = (bookings: Map<string, TestBooking>): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  return standIn({
    getRecord: os.getRecord.handler(({ input }) => recordOf(bookings.get(input.id))),
  });
};

const standInProviders = (bookings: Map<string, TestBooking>): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const find = (providerId: string) =>
    [...bookings.values()].find((booking) => booking.providerId === providerId);
  return standIn({
    getOwner: os.getOwner.handler(({ input: { providerId } }) => {
      const booking = find(providerId);
      return booking
        ? {
            providerId,
            userId: booking.providerUserId,
            businessName: "Taps & Co",
            slug: "taps-and-co",
          }
        : null;
    }),
  });
};

const recordOf = (booking: TestBooking | undefined): BookingRecord | null => {
  if (!booking) return null;
  const at = "2026-11-23T09:00:00Z";
  return {
    ...booking,
    customerName: "Ada",
    providerName: "Taps & Co",
    providerSlug: "taps-and-co",
    serviceId: randomUUID(),
    serviceName: "Leaking tap",
    location: "customer",
    start: at,
    end: at,
    durationMinutes: 60,
    timeZone: "UTC",
    address: null,
    notes: null,
    policy: { name: "flexible", steps: [] },
    isInstant: true,
    expiresAt: null,
    cancelledBy: null,
    reason: null,
    createdAt: at,
    completedAt: null,
  };
};
