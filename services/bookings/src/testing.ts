import { randomUUID } from "node:crypto";
import type {
  CancellationPolicyName,
  Place,
  ScheduleRules,
  ServiceVariant,
} from "@loconomy/contracts";
import { publish, query, system, transaction } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  guestActor,
  userActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { saveOffers, toOffer } from "./offer-store.ts";
import { createBookings } from "./service.ts";
import {
  paymentsStandIn,
  placesStandIn,
  providerOf,
  providersStandIn,
  serviceOf,
  usersStandIn,
  type Offered,
  type PaymentsState,
  type Shop,
} from "./testing-neighbours.ts";

const DAY_MS = 86_400_000;

export const ADDRESS = { line1: "1 Main Street", city: "Austin" };

/** Open around the clock, so that a test can pick any hour from tomorrow on. */
export const ALWAYS_OPEN: ScheduleRules = {
  timeZone: "UTC",
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "24:00" })),
  exceptions: [],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 60,
  slotAnchor: "window",
  dailyMax: null,
  weeklyMax: null,
  travelSpeedKmh: null,
};

export const ENV = {
  PUBLIC_URL: "https://shop.example",
  AUTH_SECRET: "a secret for tests only, long enough",
};

export interface World {
  database: TestDatabase;
  harness: ServiceHarness;
  payments: PaymentsState;
  /** What the stand-in for providers has on offer, by service. */
  offered: Map<string, Offered>;
  /** What the stand-in for geolocation knows. */
  places: Place[];
  /** A provider of its own with a schedule and one service. */
  shop(options?: {
    rules?: Partial<ScheduleRules>;
    isInstant?: boolean;
    durationMinutes?: number;
    location?: "customer" | "provider";
    variants?: ServiceVariant[];
    capacity?: number;
    policy?: CancellationPolicyName;
  }): Promise<Shop>;
  addService(
    shop: Shop,
    options?: {
      isInstant?: boolean;
      durationMinutes?: number;
      location?: "customer" | "provider";
      variants?: ServiceVariant[];
      capacity?: number;
    },
  ): Promise<string>;
  /** Changes what a service is, from the next call on. */
  changeService(
    serviceId: string,
    change: Partial<Pick<Offered, "capacity" | "variants" | "takesBookings">>,
  ): Promise<void>;
  customer(): Promise<string>;
  /** `hour` o'clock UTC of a day from tomorrow (0) on. */
  at(hour: number, day?: number): string;
  /** Tells bookings that the card was authorised. */
  authorize(bookingId: string): Promise<void>;
  /** Tells bookings that the card was saved, or that no card paid in time. */
  tell(type: "payment.card_saved" | "payment.expired", bookingId: string): Promise<void>;
  events(bookingId: string): Promise<string[]>;
  bookings: ServiceHarness["clients"]["bookings"];
}

const NOON_MS = DAY_MS / 2;
/** Milliseconds until it is 12:00 UTC. */
const untilNoon = (now: number): number => (NOON_MS - (now % DAY_MS) + DAY_MS) % DAY_MS;

