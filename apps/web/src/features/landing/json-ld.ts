import { decimalText, type Landing } from "@loconomy/contracts";
import { breadcrumbs } from "../shell/json-ld.ts";
import { landingHref } from "../shell/landing-href.ts";
import type { LandingWords } from "./landing-words.ts";
import { landingTexts } from "./texts.ts";

interface Crumb {
  name: string;
  href: string;
}

/** The way from the home page down to this one. */
export const crumbsOf = ({ category, parent, city }: Landing): Crumb[] => [
  { name: landingTexts.home, href: "/" },
  { name: landingTexts.services, href: landingHref() },
  ...(city && category ? [{ name: city.name, href: landingHref(null, city.slug) }] : []),
  ...(parent && !city ? [{ name: parent.name, href: landingHref(parent.slug) }] : []),
  ...(category || city
    ? [{ name: category?.name ?? city!.name, href: landingHref(category?.slug, city?.slug) }]
    : []),
];

/** A landing page as schema.org has it: where it stands, the service with its prices, and who is listed. */
export const landingJsonLd = (landing: Landing, words: LandingWords, origin: URL) => {
  const { city, prices, best, providers } = landing;
  const absolute = (path: string): string => new URL(path, origin).href;
  return {
    "@context": "https://schema.org",
    "@graph": [
      breadcrumbs(crumbsOf(landing), origin),
      {
        "@type": "Service",
        name: words.heading,
        serviceType: words.what,
        url: absolute(landingHref(landing.category?.slug, city?.slug)),
        ...(city && {
          areaServed: {
            "@type": "City",
            name: city.label,
            geo: {
              "@type": "GeoCoordinates",
              latitude: city.position.lat,
              longitude: city.position.lng,
            },
          },
        }),
        ...(prices && {
          offers: {
            "@type": "AggregateOffer",
            priceCurrency: prices.currency,
            lowPrice: decimalText(prices.from, prices.currency),
            offerCount: providers,
          },
        }),
      },
      {
        "@type": "ItemList",
        name: words.heading,
        itemListElement: best.map(({ provider }, index) => ({
          "@type": "ListItem",
          position: index + 1,
          item: {
            "@type": "LocalBusiness",
            name: provider.businessName,
            url: absolute(`/providers/${provider.slug}`),
            address: provider.locationLabel,
            ...(provider.coverPhotoUrl && { image: absolute(provider.coverPhotoUrl) }),
            ...(provider.ratingCount > 0 && {
              aggregateRating: {
                "@type": "AggregateRating",
                ratingValue: provider.ratingAverage,
                reviewCount: provider.ratingCount,
                bestRating: 5,
              },
            }),
          },
        })),
      },
    ],
  };
};
