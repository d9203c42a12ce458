import { decimalText } from "@loconomy/contracts";
import { breadcrumbs } from "../shell/json-ld.ts";
import { landingHref } from "../shell/landing-href.ts";
import type { ProviderPageData } from "./load-provider.ts";
import { providerTexts } from "./texts.ts";

/** A provider's page as schema.org has it: where it stands, and the business. */
export const providerJsonLd = (data: ProviderPageData, origin: URL) => {
  const { businessName, category, slug } = data.provider;
  return {
    "@context": "https://schema.org",
    "@graph": [
      breadcrumbs(
        [
          { name: providerTexts.crumbs.home, href: "/" },
          { name: providerTexts.crumbs.services, href: landingHref() },
          { name: category.name, href: landingHref(category.slug) },
          { name: businessName, href: `/providers/${slug}` },
        ],
        origin,
      ),
      localBusiness(data, origin),
    ],
  } as const;
};

const localBusiness = ({ provider, services, reviews }: ProviderPageData, origin: URL) => ({
  "@type": "LocalBusiness",
  name: provider.businessName,
  url: new URL(`/providers/${provider.slug}`, origin).href,
  image: new URL(provider.coverPhotoUrl ?? `/social/providers/${provider.slug}`, origin).href,
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
    price: decimalText(service.price.amount, service.price.currency),
    priceCurrency: service.price.currency,
  })),
});
