import type { SearchQuery, SearchResult } from "@loconomy/contracts";
import type { Clients, Db } from "@loconomy/kit";
import type { Candidate } from "./candidates.ts";
import { loadListings, type FoundListing } from "./listings.ts";
import { chooseService } from "./choose-service.ts";
import { findOpenTimes, type Asked } from "./open-times.ts";
import type { SearchPlace } from "./search-place.ts";
import { why } from "./why.ts";
import type { Words } from "./words.ts";

export interface Search {
  db: Db;
  clients: Clients;
  query: SearchQuery;
  words: Words | null;
  place: SearchPlace;
  now: Date;
}

/** A candidate with all that its result shows. */
export interface Found extends Candidate {
  result: SearchResult;
}

/** Listings and open times for candidates, in their order; two round trips however many. Who left the index meanwhile is left out. */
export const completeResults = async ({ db, clients, query, words, place, now }: Search, candidates: readonly Candidate[]): Promise<Found[]> => {
  const listings = await loadListings(db, candidates.map(({ match }) => match.id));
  const shown = candidates.flatMap((candidate) => {
    const listing = listings.get(candidate.match.id);
    return listing ? [{ candidate, listing, service: chooseService(listing.services, words, query.maxPrice) }] : [];
  });
  const asked = shown.map(({ listing, service }): Asked => ({ id: listing.id, timeZone: listing.timeZone, service }));
  const times = await findOpenTimes(clients, query, asked, now);
  return shown.map(({ candidate, listing, service }) => {
    const { timeZone, slots } = times.get(listing.id)!;
    return { ...candidate, result: toResult(candidate, listing, service, { timeZone, slots }, place) };
  });
};

const toResult = (
  { match }: Candidate,
  { doc, priceFrom, currency }: FoundListing,
  service: Asked["service"],
  { timeZone, slots }: { timeZone: string; slots: SearchResult["nextTimes"] },
  place: SearchPlace,
): SearchResult => ({
  provider: doc,
  distanceMeters: match.distanceMeters,
  priceFrom: { amount: priceFrom, currency },
  serviceId: service.id,
  serviceName: service.name,
  timeZone,
  nextTimes: slots,
  why: why({
    distanceMeters: match.distanceMeters, country: place.country, firstStart: slots[0]?.start, timeZone,
    rating: doc.ratingAverage, ratingCount: doc.ratingCount,
  }),
});