/** Bookings on a real database, under its own role, with stand-ins for the services that it calls. */
export const createWorld = async (env: Record<string, string> = {}): Promise<World> => {
  const database = await createTestDatabase();
  const offered = new Map<string, Offered>();
  const payments: PaymentsState = {
    authorized: [],
    fails: false,
    taxes: new Map(),
    taxAt: () => 0,
    coupons: new Map(),
    reserved: [],
    returned: [],
    asked: new Map(),
  };
  const places: Place[] = [];
  const harness = await createServiceHarness(
    database,
    {
      bookings: createBookings,
      providers: providersStandIn(offered),
      users: usersStandIn(),
      payments: paymentsStandIn(payments),
      geolocation: placesStandIn(places),
    },
    { logLevel: "silent", env: { ...ENV, ...env } },
  );
  // Always from the same time of the day on, so that no test crosses midnight because it happens to run late.
  harness.clock.advance(untilNoon(harness.clock.now().getTime()));
  const owner = database.owner;
  const customer = async (): Promise<string> => {
    const id = randomUUID();
    await query(
      owner,
      "insert into users.users (id, email, display_name) values ($1, $2, 'Casey Customer')",
      [id, `${id}@example.com`],
    );
    return id;
  };
  const categoryId = randomUUID();
  await query(
    owner,
    "insert into providers.categories (id, name, slug) values ($1, 'Plumbing', 'plumbing')",
    [categoryId],
  );

  const addService: World["addService"] = async (
    shop,
    {
      isInstant = true,
      durationMinutes = 60,
      location = "provider",
      variants = [],
      capacity = 1,
    } = {},
  ) => {
    const id = randomUUID();
    await query(
      owner,
      `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
       values ($1, $2, 'Leaking tap', 4500, 'USD', $3, $4, $5)`,
      [id, shop.providerId, durationMinutes, location, isInstant],
    );
    const offer: Offered = {
      shop,
      durationMinutes,
      isInstant,
      location,
      isActive: true,
      variants,
      capacity,
    };
    offered.set(id, offer);
    await saveOffers(owner, [toOffer(serviceOf(id, offer), providerOf(shop))], new Date());
    return id;
  };
  const changeService: World["changeService"] = async (serviceId, change) => {
    const offer = { ...offered.get(serviceId)!, ...change };
    offered.set(serviceId, offer);
    const copy = toOffer(serviceOf(serviceId, offer), providerOf(offer.shop));
    await saveOffers(owner, [copy], new Date());
  };

  return {
    database,
    harness,
    payments,
    offered,
    places,
    customer,
    addService,
    changeService,
    bookings: harness.clients.bookings,
    at: (hour, day = 0) =>
      new Date(
        Math.floor(harness.clock.now().getTime() / DAY_MS + 1 + day) * DAY_MS + hour * 3_600_000,
      ).toISOString(),
    shop: async ({ rules, policy = "flexible", ...service } = {}) => {
      const shop: Shop = {
        providerId: randomUUID(),
        userId: await customer(),
        serviceId: "",
        policy,
      };
      await query(
        owner,
        `insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
         values ($1::uuid, $2, 'pipes-' || $1::uuid, 'Pipes & Co', $3, 'Austin, TX', 30.27, -97.74, 20, 'USD', $4)`,
        [shop.providerId, shop.userId, categoryId, policy],
      );
      shop.serviceId = await addService(shop, service);
      await harness.clients.bookings.putSchedule(
        { id: shop.providerId, ...ALWAYS_OPEN, ...rules },
        { context: { actor: userActor(shop.userId, "provider") } },
      );
      return shop;
    },
    authorize: async (bookingId) => {
      const amount = { amount: 4500, currency: "USD" };
      await transaction(owner, system("payments"), (tx) =>
        publish(tx, harness.clock, "payment.authorized", bookingId, {
          paymentId: randomUUID(),
          bookingId,
          amount,
        }),
      );
    },
    tell: async (type, bookingId) => {
      const amount = { amount: 4500, currency: "USD" };
      const facts = { paymentId: randomUUID(), bookingId, amount };
      await transaction(owner, system("payments"), (tx) =>
        type === "payment.expired"
          ? publish(tx, harness.clock, type, bookingId, facts)
          : publish(tx, harness.clock, type, bookingId, {
              ...facts,
              authorizeAt: harness.clock.now().toISOString(),
            }),
      );
      await harness.settle();
    },
    events: async (bookingId) =>
      (
        await query<{ type: string }>(
          owner,
          "select type from platform.outbox where aggregate_id = $1 and type like 'booking.%' order by id",
          [bookingId],
        )
      ).map((row) => row.type),
  };
};

export const asUser = (userId: string, guestId: string | null = null) => ({
  context: { actor: userActor(userId, "customer", guestId) },
});
export const asProvider = (shop: { userId: string }) => ({
  context: { actor: userActor(shop.userId, "provider") },
});
/** Another of our own services. */
export const asSystem = () => ({ context: { actor: system("test") } });
export const asAdmin = () => ({ context: { actor: userActor(randomUUID(), "admin") } });
export const asGuest = (guestId: string | null = randomUUID()) => ({
  context: { actor: guestActor(guestId) },
});

/** A booking with everybody around it, in the state after payment unless `unpaid`. */
export const book = async (
  world: World,
  {
    unpaid = false,
    hour = 12,
    day = 3,
    ...options
  }: Parameters<World["shop"]>[0] & { unpaid?: boolean; hour?: number; day?: number } = {},
) => {
  const shop = await world.shop(options);
  const customerId = await world.customer();
  const customer = asUser(customerId);
  const hold = await world.bookings.createHold(
    { serviceId: shop.serviceId, start: world.at(hour, day) },
    customer,
  );
  const booking = await world.bookings.createBooking(
    { holdId: hold.id, address: ADDRESS },
    customer,
  );
  if (!unpaid) {
    await world.authorize(booking.id);
    await world.harness.settle();
  }
  return { shop, customerId, customer, provider: asProvider(shop), hold, booking, id: booking.id };
};

/** How many of many calls succeeded, and with which codes the others were refused. */
export const tally = async (
  calls: ReadonlyArray<Promise<unknown>>,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(calls)) {
    const code =
      result.status === "fulfilled"
        ? "ok"
        : ((result.reason as { code?: string }).code ?? String(result.reason));
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};
