import type { Category } from "@loconomy/contracts";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { read } from "../listings.ts";
import { meaningsOf, stem } from "../synonyms.ts";
import { wordsOf } from "../words.ts";

const CATEGORIES_MAX = 5;
const PROVIDERS_MAX = 5;

interface Suggestion {
  kind: "category" | "provider";
  label: string;
  slug: string;
  iconName: string | null;
}

/** Categories, then providers, that fit what was typed so far; the main categories when nothing was. */
export const suggest = async (
  deps: SearchDependencies,
  { q, lat, lng }: { q: string; lat?: number; lng?: number },
): Promise<{ items: Suggestion[] }> => {
  const [categories, providers] = await Promise.all([
    listCategories(deps),
    suggestProviders(deps, q, lat, lng),
  ]);
  return {
    items: [
      ...fittingCategories(categories, q).map(({ name, slug, iconName }): Suggestion => ({
        kind: "category",
        label: name,
        slug,
        iconName,
      })),
      ...providers.map(({ label, slug }): Suggestion => ({
        kind: "provider",
        label,
        slug,
        iconName: null,
      })),
    ],
  };
};

/** Categories with a word that begins as typed come first, then those that the words stand for. */
export const fittingCategories = (categories: readonly Category[], typed: string): Category[] => {
  const words = wordsOf(typed);
  if (words.length === 0)
    return typed.trim()
      ? []
      : categories
          .filter(({ parentId }) => parentId === null)
          .toSorted((a, b) => a.sortOrder - b.sortOrder)
          .slice(0, CATEGORIES_MAX);
  const meant = new Set(meaningsOf(words).flatMap(wordsOf).map(stem));
  const rank = ({ name }: Category): number => {
    const own = wordsOf(name);
    if (words.every((word) => own.some((part) => part.startsWith(word))))
      return own[0]?.startsWith(words[0]!) ? 0 : 1;
    return own.some((part) => meant.has(stem(part))) ? 2 : 3;
  };
  return categories
    .map((category) => ({ category, rank: rank(category) }))
    .filter((entry) => entry.rank < 3)
    .toSorted((a, b) => a.rank - b.rank || a.category.sortOrder - b.category.sortOrder)
    .slice(0, CATEGORIES_MAX)
    .map(({ category }) => category);
};

const suggestProviders = async (
  { db }: SearchDependencies,
  typed: string,
  lat?: number,
  lng?: number,
): Promise<Array<{ label: string; slug: string }>> => {
  const name = wordsOf(typed).join(" ");
  if (name.length < 2) return [];
  const near = lat !== undefined && lng !== undefined;
  return read(
    db,
    `select business_name as label, slug from search.listings, (select search.plain($1) as name) typed
      where name_plain like '%' || typed.name || '%' or typed.name <% name_plain
      order by case when name_plain like typed.name || '%' then 0 when name_plain like '% ' || typed.name || '%' then 1 else 2 end,
               ${near ? "pos <-> ll_to_earth($2::float8, $3::float8)" : "rating_count desc"}, provider_id
      limit ${PROVIDERS_MAX}`,
    near ? [name, lat, lng] : [name],
  );
};
