import { serviceContracts, type CancellationPolicyName } from "@loconomy/contracts";
import { problem, requireSystem, type RequestContext, type Service } from "@loconomy/kit";
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
}

/** Calls that the stand-in for payments got; `fails` makes the next ones fail. */
export interface PaymentsState {
  authorized: string[];
  fails: boolean;
}

const standIn = (internalRouter: Service["internalRouter"]): Service => ({
  router: {},
  internalRouter,
  consumers: [],
  jobs: {},
  recurring: [],
});

/** Answers for what is in the map. */
export const providersStandIn = (offered: ReadonlyMap<string, Offered>): Service => {
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
          isVerified: false,
          isActive: true,
          locationLabel: "Austin, TX",
          position: { lat: 30.27, lng: -97.74 },
          serviceRadiusKm: 20,
          currency: "USD",
          cancellationPolicy: shop.policy,
          createdAt,
        },
        service: {
          id: input.serviceId,
          providerId: shop.providerId,
          name: "Leaking tap",
          description: null,
          price: { amount: 4500, currency: "USD" },
          durationMinutes,
          location,
          isInstant,
          isActive: true,
        },
      };
    }),
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

export const usersStandIn = (): Service => {
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

export const paymentsStandIn = (state: PaymentsState): Service => {
  const os = implement(serviceContracts.payments).$context<RequestContext>();
  return standIn({
    authorize: os.authorize.handler(({ input }) => {
      if (state.fails) throw problem("service_unavailable", "Stripe is away.");
      state.authorized.push(input.bookingId);
      return {
        status: "requires_payment",
        kind: "payment",
        clientSecret: `secret_of_${input.bookingId}`,
        authorizeAt: null,
      };
    }),
  });
};
