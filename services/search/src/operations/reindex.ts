import type { Listing } from "@loconomy/contracts";
import { systemClock, type Clients } from "@loconomy/kit";
import type { SearchDependencies } from "../dependencies.ts";
import { toListingRow } from "../listing-row.ts";
import { removeOpenTimes, removeUnlisted } from "../open-time-store.ts";
import { refreshOpenTimes } from "./refresh-open-times.ts";
import { removeListing, removeUnseen, saveListings } from "../listings.ts";

type Deps = Pick<SearchDependencies, "db" | "clients" | "clock">;

const PAGE = 100;

// Which of two rows is the later one is told by the machine's own clock: a demo's clock may be turned back.

/** Brings one provider's row to what is true now; whatever order the news of changes comes in, the last run is right. */
export const reindexProvider = async (deps: Deps, providerId: string): Promise<void> => {
  const readAt = systemClock.now();
  const listing = await deps.clients.providers.getListing({ providerId });
  const [row] = listing ? await toRows(deps, [listing], readAt) : [];
  if (row) return saveListings(deps.db, [row], readAt);
  await removeListing(deps.db, providerId, readAt);
  await removeOpenTimes(deps.db, [providerId], readAt);
};

/** Brings every row to what is true now and drops those of providers that are gone: heals what lost news left behind. */
export const reindexAll = async (deps: Deps): Promise<void> => {
  const startedAt = systemClock.now();
  for (let after: string | null = null; ;) {
    const readAt = systemClock.now();
    const listings: Listing[] = await deps.clients.providers.listListings({ after, limit: PAGE });
    await saveListings(deps.db, await toRows(deps, listings, readAt), readAt);
    const last = listings.at(-1);
    if (!last || listings.length < PAGE) break;
    after = last.provider.id;
  }
  await removeUnseen(deps.db, startedAt);
  await removeUnlisted(deps.db, startedAt);
};

/** Rows of listings, whose open times are written on the way: both come from the same look at what is true. */
const toRows = async (deps: Deps, listings: readonly Listing[], readAt: Date) => {
  const zones = await timeZones(deps, listings, readAt);
  return listings.flatMap(
    (listing) => toListingRow(listing, zones.get(listing.provider.id)!) ?? [],
  );
};

/** Zones of the schedules; who has none yet is taken to keep the hours of where they are. */
const timeZones = async (
  deps: Deps,
  listings: readonly Listing[],
  readAt: Date,
): Promise<Map<string, string>> => {
  const ids = listings.map(({ provider }) => provider.id);
  const { open } = await refreshOpenTimes(deps, ids, readAt);
  const zones = new Map(open.map(({ providerId, timeZone }) => [providerId, timeZone]));
  await Promise.all(
    listings.map(
      async ({ provider }) =>
        zones.has(provider.id) ||
        zones.set(provider.id, await zoneOf(deps.clients, provider.position)),
    ),
  );
  return zones;
};

const zoneOf = async (
  clients: Clients,
  position: Listing["provider"]["position"],
): Promise<string> => (await clients.geolocation.reversePlace(position)).timeZone;
