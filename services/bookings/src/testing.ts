import { randomUUID } from "node:crypto";
import { serviceContracts, type CancellationPolicyName, type ScheduleRules } from "@loconomy/contracts";
import { problem, publish, query, requireSystem, system, transaction, type RequestContext, type Service } from "@loconomy/kit";
import { createServiceHarness, createTestDatabase, guestActor, userActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { implement } from "@orpc/server";
import { createBookings } from "./service.ts";

const DAY_MS = 86_400_000;

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
};

interface Shop {
  providerId: string;
  userId: string;
  serviceId: string;
  policy: CancellationPolicyName;
}

interface Offered {
  shop: Shop;
  durationMinutes: number;
  isInstant: boolean;
  location: "customer" | "provider";
  isActive: boolean;
}

export interface World {
  database: TestDatabase;
  harness: ServiceHarness;
  /** Calls that the payments stand-in got; `fails` makes the next ones fail. */
  payments: { authorized: string[]; fails: boolean };
  /** A provider of its own with a schedule and one service. */
  shop(options?: { rules?: Partial<ScheduleRules>; isInstant?: boolean; durationMinutes?: number; location?: "customer" | "provider"; policy?: CancellationPolicyName }): Promise<Shop>;
  addService(shop: Shop, options?: { isInstant?: boolean; durationMinutes?: number; location?: "customer" | "provider" }): Promise<string>;
  customer(): Promise<string>;
  /** `hour` o'clock UTC of a day from tomorrow (0) on. */
  at(hour: number, day?: number): string;
  /** Tells bookings that the card was authorised. */
  authorize(bookingId: string): Promise<void>;
  events(bookingId: string): Promise<string[]>;
  bookings: ServiceHarness["clients"]["bookings"];
}

/** Bookings on a real database, under its own role, with stand-ins for the services that it calls. */
export const createWorld = async (): Promise<World> => {
  const database = await createTestDatabase();
  const offered = new Map<string, Offered>();
  const payments: World["payments"] = { authorized: [], fails: false };
  const harness = await createServiceHarness(
    database,
    { bookings: createBookings, providers: providersStandIn(offered), users: usersStandIn(), payments: paymentsStandIn(payments) },
    { logLevel: "silent" },
  );
  const owner = database.owner;
  const customer = async (): Promise<string> => {
    const id = randomUUID();
    await query(owner, "insert into users.users (id, email, display_name) values ($1, $2, 'Casey Customer')", [id, `${id}@example.com`]);
    return id;
  };
  const categoryId = randomUUID();
  await query(owner, "insert into providers.categories (id, name, slug) values ($1, 'Plumbing', 'plumbing')", [categoryId]);

  const addService: World["addService"] = async (shop, { isInstant = true, durationMinutes = 60, location = "provider" } = {}) => {
    const id = randomUUID();
    await query(
      owner,
      `insert into providers.services (id, provider_id, name, price_amount, price_currency, duration_minutes, location, is_instant)
       values ($1, $2, 'Leaking tap', 4500, 'USD', $3, $4, $5)`,
      [id, shop.providerId, durationMinutes, location, isInstant],
    );
    offered.set(id, { shop, durationMinutes, isInstant, location, isActive: true });
    return id;
  };

  return {
    database,
    harness,
    payments,
    customer,
    addService,
    bookings: harness.clients.bookings,
    at: (hour, day = 0) => new Date(Math.floor(harness.clock.now().getTime() / DAY_MS + 1 + day) * DAY_MS + hour * 3_600_000).toISOString(),
    shop: async ({ rules, policy = "flexible", ...service } = {}) => {
      const shop: Shop = { providerId: randomUUID(), userId: await customer(), serviceId: "", policy };
      await query(
        owner,
        `insert into providers.providers (id, user_id, slug, business_name, category_id, location_label, lat, lng, service_radius_km, currency, cancellation_policy)
         values ($1::uuid, $2, 'pipes-' || $1::uuid, 'Pipes & Co', $3, 'Austin, TX', 30.27, -97.74, 20, 'USD', $4)`,
        [shop.providerId, shop.userId, categoryId, policy],
      );
      shop.serviceId = await addService(shop, service);
      await harness.clients.bookings.putSchedule(
        { id: shop.providerId, ...ALWAYS_OPEN, ...rules },
        { context: { actor: register(shop) } },
      );
      return shop;
    },
    authorize: async (bookingId) => {
      const amount = { amount: 4500, currency: "USD" };
      await transaction(owner, system("payments"), (tx) =>
        publish(tx, harness.clock, "payment.authorized", bookingId, { paymentId: randomUUID(), bookingId, amount }),
      );
    },
    events: async (bookingId) =>
      (await query<{ type: string }>(owner, "select type from platform.outbox where aggregate_id = $1 and type like 'booking.%' order by id", [bookingId])).map((row) => row.type),
  };
};

