import type { Place, Suggestion, SuggestQuery } from "@loconomy/contracts";
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

/** Beginnings of so many letters are typed by everybody, and cost most: half of all places begin so. */
const HOT_LETTERS_MAX = 3;
const HOT_TTL_MS = 600_000;

const places = async (deps: SearchDependencies, query: SuggestQuery): Promise<Suggestion[]> => {
  const { q, lat, lng, limit } = query;
  if (q === "") return [];
  const find = async (near: { lat?: number; lng?: number }): Promise<Place[]> =>
    (await deps.clients.geolocation.searchPlaces({ q, limit, ...near })).items;
  if (q.length > HOT_LETTERS_MAX) return find({ lat, lng }).then(toSuggestions);
  // Within a degree the same places are near.
  const near = { lat: lat && Math.round(lat), lng: lng && Math.round(lng) };
  const key = `places:${q.toLowerCase()}:${limit}:${near.lat},${near.lng}`;
  return deps.cache.remember(key, { ttlMs: HOT_TTL_MS }, () => find(near)).then(toSuggestions);
};

const toSuggestions = (places: readonly Place[]): Suggestion[] =>
  places.map(({ label, position }) => ({
    kind: "place",
    label,
    detail: null,
    slug: null,
    iconName: null,
    position,
  }));

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
