import type { Listing, SearchResult } from "@loconomy/contracts";
import { bayesianRating, keptShare } from "./ranking.ts";

/** A service as the index keeps it; the price is in minor units. */
export interface IndexedService {
  id: string;
  name: string;
  durationMinutes: number;
  priceAmount: number;
  isInstant: boolean;
  /** The shortest variant, where there are some. */
  variantId?: string;
  /** One in rows from before there were group classes. */
  capacity?: number;
}

/** One row of `search.listings` before the database adds what it computes itself. */
export interface ListingRow {
  providerId: string;
  slug: string;
  businessName: string;
  doc: SearchResult["provider"];
  categoryIds: string[];
  lat: number;
  lng: number;
  timeZone: string;
  priceFrom: number;
  currency: string;
  rating: number;
  ratingCount: number;
  /** Drawn towards the average of all: see `ranking.ts`. */
  ratingMean: number;
  verified: boolean;
  languages: string[];
  /** Some service is booked without waiting for an answer. */
  instant: boolean;
  /** Of the shortest service, minutes. */
  durationMin: number;
  /** Median minutes until a request is answered. */
  responseMinutes: number | null;
  /** Share of accepted jobs that were kept, drawn towards that of all: see `ranking.ts`. */
  reliability: number;
  jobsKept: number;
  jobsBroken: number;
  /** When the provider came to the marketplace, RFC 3339. */
  listedAt: string;
  services: IndexedService[];
  /** Names of categories and services, and the profile's text: what words are looked up in, beside the business name. */
  offerWords: string;
  bio: string;
}

/** The row of a listing, or null when it cannot be booked and so must not be found. */
export const toListingRow = (
  { provider, services, categoryPath, categoryIds, record }: Listing,
  timeZone: string,
): ListingRow | null => {
  const offered = services
    .filter((service) => service.isActive)
    .map(({ id, name, durationMinutes, price, isInstant, capacity, variants }): IndexedService => ({
      id,
      name,
      durationMinutes,
      priceAmount: price.amount,
      isInstant,
      capacity,
      variantId: variants.find((variant) => variant.durationMinutes === durationMinutes)?.id,
    }))
    .toSorted(
      (a, b) =>
        a.priceAmount - b.priceAmount ||
        a.durationMinutes - b.durationMinutes ||
        (a.id < b.id ? -1 : 1),
    );
  const [cheapest] = offered;
  if (!provider.isActive || !cheapest) return null;
  const {
    id,
    slug,
    businessName,
    avatarUrl,
    coverPhotoUrl,
    category,
    ratingAverage,
    ratingCount,
    responseTimeMinutes,
    languages,
    isVerified,
    locationLabel,
    position,
  } = provider;
  return {
    providerId: id,
    slug,
    businessName,
    doc: {
      id,
      slug,
      businessName,
      avatarUrl,
      coverPhotoUrl,
      category,
      ratingAverage,
      ratingCount,
      responseTimeMinutes,
      languages,
      isVerified,
      locationLabel,
      position,
    },
    categoryIds,
    lat: position.lat,
    lng: position.lng,
    timeZone,
    priceFrom: cheapest.priceAmount,
    currency: provider.currency,
    rating: ratingAverage,
    ratingCount,
    ratingMean: bayesianRating(ratingAverage, ratingCount),
    verified: isVerified,
    languages,
    instant: offered.some(({ isInstant }) => isInstant),
    durationMin: Math.min(...offered.map(({ durationMinutes }) => durationMinutes)),
    responseMinutes: responseTimeMinutes,
    reliability: keptShare(record.keptCount, record.brokenCount),
    jobsKept: record.keptCount,
    jobsBroken: record.brokenCount,
    listedAt: provider.createdAt,
    services: offered,
    offerWords: [...categoryPath, ...offered.map((service) => service.name)].join(" · "),
    bio: provider.bio ?? "",
  };
};
