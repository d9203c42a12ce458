import { randomUUID } from "node:crypto";
import {
  depositOf,
  serviceContracts,
  type CancellationPolicyName,
  type Listing,
  type Money,
  type Place,
  type Price,
  type Pricing,
  type Provider,
  type Service,
  type ServiceVariant,
} from "@loconomy/contracts";
import {
  problem,
  requireSystem,
  type RequestContext,
  type Service as RunningService,
} from "@loconomy/kit";
import { implement } from "@orpc/server";

export interface Shop {
  providerId: string;
  userId: string;
  serviceId: string;
  policy: CancellationPolicyName;
}

export interface Offered {
  shop: Shop;
  durationMinutes: number;
  isInstant: boolean;
  location: "customer" | "provider";
  isActive: boolean;
  /** Its provider takes bookings; so it is when left out. */
  takesBookings?: boolean;
  variants: ServiceVariant[];
  capacity: number;
  deposit?: Service["deposit"];
}

/** Calls that the stand-in for payments got; `fails` makes the next ones fail. */
export interface PaymentsState {
  authorized: string[];
  fails: boolean;
  /** Added to each price, by the day of the job: minor units. */
  taxes: Map<string, number>;
  /** Added beside those, by the place of the job. */
  taxAt: (position: { lat: number; lng: number }) => number;
  /** What codes take off, in minor units. */
  coupons: Map<string, number>;
  /** Uses that were kept for a hold, … */
  reserved: string[];
  /** … and those of them that were given back. */
  returned: string[];
  /** What was asked for to be paid, by booking. */
  asked: Map<string, { amount: Money; pricing?: Pricing }>;
}

const standIn = (internalRouter: RunningService["internalRouter"]): RunningService => ({
  router: {},
  internalRouter,
  consumers: [],
  jobs: {},
  recurring: [],
});

export const providerOf = (shop: Shop): Provider => ({
  id: shop.providerId,
  slug: `pipes-${shop.providerId}`,
  businessName: "Pipes & Co",
  bio: null,
  avatarUrl: null,
  coverPhotoUrl: null,
  category: { id: shop.providerId, name: "Plumbing", slug: "plumbing", iconName: null },
  ratingAverage: 0,
  ratingCount: 0,
  responseTimeMinutes: null,
  languages: [],
  isVerified: false,
  isActive: true,
  takesBookings: true,
  locationLabel: "Austin, TX",
  position: { lat: 30.27, lng: -97.74 },
  serviceRadiusKm: 20,
  currency: "USD",
  cancellationPolicy: shop.policy,
  createdAt: "2026-01-01T00:00:00.000Z",
});

export const serviceOf = (
  id: string,
  { shop, durationMinutes, isInstant, location, variants, capacity, deposit = null }: Offered,
): Service => ({
  id,
  providerId: shop.providerId,
  name: "Leaking tap",
  description: null,
  price: { amount: 4500, currency: "USD" },
  durationMinutes,
  variants,
  capacity,
  location,
  isInstant,
  deposit,
  isActive: true,
});

/** Answers for what is in the map. */
export const providersStandIn = (offered: ReadonlyMap<string, Offered>): RunningService => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const listings = (providerId?: string): Listing[] => {
    const active = [...offered].filter(
      ([, { isActive, takesBookings = true, shop }]) =>
        isActive && takesBookings && (providerId ?? shop.providerId) === shop.providerId,
    );
    return [...Map.groupBy(active, ([, { shop }]) => shop).entries()].map(([shop, services]) => ({
      userId: shop.userId,
      provider: providerOf(shop),
      services: services.map(([id, service]) => serviceOf(id, service)),
      categoryPath: ["Plumbing"],
      categoryIds: [shop.providerId],
      record: { keptCount: 0, brokenCount: 0 },
    }));
  };
  return standIn({
    getBookable: os.getBookable.handler(({ input, context }) => {
      requireSystem(context.actor);
      const found = offered.get(input.serviceId);
      if (!found?.isActive) return null;
      return {
        userId: found.shop.userId,
        provider: { ...providerOf(found.shop), takesBookings: found.takesBookings ?? true },
        service: serviceOf(input.serviceId, found),
      };
    }),
    getListing: os.getListing.handler(({ input }) => listings(input.providerId)[0] ?? null),
    listListings: os.listListings.handler(() => listings()),
    getOwner: os.getOwner.handler(({ input }) => {
      const shop = [...offered.values()].find(
        (offer) => offer.shop.providerId === input.providerId,
      )?.shop;
      return shop
        ? {
            providerId: shop.providerId,
            userId: shop.userId,
            businessName: "Pipes & Co",
            slug: "pipes",
          }
        : null;
    }),
  });
};

