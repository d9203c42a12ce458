import { providerTag, type SearchQuery, type SearchResult } from "@loconomy/contracts";
import type { Candidate } from "./candidates.ts";
import type { SearchDependencies } from "./dependencies.ts";
import { loadListings, type FoundListing } from "./listings.ts";
import { rankServices, worthAsking } from "./choose-service.ts";
import type { IndexedService } from "./listing-row.ts";
import { findOpenTimes, type OpenTimes } from "./open-times.ts";
import type { SearchPlace } from "./search-place.ts";
import { asksForTime } from "./time-windows.ts";
import { why } from "./why.ts";
import type { Words } from "./words.ts";

/** More listings at once than a page has are not worth the memory. */
const REMEMBERED_MAX = 100;

export interface Search {
  deps: SearchDependencies;
  query: SearchQuery;
  words: Words | null;
  place: SearchPlace;
  now: Date;
}

/** A candidate with its listing, the service that fits and its next open times. */
export interface Found extends Candidate {
  listing: FoundListing;
  service: IndexedService;
  times: OpenTimes;
}

/** A candidate with what it offers of what fits, the service first whose times a result shows. */
interface Offering extends Candidate {
  listing: FoundListing;
  services: readonly IndexedService[];
}

/** Listings and services for candidates, in their order. Who left the index meanwhile is left out. */
export const loadOfferings = async (
  { deps, query, words }: Search,
  candidates: readonly Candidate[],
): Promise<Offering[]> => {
  const ids = candidates.map(({ match }) => match.id);
  const load = (): Promise<FoundListing[]> => loadListings(deps.db, ids);
  const rows = await (ids.length > REMEMBERED_MAX
    ? load()
    : deps.briefly(`listings:${ids.join()}`, load, ids.map(providerTag)));
  const listings = new Map(rows.map((row) => [row.id, row]));
  return candidates.flatMap((candidate) => {
    const listing = listings.get(candidate.match.id);
    return listing
      ? [{ ...candidate, listing, services: rankServices(listing.services, words, query) }]
      : [];
  });
};

/** The next open times of each for one of its services. */
const askTimes = async (
  { deps, query, now }: Search,
  asked: ReadonlyArray<Candidate & Pick<Found, "listing" | "service">>,
): Promise<Found[]> => {
  const times = await findOpenTimes(
    deps.clients,
    query,
    asked.map(({ listing: { id, timeZone }, service }) => ({ id, timeZone, service })),
    now,
  );
  return asked.map((one) => ({ ...one, times: times.get(one.listing.id)! }));
};

/**
 * Offerings with their open times, in their order: of the first service, or, when the search asks for a time, of the first that
 * has one. The calendar is asked about the first of all, and only for those without a time about their next.
 */
export const findTimes = async (
  search: Search,
  offerings: readonly Offering[],
): Promise<Found[]> => {
  const { durationMinutes = 0 } = search.query;
  const inTurn = asksForTime(search.query)
    ? offerings.map(({ services }) => worthAsking(services, durationMinutes))
    : offerings.map(({ services }) => services.slice(0, 1));
  const found: Found[] = [];
  let waiting = [...offerings.keys()];
  for (let turn = 0; waiting.length > 0; turn++) {
    const answers = await askTimes(
      search,
      waiting.map((at) => ({ ...offerings[at]!, service: inTurn[at]![turn]! })),
    );
    for (const [n, at] of waiting.entries()) found[at] = answers[n]!;
    waiting = waiting.filter(
      (at) => found[at]!.times.slots.length === 0 && turn + 1 < inTurn[at]!.length,
    );
  }
  return found;
};

/** Listings and open times for candidates, in their order. Who left the index meanwhile is left out. */
export const complete = async (
  search: Search,
  candidates: readonly Candidate[],
): Promise<Found[]> => findTimes(search, await loadOfferings(search, candidates));

/** Whether a provider has an open time, if the search asks for one. */
export const isAsWished =
  ({ query }: Search) =>
  ({ times }: Found): boolean =>
    times.slots.length > 0 || !asksForTime(query);

/** What the answer shows. */
export const toResult = (
  { match, listing, service, times: { timeZone, slots } }: Found,
  place: SearchPlace,
  { query, now }: Pick<Search, "query" | "now">,
): SearchResult => ({
  provider: listing.doc,
  distanceMeters: match.distanceMeters,
  priceFrom: { amount: listing.priceFrom, currency: listing.currency },
  serviceId: service.id,
  serviceName: service.name,
  variantId: service.variantId ?? null,
  timeZone,
  nextTimes: slots,
  why: why(
    {
      ...match,
      keptCount: listing.keptCount,
      brokenCount: listing.brokenCount,
      country: place.country,
      firstStart: slots[0]?.start,
      timeZone,
      spoken: spokenOf(query, listing),
    },
    now,
  ),
});

/** Languages that were asked for and are spoken here, the first first. */
const spokenOf = ({ languages }: SearchQuery, { doc }: FoundListing): string[] =>
  languages?.split(",").filter((language) => doc.languages.includes(language)) ?? [];
