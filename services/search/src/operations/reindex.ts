import type { Listing } from "@loconomy/contracts";
import { systemClock, type Clients } from "@loconomy/kit";
import type { SearchDependencies } from "../dependencies.ts";
import { toListingRow } from "../listing-row.ts";
import { removeListing, removeUnseen, saveListings } from "../listings.ts";

type Deps = Pick<SearchDependencies, "db" | "clients" | "clock">;

const PAGE = 100;
const MINUTE_MS = 60_000;
/** What is answered for a provider whose schedule is not there yet; places that keep this time have zones of their own. */
const NO_SCHEDULE_ZONE = "UTC";

// Which of two rows is the later one is told by the machine's own clock: a demo's clock may be turned back.

/** Brings one provider's row to what is true now; whatever order the news of changes comes in, the last run is right. */
export const reindexProvider = async (deps: Deps, providerId: string): Promise<void> => {
  const readAt = systemClock.now();
  const listing = await deps.clients.providers.getListing({ providerId });
  const [row] = listing ? await toRows(deps, [listing]) : [];
  if (row) await saveListings(deps.db, [row], readAt);
  else await removeListing(deps.db, providerId, readAt);
};

/** Brings every row to what is true now and drops those of providers that are gone: heals what lost news left behind. */
export const reindexAll = async (deps: Deps): Promise<void> => {
  const startedAt = systemClock.now();
  for (let after: string | null = null; ;) {
    const readAt = systemClock.now();
    const listings: Listing[] = await deps.clients.providers.listListings({ after, limit: PAGE });
    await saveListings(deps.db, await toRows(deps, listings), readAt);
    const last = listings.at(-1);
    if (!last || listings.length < PAGE) break;
    after = last.provider.id;
  }
  await removeUnseen(deps.db, startedAt);
};

const toRows = async (deps: Deps, listings: readonly Listing[]) => {
  const zones = await timeZones(deps, listings);
  return listings.flatMap(
    (listing) => toListingRow(listing, zones.get(listing.provider.id)!) ?? [],
  );
};

/** Zones of the schedules; who has none yet is taken to keep the hours of where they are. */
const timeZones = async (
  { clients, clock }: Deps,
  listings: readonly Listing[],
): Promise<Map<string, string>> => {
  const now = clock.now();
  const asked = listings.flatMap(({ provider, services: [service] }) =>
    service
      ? [
          {
            providerId: provider.id,
            serviceId: service.id,
            durationMinutes: service.durationMinutes,
          },
        ]
      : [],
  );
  const answers =
    asked.length === 0
      ? []
      : await clients.bookings.nextOpenTimes({
          providers: asked,
          from: now.toISOString(),
          to: new Date(now.getTime() + MINUTE_MS).toISOString(),
          perProvider: 1,
        });
  const zones = new Map(
    answers
      .filter(({ timeZone }) => timeZone !== NO_SCHEDULE_ZONE)
      .map(({ providerId, timeZone }) => [providerId, timeZone]),
  );
  await Promise.all(
    listings.map(
      async ({ provider }) =>
        zones.has(provider.id) || zones.set(provider.id, await zoneOf(clients, provider.position)),
    ),
  );
  return zones;
};

const zoneOf = async (
  clients: Clients,
  position: Listing["provider"]["position"],
): Promise<string> => (await clients.geolocation.reversePlace(position)).timeZone;
