import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import {
  serviceContracts,
  type BookingRecord,
  type BookingStatus,
  type Category,
  type Place,
  type Pricing,
} from "@loconomy/contracts";
import type { RequestContext, Service } from "@loconomy/kit";
import { exampleRecord } from "@loconomy/testing";
import { implement } from "@orpc/server";

/** A booking as the bookings service would know it, and who is on which side. */
export interface TestBooking {
  id: string;
  status: BookingStatus;
  customerId: string;
  providerId: string;
  providerUserId: string;
  price: { amount: number; currency: string };
  /** RFC 3339. */
  start: string;
  end: string;
  /** Steps that it has gone through. */
  sequence: number;
  completedAt?: string;
  series?: BookingRecord["series"];
  /** What its price is made of. */
  pricing?: Pricing;
}

/** Serves a fetch handler on a free loopback port. */
export const serve = async (
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
    // An answer that ends before it is whole is a connection that was dropped.
    const answer = await response.arrayBuffer().catch(() => null);
    if (!answer) return res.destroy();
    res.writeHead(response.status, Object.fromEntries(response.headers)).end(Buffer.from(answer));
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

const standIn = (internalRouter: object): Service => ({
  router: {},
  internalRouter: internalRouter as never,
  consumers: [],
  jobs: {},
  recurring: [],
});

/** Knows the bookings of the map, as far as payments asks. */
export const standInBookings = (bookings: Map<string, TestBooking>): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  return standIn({
    getSeriesRecords: os.getSeriesRecords.handler(({ input }) => ({
      items: [...bookings.values()]
        .filter(({ series }) => series?.id === input.id)
        .map((booking) => recordOf(booking)!),
    })),
    getRecordTimeline: os.getRecordTimeline.handler(({ input }) => ({
      items: bookings.has(input.id)
        ? [
            {
              sequence: 1,
              action: "book" as const,
              by: "customer" as const,
              from: null,
              to: "awaiting_payment" as const,
              at: "2026-11-23T09:00:00.000Z",
              start: bookings.get(input.id)!.start,
              end: bookings.get(input.id)!.end,
              reason: null,
              hash: "a".repeat(64),
            },
          ]
        : [],
    })),
    getRecord: os.getRecord.handler(({ input }) => recordOf(bookings.get(input.id))),
  });
};

/** Knows everybody by the beginning of their id. */
export const standInUsers = (): Service => {
  const os = implement(serviceContracts.users).$context<RequestContext>();
  return standIn({
    getContacts: os.getContacts.handler(({ input }) =>
      input.userIds.map((id) => ({
        id,
        email: `${id.slice(0, 8)}@example.com`,
        displayName: `Ada ${id.slice(0, 8)}`,
        avatarUrl: null,
      })),
    ),
  });
};

/** Has sent one mail about every booking, to its provider. */
export const standInNotifications = (bookings: Map<string, TestBooking>): Service => {
  const os = implement(serviceContracts.notifications).$context<RequestContext>();
  return standIn({
    listSent: os.listSent.handler(({ input }) => ({
      items: [...bookings.values()]
        .filter(({ id }) => id === input.bookingId)
        .map(({ providerUserId: recipientId }) => ({
          recipientId,
          subject: "A new booking",
          sentAt: "2026-11-20T10:00:00.000Z",
        })),
    })),
  });
};

/** The customer of every booking has written once. */
export const standInCommunication = (bookings: Map<string, TestBooking>): Service => {
  const os = implement(serviceContracts.communication).$context<RequestContext>();
  return standIn({
    listBookingMessages: os.listBookingMessages.handler(({ input: { bookingId } }) => ({
      items: bookings.has(bookingId)
        ? [
            {
              id: bookingId,
              conversationId: bookingId,
              sender: "customer" as const,
              text: "Thank you, it is dry again!",
              createdAt: "2026-11-20T11:00:00.000Z",
              readAt: null,
            },
          ]
        : [],
    })),
  });
};

/** Where all providers of the tests are. */
const AUSTIN = { lat: 30.2672, lng: -97.7431 };

/** Knows Austin, other places by their latitude, and nothing else. */
export const standInGeolocation = (places: ReadonlyMap<number, Place>): Service => {
  const os = implement(serviceContracts.geolocation).$context<RequestContext>();
  return standIn({
    reversePlace: os.reversePlace.handler(({ input }) => ({
      timeZone: "America/Chicago",
      place:
        input.lat === AUSTIN.lat
          ? {
              id: "austin",
              name: "Austin",
              label: "Austin, TX, United States",
              country: "US",
              region: "TX",
              position: AUSTIN,
              timeZone: "America/Chicago",
              population: 1_000_000,
            }
          : (places.get(input.lat) ?? null),
    })),
  });
};

/** Knows the providers of those bookings and who owns them, and the categories. */
export const standInProviders = (
  bookings: Map<string, TestBooking>,
  categories: readonly Category[],
): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const find = (providerId: string) =>
    [...bookings.values()].find((booking) => booking.providerId === providerId);
  return standIn({
    listCategories: os.listCategories.handler(() => ({ items: [...categories] })),
    getProvider: os.getProvider.handler(({ input: { idOrSlug } }) => ({
      id: idOrSlug,
      slug: "taps-and-co",
      businessName: "Taps & Co",
      bio: null,
      avatarUrl: null,
      coverPhotoUrl: null,
      category: { id: idOrSlug, name: "Plumbing", slug: "plumbing", iconName: null },
      ratingAverage: 0,
      ratingCount: 0,
      responseTimeMinutes: null,
      languages: [],
      isVerified: false,
      isActive: true,
      takesBookings: false,
      locationLabel: "Austin, TX, United States",
      position: AUSTIN,
      serviceRadiusKm: 20,
      currency: "USD",
      cancellationPolicy: "flexible" as const,
      createdAt: "2026-01-01T00:00:00.000Z",
    })),
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

const recordOf = (booking: TestBooking | undefined): BookingRecord | null =>
  booking
    ? exampleRecord({
        ...booking,
        customerName: "Ada",
        providerName: "Taps & Co",
        providerSlug: "taps-and-co",
        serviceName: "Leaking tap",
        durationMinutes: 60,
        timeZone: "UTC",
        createdAt: "2026-11-23T09:00:00Z",
      })
    : null;
