import {
  serviceContracts,
  type Category,
  type City,
  type Listing,
  type Place,
  type Position,
  type Slot,
} from "@loconomy/contracts";
import type { RequestContext, Service } from "@loconomy/kit";
import { implement } from "@orpc/server";

const nothing = { router: {}, consumers: [], jobs: {}, recurring: [] };

let counter = 0;
/** UUIDs in ascending order. */
export const nextId = (): string =>
  `0197a000-0000-7000-8000-${String(++counter).padStart(12, "0")}`;

const category = (name: string, slug: string, parentId: string | null = null): Category => ({
  id: nextId(),
  name,
  slug,
  description: null,
  iconName: "wrench",
  parentId,
  sortOrder: 0,
});
export const HOME = category("Home repair", "home-repair");
export const PLUMBING = category("Plumbing", "plumbing", HOME.id);
export const ELECTRICAL = category("Electrical", "electrical", HOME.id);
export const BEAUTY = category("Beauty", "beauty");
export const HAIR = category("Hair", "hair", BEAUTY.id);
export const CATEGORIES = [HOME, PLUMBING, ELECTRICAL, BEAUTY, HAIR];

interface ListingGiven extends Partial<Omit<Listing["provider"], "category">> {
  category?: Category;
  record?: Listing["record"];
  services?: Array<{
    name: string;
    priceAmount: number;
    durationMinutes?: number;
    isActive?: boolean;
    isInstant?: boolean;
  }>;
}

/** A listing in Austin with one service, unless told otherwise. */
export const makeListing = ({
  category: own = PLUMBING,
  services = [{ name: "Call-out", priceAmount: 8_000 }],
  record = { keptCount: 0, brokenCount: 0 },
  ...given
}: ListingGiven = {}): Listing => {
  const id = given.id ?? nextId();
  const path = [...CATEGORIES.filter((parent) => parent.id === own.parentId), own];
  return {
    provider: {
      id,
      slug: `provider-${id.slice(-6)}`,
      businessName: `Business ${id.slice(-4)}`,
      bio: null,
      avatarUrl: null,
      coverPhotoUrl: null,
      category: { id: own.id, name: own.name, slug: own.slug, iconName: own.iconName },
      ratingAverage: 4.5,
      ratingCount: 10,
      responseTimeMinutes: 30,
      languages: ["en"],
      isVerified: false,
      isActive: true,
      takesBookings: true,
      locationLabel: "Austin, TX, United States",
      position: { lat: 30.2672, lng: -97.7431 },
      serviceRadiusKm: 25,
      currency: "USD",
      cancellationPolicy: "flexible",
      createdAt: "2026-01-01T00:00:00Z",
      ...given,
    },
    userId: nextId(),
    services: services.map(
      ({ name, priceAmount, durationMinutes = 60, isActive = true, isInstant = true }) => ({
        id: nextId(),
        providerId: id,
        name,
        description: null,
        price: { amount: priceAmount, currency: "USD" },
        durationMinutes,
        location: "customer",
        isInstant,
        variants: [],
        capacity: 1,
        deposit: null,
        isActive,
      }),
    ),
    categoryPath: path.map(({ name }) => name),
    categoryIds: path.map((each) => each.id),
    record,
  };
};

/** What the stand-ins answer from; change it to change the world. */
export interface World {
  listings: Map<string, Listing>;
  /** Starts of open times by provider, ascending; … */
  openTimes: Map<string, string[]>;
  /** … how many minutes each of them lasts, an hour unless told otherwise: what takes longer has no time then. */
  openMinutes: Map<string, number>;
  /** What is not instant has no time before this instant; null: there is no notice. */
  requestsFrom: string | null;
  zones: Map<string, string>;
  /** Providers without any hours. */
  closed: Set<string>;
  places: Record<string, Place>;
  calls: Array<{ providers: number; from: string; to: string }>;
  /** The calendar answers after this. */
  calendarReady: Promise<void>;
}

export const createWorld = (): World => ({
  listings: new Map(),
  openTimes: new Map(),
  openMinutes: new Map(),
  requestsFrom: null,
  zones: new Map(),
  closed: new Set(),
  calls: [],
  calendarReady: Promise.resolve(),
  places: {
    "Austin, TX": {
      id: "4671654",
      name: "Austin",
      label: "Austin, TX, United States",
      country: "US",
      region: "TX",
      position: { lat: 30.26715, lng: -97.74306 },
      timeZone: "America/Chicago",
      population: 961_855,
    },
  },
});

