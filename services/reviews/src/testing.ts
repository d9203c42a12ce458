import { randomUUID } from "node:crypto";
import { serviceContracts, type BookingRecord, type Provider } from "@loconomy/contracts";
import { problem, type Db, type RequestContext, type Service } from "@loconomy/kit";
import { exampleRecord, insertBooking, insertParties } from "@loconomy/testing";
import { implement } from "@orpc/server";

export interface Party {
  customerId: string;
  providerUserId: string;
  providerId: string;
  serviceId: string;
  /** The provider's profile is closed. */
  isClosed?: boolean;
}

/** A customer, a provider and its service, as their owners would have written them. */
export const makeParty = async (owner: Db): Promise<Party> => {
  const party: Party = {
    customerId: randomUUID(),
    providerUserId: randomUUID(),
    providerId: randomUUID(),
    serviceId: randomUUID(),
  };
  await insertParties(owner, { ...party, durationMinutes: 90, isInstant: true });
  return party;
};

/** Stands in for the bookings service: answers for the records that were put in. */
export class BookingBook {
  readonly records = new Map<string, BookingRecord>();
  readonly #owner: Db;

  constructor(owner: Db) {
    this.#owner = owner;
  }

  /** A booking that was completed at `completedAt`, or is still to come. */
  async add(party: Party, completedAt: Date | null): Promise<string> {
    const id = randomUUID();
    const start = new Date((completedAt?.getTime() ?? Date.now()) - 7_200_000);
    const end = new Date(start.getTime() + 5_400_000);
    const booking = exampleRecord({
      ...party,
      id,
      status: completedAt ? "completed" : "confirmed",
      start: start.toISOString(),
      end: end.toISOString(),
      createdAt: start.toISOString(),
      completedAt: completedAt?.toISOString() ?? null,
    });
    await insertBooking(this.#owner, booking);
    this.records.set(id, booking);
    return id;
  }

  service(): Service {
    const os = implement(serviceContracts.bookings).$context<RequestContext>();
    const getRecord = os.getRecord.handler(({ input }) => this.records.get(input.id) ?? null);
    return { router: {}, internalRouter: { getRecord }, consumers: [], jobs: {}, recurring: [] };
  }
}

const brightWindows = {
  slug: "bright-windows",
  businessName: "Bright Windows",
  bio: null,
  avatarUrl: null,
  coverPhotoUrl: null,
  category: { id: randomUUID(), name: "Cleaning", slug: "cleaning", iconName: null },
  ratingAverage: 0,
  ratingCount: 0,
  responseTimeMinutes: null,
  languages: [],
  isVerified: false,
  takesBookings: true,
  locationLabel: "Berlin, Germany",
  position: { lat: 52.52, lng: 13.4 },
  serviceRadiusKm: 20,
  currency: "EUR",
  cancellationPolicy: "moderate",
  createdAt: "2026-01-01T00:00:00.000Z",
} as const satisfies Omit<Provider, "id" | "isActive">;

/** Stands in for the providers service: knows who owns which provider, and shows a closed one to its owner only. */
export const owners = (parties: readonly Party[]): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const getOwner = os.getOwner.handler(({ input }) => {
    const party = parties.find(({ providerId }) => providerId === input.providerId);
    return party
      ? {
          providerId: party.providerId,
          userId: party.providerUserId,
          businessName: "Bright Windows",
          slug: "bright-windows",
        }
      : null;
  });
  const getProvider = os.getProvider.handler(({ input, context: { actor } }) => {
    const party = parties.find(({ providerId }) => providerId === input.idOrSlug);
    const isOwner = actor.kind === "user" && actor.userId === party?.providerUserId;
    if (!party || (party.isClosed && !isOwner)) throw problem("not_found");
    return { ...brightWindows, id: party.providerId, isActive: !party.isClosed };
  });
  const internalRouter = { getOwner, getProvider };
  return { router: {}, internalRouter, consumers: [], jobs: {}, recurring: [] };
};