const owners = new Map<string, Shop>();
const register = (shop: Shop) => {
  owners.set(shop.providerId, shop);
  return userActor(shop.userId, "provider");
};

export const asUser = (userId: string, guestId: string | null = null) => ({ context: { actor: userActor(userId, "customer", guestId) } });
export const asProvider = (shop: { userId: string }) => ({ context: { actor: userActor(shop.userId, "provider") } });
export const asAdmin = () => ({ context: { actor: userActor(randomUUID(), "admin") } });
export const asGuest = (guestId: string | null = randomUUID()) => ({ context: { actor: guestActor(guestId) } });

const standIn = (internalRouter: Service["internalRouter"]): Service => ({ router: {}, internalRouter, consumers: [], jobs: {}, recurring: [] });

const providersStandIn = (offered: ReadonlyMap<string, Offered>): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  return standIn({
    getBookable: os.getBookable.handler(({ input, context }) => {
      requireSystem(context.actor);
      const found = offered.get(input.serviceId);
      if (!found?.isActive) return null;
      const { shop, durationMinutes, isInstant, location } = found;
      const createdAt = "2026-01-01T00:00:00.000Z";
      return {
        userId: shop.userId,
        provider: {
          id: shop.providerId, slug: `pipes-${shop.providerId}`, businessName: "Pipes & Co", bio: null, avatarUrl: null, coverPhotoUrl: null,
          category: { id: shop.providerId, name: "Plumbing", slug: "plumbing", iconName: null }, ratingAverage: 0, ratingCount: 0,
          responseTimeMinutes: null, isVerified: false, isActive: true, locationLabel: "Austin, TX", position: { lat: 30.27, lng: -97.74 },
          serviceRadiusKm: 20, currency: "USD", cancellationPolicy: shop.policy, createdAt,
        },
        service: {
          id: input.serviceId, providerId: shop.providerId, name: "Leaking tap", description: null, price: { amount: 4500, currency: "USD" },
          durationMinutes, location, isInstant, isActive: true,
        },
      };
    }),
    getOwner: os.getOwner.handler(({ input }) => {
      const shop = owners.get(input.providerId);
      return shop ? { providerId: shop.providerId, userId: shop.userId, businessName: "Pipes & Co", slug: "pipes" } : null;
    }),
  });
};

const usersStandIn = (): Service => {
  const os = implement(serviceContracts.users).$context<RequestContext>();
  return standIn({
    getContacts: os.getContacts.handler(({ input }) =>
      input.userIds.map((id) => ({ id, email: `${id}@example.com`, displayName: "Casey Customer", avatarUrl: null })),
    ),
  });
};

const paymentsStandIn = (state: World["payments"]): Service => {
  const os = implement(serviceContracts.payments).$context<RequestContext>();
  return standIn({
    authorize: os.authorize.handler(({ input }) => {
      if (state.fails) throw problem("service_unavailable", "Stripe is away.");
      state.authorized.push(input.bookingId);
      return { status: "requires_payment", clientSecret: `secret_of_${input.bookingId}` };
    }),
  });
};
