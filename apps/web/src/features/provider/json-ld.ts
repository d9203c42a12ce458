import { minorDigits } from "@loconomy/ui";
import type { ProviderPageData } from "./load-provider.ts";

/** The provider as schema.org LocalBusiness, for search engines. */
export const localBusiness = ({ provider, services, reviews }: ProviderPageData) => ({
  "@context": "https://schema.org",
  "@type": "LocalBusiness",
  name: provider.businessName,
  ...(provider.bio ? { description: provider.bio } : {}),
  address: provider.locationLabel,
  geo: {
    "@type": "GeoCoordinates",
    latitude: provider.position.lat,
    longitude: provider.position.lng,
  },
  ...(reviews.ratingCount > 0
    ? {
        aggregateRating: {
          "@type": "AggregateRating",
          ratingValue: reviews.ratingAverage,
          reviewCount: reviews.ratingCount,
          bestRating: 5,
        },
      }
    : {}),
  makesOffer: services.map((service) => ({
    "@type": "Offer",
    itemOffered: { "@type": "Service", name: service.name },
    price: (service.price.amount / 10 ** minorDigits(service.price.currency)).toFixed(
      minorDigits(service.price.currency),
    ),
    priceCurrency: service.price.currency,
  })),
});

/** JSON that can stand inside a script element: no text in it can end the element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll("<", "\\u003c");