export const providersStandIn = (world: World): Service => {
  const os = implement(serviceContracts.providers).$context<RequestContext>();
  const sorted = () =>
    [...world.listings.values()].toSorted((a, b) => (a.provider.id < b.provider.id ? -1 : 1));
  return {
    ...nothing,
    internalRouter: {
      listCategories: os.listCategories.handler(() => ({ items: CATEGORIES })),
      getListing: os.getListing.handler(
        ({ input }) => world.listings.get(input.providerId) ?? null,
      ),
      listListings: os.listListings.handler(({ input }) =>
        sorted()
          .filter(({ provider }) => !input.after || provider.id > input.after)
          .slice(0, input.limit),
      ),
    },
  };
};

const QUARTER_MS = 900_000;
const QUARTERS_A_DAY = 96;
const DAYS = 63;

const HOUR_MINUTES = 60;

/** Open times of so many minutes, as bits from the start of today, UTC. */
const quartersOf = (
  starts: readonly string[],
  minutes: number,
): { fromQuarter: number; bits: string } => {
  const today = Math.floor(Date.now() / QUARTER_MS / QUARTERS_A_DAY);
  const fromQuarter = today * QUARTERS_A_DAY;
  const bits = Buffer.alloc((DAYS * QUARTERS_A_DAY) / 8);
  for (const start of starts) {
    const first = Date.parse(start) / QUARTER_MS - fromQuarter;
    for (let bit = Math.floor(first); bit < first + minutes / 15; bit++)
      if (bit >= 0 && bit >> 3 < bits.length) bits[bit >> 3]! |= 128 >> (bit & 7);
  }
  return { fromQuarter, bits: bits.toString("hex") };
};

export const bookingsStandIn = (world: World): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  const zoneOf = (id: string): string => world.zones.get(id) ?? "America/Chicago";
  const minutesOf = (id: string): number => world.openMinutes.get(id) ?? HOUR_MINUTES;
  const slot = (start: string, minutes: number, timeZone: string): Slot => ({
    start,
    end: new Date(Date.parse(start) + minutes * 60_000).toISOString(),
    day: Temporal.Instant.from(start).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    spotsLeft: 1,
  });
  return {
    ...nothing,
    internalRouter: {
      openQuarters: os.openQuarters.handler(({ input: { providerIds } }) =>
        providerIds
          .filter((id) => !world.closed.has(id))
          .map((providerId) => ({
            providerId,
            timeZone: zoneOf(providerId),
            ...quartersOf(world.openTimes.get(providerId) ?? [], minutesOf(providerId)),
          })),
      ),
      nextOpenTimes: os.nextOpenTimes.handler(
        async ({ input: { providers, from, to, perProvider } }) => {
          world.calls.push({ providers: providers.length, from, to });
          await world.calendarReady;
          return providers.map(({ providerId, serviceId, durationMinutes, isInstant }) => {
            const first = isInstant ? from : [from, world.requestsFrom ?? from].toSorted().at(-1)!;
            const starts = (world.openTimes.get(providerId) ?? []).filter(
              (start) =>
                durationMinutes <= minutesOf(providerId) &&
                Date.parse(start) >= Date.parse(first) &&
                Date.parse(start) < Date.parse(to),
            );
            const timeZone = zoneOf(providerId);
            return {
              providerId,
              serviceId,
              timeZone,
              slots: starts
                .slice(0, perProvider)
                .map((start) => slot(start, durationMinutes, timeZone)),
            };
          });
        },
      ),
    },
  };
};

/** North of Waco everything is Dallas here, south of it Austin. */
const cityOf = ({ lat }: Position): City =>
  lat > 31.5
    ? {
        id: 4684888,
        slug: "dallas-tx",
        name: "Dallas",
        label: "Dallas, TX, United States",
        position: { lat: 32.78306, lng: -96.80667 },
        population: 1_300_092,
      }
    : {
        id: 4671654,
        slug: "austin-tx",
        name: "Austin",
        label: "Austin, TX, United States",
        position: { lat: 30.26715, lng: -97.74306 },
        population: 961_855,
      };

export const geolocationStandIn = (world: World): Service => {
  const os = implement(serviceContracts.geolocation).$context<RequestContext>();
  return {
    ...nothing,
    internalRouter: {
      searchPlaces: os.searchPlaces.handler(({ input }) => ({
        items: world.places[input.q] ? [world.places[input.q]!] : [],
      })),
      findCities: os.findCities.handler(({ input }) =>
        input.positions.map((position) => cityOf(position)),
      ),
      reversePlace: os.reversePlace.handler(({ input }) => ({
        place:
          input.lng < -90 && input.lat > 25 && input.lat < 36 ? world.places["Austin, TX"]! : null,
        timeZone: "America/Chicago",
      })),
    },
  };
};