/** Knows the places in the list, by their names. */
export const placesStandIn = (places: readonly Place[]): RunningService => {
  const os = implement(serviceContracts.geolocation).$context<RequestContext>();
  return standIn({
    searchPlaces: os.searchPlaces.handler(({ input }) => ({
      items: places.filter(({ name }) => input.q.split(",")[0] === name),
    })),
  });
};

export const usersStandIn = (): RunningService => {
  const os = implement(serviceContracts.users).$context<RequestContext>();
  return standIn({
    getContacts: os.getContacts.handler(({ input }) =>
      input.userIds.map((id) => ({
        id,
        email: `${id}@example.com`,
        displayName: "Casey Customer",
        avatarUrl: null,
      })),
    ),
  });
};

const taxed = (label: string, price: Money, tax: number): Price => ({
  lines: [
    { kind: "service", label, amount: price },
    ...(tax === 0
      ? []
      : [{ kind: "tax" as const, label: "Sales tax", amount: { ...price, amount: tax } }]),
  ],
  includedTaxes: [],
  total: { ...price, amount: price.amount + tax },
  tax,
  feeBps: 1000,
});

const reduced = (
  price: Price,
  code: string,
  amount: number,
): Price & Required<Pick<Price, "coupon">> => {
  const { total, lines, deposit } = price;
  const off = { ...total, amount: -amount };
  return {
    ...price,
    lines: [...lines, { kind: "discount", label: code, amount: off }],
    total: { ...total, amount: total.amount - amount },
    coupon: { redemptionId: randomUUID(), code, amount },
    ...(deposit && {
      deposit: {
        ...deposit,
        amount: depositOf(deposit.terms, { ...total, amount: total.amount - amount }),
      },
    }),
  };
};

export const paymentsStandIn = (state: PaymentsState): RunningService => {
  const os = implement(serviceContracts.payments).$context<RequestContext>();
  return standIn({
    quote: os.quote.handler(({ input: { label, price, deposit, days, position } }) => ({
      prices: days.map((day) => {
        const taxedPrice = taxed(label, price, (state.taxes.get(day) ?? 0) + state.taxAt(position));
        return deposit
          ? {
              ...taxedPrice,
              deposit: { terms: deposit, amount: depositOf(deposit, taxedPrice.total) },
            }
          : taxedPrice;
      }),
    })),
    reserveCoupon: os.reserveCoupon.handler(({ input: { code, price } }) => {
      const amount = state.coupons.get(code);
      if (!amount) throw problem("coupon_refused", "We do not know it.", { reason: "unknown" });
      const answer = { price: reduced(price, code, amount) };
      state.reserved.push(answer.price.coupon.redemptionId);
      return answer;
    }),
    returnCoupon: os.returnCoupon.handler(({ input }) => {
      state.returned.push(input.redemptionId);
    }),
    authorizeSeries: os.authorizeSeries.handler(({ input }) => {
      if (state.fails) throw problem("service_unavailable", "Stripe is away.");
      state.authorized.push(...input.bookings.map(({ bookingId }) => bookingId));
      for (const asked of input.bookings) state.asked.set(asked.bookingId, asked);
      return {
        status: "requires_payment",
        kind: "setup",
        clientSecret: `secret_of_${input.seriesId}`,
        authorizeAt: null,
      };
    }),
    authorize: os.authorize.handler(({ input }) => {
      if (state.fails) throw problem("service_unavailable", "Stripe is away.");
      state.authorized.push(input.bookingId);
      state.asked.set(input.bookingId, input);
      return {
        status: "requires_payment",
        kind: "payment",
        clientSecret: `secret_of_${input.bookingId}`,
        authorizeAt: null,
      };
    }),
  });
};
