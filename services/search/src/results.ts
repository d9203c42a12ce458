import { providerTag, type SearchQuery, type SearchResult } from "@loconomy/contracts";
import type { Candidate } from "./candidates.ts";
import type { SearchDependencies } from "./dependencies.ts";
import { loadListings, type FoundListing } from "./listings.ts";
import { chooseService } from "./choose-service.ts";
import type { IndexedService } from "./listing-row.ts";
import { findOpenTimes, type Asked, type OpenTimes } from "./open-times.ts";
import type { SearchPlace } from "./search-place.ts";
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

/** Listings and open times for candidates, in their order; two round trips however many. Who left the index meanwhile is left out. */
export const complete = async (
  { deps, query, words, now }: Search,
  candidates: readonly Candidate[],
): Promise<Found[]> => {
  const ids = candidates.map(({ match }) => match.id);
  const load = (): Promise<FoundListing[]> => loadListings(deps.db, ids);
  const rows = await (ids.length > REMEMBERED_MAX
    ? load()
    : deps.briefly(`listings:${ids.join()}`, load, ids.map(providerTag)));
  const listings = new Map(rows.map((row) => [row.id, row]));
  const present = candidates.flatMap((candidate) => {
    const listing = listings.get(candidate.match.id);
    return listing
      ? [{ ...candidate, listing, service: chooseService(listing.services, words, query) }]
      : [];
  });
  const asked = present.map(({ listing, service }): Asked => ({
    id: listing.id,
    timeZone: listing.timeZone,
    service,
  }));
  const times = await findOpenTimes(deps.clients, query, asked, now);
  return present.map((found) => ({ ...found, times: times.get(found.listing.id)! }));
};

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
