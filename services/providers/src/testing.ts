import { serviceContracts, type Actor, type TrackRecord } from "@loconomy/contracts";
import { problem, query, type RequestContext, type Service } from "@loconomy/kit";
import {
  createServiceHarness,
  createTestDatabase,
  userActor,
  type ServiceHarness,
  type TestDatabase,
} from "@loconomy/testing";
import { implement } from "@orpc/server";
import { createProviders } from "./service.ts";

export interface World {
  database: TestDatabase;
  harness: ServiceHarness;
  categoryId: string;
  parentCategoryId: string;
  /** What the stand-in for bookings has counted; nothing of those who are not in it. */
  records: Map<string, Omit<TrackRecord, "providerId">>;
}

/** The service on a database of its own with one parent category and one below it. */
export const createWorld = async (): Promise<World> => {
  const database = await createTestDatabase();
  const [parent] = await query<{ id: string }>(
    database.owner,
    "insert into providers.categories (name, slug) values ('Home repair', 'home-repair') returning id",
  );
  const [child] = await query<{ id: string }>(
    database.owner,
    "insert into providers.categories (name, slug, icon_name, parent_id) values ('Plumbing', 'plumbing', 'droplets', $1) returning id",
    [parent!.id],
  );
  const records: World["records"] = new Map();
  const harness = await createServiceHarness(database, {
    providers: createProviders,
    geolocation: everywhereIsAustin,
    bookings: bookingsStandIn(records),
  });
  return { database, harness, categoryId: child!.id, parentCategoryId: parent!.id, records };
};

const bookingsStandIn = (records: World["records"]): Service => {
  const os = implement(serviceContracts.bookings).$context<RequestContext>();
  return {
    router: {},
    internalRouter: {
      listTrackRecords: os.listTrackRecords.handler(({ input }) =>
        input.providerIds.map((providerId) => ({
          providerId,
          responseMinutes: null,
          keptCount: 0,
          brokenCount: 0,
          ...records.get(providerId),
        })),
      ),
    },
    consumers: [],
    jobs: {},
    recurring: [],
  };
};

const geo = implement(serviceContracts.geolocation).$context<RequestContext>();
const everywhereIsAustin: Service = {
  router: {},
  internalRouter: {
    searchPlaces: geo.searchPlaces.handler(() => {
      throw problem("service_unavailable");
    }),
    reversePlace: geo.reversePlace.handler(() => ({ place: null, timeZone: "America/Chicago" })),
  },
  consumers: [],
  jobs: {},
  recurring: [],
};

let people = 0;

/** A person in the users service's table, signed in. */
export const createPerson = async (
  { database }: World,
  role: "customer" | "provider" | "admin" = "customer",
): Promise<{ userId: string; as: { context: { actor: Actor } } }> => {
  const [row] = await query<{ id: string }>(
    database.owner,
    "insert into users.users (email, display_name) values ($1, 'Someone') returning id",
    [`person-${++people}@example.com`],
  );
  return { userId: row!.id, as: { context: { actor: userActor(row!.id, role) } } };
};

export const profile = (world: World, change: Partial<ReturnType<typeof plumber>> = {}) => ({
  ...plumber(world.categoryId),
  ...change,
});

const plumber = (categoryId: string) => ({
  businessName: "Barton Creek Plumbing",
  bio: "Leaks, drains and water heaters." as string | null,
  categoryId,
  locationLabel: "Austin, TX, United States",
  position: { lat: 30.2672, lng: -97.7431 },
  serviceRadiusKm: 25,
  currency: "USD",
  cancellationPolicy: "moderate" as const,
  timeZone: undefined as string | undefined,
  languages: undefined as string[] | undefined,
});

export const leakRepair = {
  name: "Leak repair",
  description: "We find the leak and fix it." as string | null,
  priceAmount: 12_000,
  durationMinutes: 60,
  location: "customer" as const,
  isInstant: true,
};

/** Has the account for a provider's money become complete, as payments tells it. */
export const completeAccount = async (world: World, providerId: string): Promise<void> => {
  await query(
    world.database.owner,
    "update providers.providers set takes_bookings = true where id = $1",
    [providerId],
  );
};

/** A person with a provider profile that takes bookings, and one active service. */
export const createListedProvider = async (
  world: World,
  change: Parameters<typeof profile>[1] = {},
) => {
  const person = await createPerson(world);
  const { providers } = world.harness.clients;
  const { id } = await providers.createProvider(profile(world, change), person.as);
  await completeAccount(world, id);
  const provider = await providers.getMyProvider(undefined, person.as);
  const service = await providers.createService({ id, ...leakRepair }, person.as);
  return { ...person, provider, service };
};

/** Types and aggregate ids of everything in the outbox since the last call, then forgotten. */
export const takeEvents = ({ database }: World) =>
  query<{ type: string; aggregateId: string; data: unknown }>(
    database.owner,
    `delete from platform.outbox returning type, aggregate_id as "aggregateId", data`,
  );

export const UNKNOWN_ID = "0197a000-0000-7000-8000-00000000dead";
