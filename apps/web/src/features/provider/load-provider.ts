import { cache } from "react";
import { orNotFound } from "../../api/errors.ts";
import { publicApi } from "../../api/server.ts";

/** Provider with services and the first reviews, the same for everybody; shows the not-found page when there is none. */
export const loadProvider = cache(async (slug: string) => {
  const api = publicApi();
  const provider = await api.providers
    .getProvider({ idOrSlug: slug })
    .catch(orNotFound(`/providers/${slug}`));
  const [services, reviews] = await Promise.all([
    api.providers.listServices({ id: provider.id }),
    api.reviews.listProviderReviews({ id: provider.id, limit: 5 }),
  ]);
  const active = services.items
    .filter((service) => service.isActive)
    .toSorted((a, b) => a.price.amount - b.price.amount);
  return { provider, services: active, reviews };
});

export type ProviderPageData = Awaited<ReturnType<typeof loadProvider>>;

/** Where others who do the same nearby are found. */
export const othersHref = ({ category, locationLabel }: ProviderPageData["provider"]): string =>
  `/search?${new URLSearchParams({ category: category.slug, near: locationLabel })}`;
