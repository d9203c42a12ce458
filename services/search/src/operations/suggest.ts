import type { Suggestion, SuggestQuery } from "@loconomy/contracts";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { fittingCategories } from "../fitting-categories.ts";
import { suggestProviders } from "../provider-names.ts";

/** What fits what was typed so far, kind after kind as asked for; the main categories when nothing was typed. */
export const suggest = async (
  deps: SearchDependencies,
  query: SuggestQuery,
): Promise<{ items: Suggestion[] }> => {
  const kinds = { place: places, category: categories, provider: suggestProviders };
  const found = await Promise.all(query.kinds.map((kind) => kinds[kind](deps, query)));
  return { items: found.flat() };
};

const places = async (
  { clients }: SearchDependencies,
  { q, lat, lng, limit }: SuggestQuery,
): Promise<Suggestion[]> => {
  if (q === "") return [];
  const { items } = await clients.geolocation.searchPlaces({ q, limit, lat, lng });
  return items.map(({ label, position }) => ({
    kind: "place",
    label,
    detail: null,
    slug: null,
    iconName: null,
    position,
  }));
};

const categories = async (
  deps: SearchDependencies,
  { q, limit }: SuggestQuery,
): Promise<Suggestion[]> => {
  const all = await listCategories(deps);
  return fittingCategories(all, q, limit).map(({ name, slug, iconName, parentId }) => ({
    kind: "category",
    label: name,
    detail: all.find(({ id }) => id === parentId)?.name ?? null,
    slug,
    iconName,
    position: null,
  }));
};
