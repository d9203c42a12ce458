import type { Listing, SearchResult } from "@loconomy/contracts";

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
  verified: boolean;
  services: IndexedService[];
  /** Names of categories and services, and the profile's text: what words are looked up in, beside the business name. */
  offerWords: string;
  bio: string;
}

/** The row of a listing, or null when it cannot be booked and so must not be found. */
export const toListingRow = (
  { provider, services, categoryPath, categoryIds }: Listing,
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
    verified: isVerified,
    services: offered,
    offerWords: [...categoryPath, ...offered.map((service) => service.name)].join(" · "),
    bio: provider.bio ?? "",
  };
};
