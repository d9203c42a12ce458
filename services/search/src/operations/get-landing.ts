import type { Category, Landing } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import {
  EVERY_CATEGORY,
  findCity,
  findOtherCities,
  landingsOfCity,
  landingsOfWorld,
  type CityRow,
  type LandingRow,
  type OtherCity,
} from "../landing-store.ts";
import { loadListings } from "../listings.ts";

/** With a city its neighbours, without one the largest. */
const NEIGHBOURS = 8;
const LARGEST = 60;
const BEST = 12;

interface Input {
  category?: string;
  city?: string;
}

/** The facts of one landing page. @throws not_found for a city or category that is unknown, or where nobody offers it. */
export const getLanding = async (deps: SearchDependencies, input: Input): Promise<Landing> => {
  const all = await listCategories(deps);
  const category = all.find(({ slug }) => slug === input.category);
  const city = input.city === undefined ? undefined : await findCity(deps.db, input.city);
  if ((input.category !== undefined && !category) || (input.city !== undefined && !city))
    throw problem("not_found", "There is no such category or city here.");
  const id = category?.id ?? EVERY_CATEGORY;
  const rows: Array<Partial<LandingRow> & Pick<LandingRow, (typeof SUMMED)[number]>> = city
    ? await landingsOfCity(deps.db, city.id)
    : await landingsOfWorld(deps.db);
  const row = rows.find(({ categoryId }) => categoryId === id);
  if (!row) throw problem("not_found", "Nobody offers this here.");
  const cities = await findOtherCities(deps.db, id, city, city ? NEIGHBOURS : LARGEST);
  const bestIds = row.best ?? cities.flatMap(({ best }) => best[0] ?? []);
  return {
    category: category ? { ...named(category), description: category.description } : null,
    parent: named(all.find((one) => one.id === category?.parentId)) ?? null,
    city: city ? toCity(city) : null,
    providers: row.providers,
    prices: toPrices(row),
    durationMinutes: row.durationMinutes,
    ratingAverage: Math.round(row.rating * 100) / 100,
    ratingCount: row.ratingCount,
    best: await loadBest(deps, bestIds.slice(0, BEST)),
    categories: related(all, category, rows),
    cities: cities.map((other) => ({
      ...toCity(other),
      providers: other.providers,
      priceFrom: { amount: other.priceFrom, currency: other.currency },
    })),
  };
};

const SUMMED = ["categoryId", "providers", "rating", "ratingCount", "durationMinutes"] as const;

function named(category: Category): Pick<Category, "slug" | "name" | "iconName">;
function named(
  category: Category | undefined,
): Pick<Category, "slug" | "name" | "iconName"> | undefined;
function named(category: Category | undefined) {
  return category && { slug: category.slug, name: category.name, iconName: category.iconName };
}

const toCity = ({ slug, name, label, lat, lng }: CityRow | OtherCity) => ({
  slug,
  name,
  label,
  position: { lat, lng },
});

const toPrices = ({ currency, priceFrom, priceLow, priceHigh }: Partial<LandingRow>) =>
  currency === undefined ? null : { currency, from: priceFrom!, low: priceLow!, high: priceHigh! };

/** Those below a category and, when there are none, those beside it; all of them without one. */
const related = (
  all: readonly Category[],
  category: Category | undefined,
  rows: ReadonlyArray<Pick<LandingRow, "categoryId" | "providers">>,
): Landing["categories"] => {
  const there = new Map(rows.map(({ categoryId, providers }) => [categoryId, providers]));
  const slugs = new Map(all.map(({ id, slug }) => [id, slug]));
  const offered = all
    .filter(({ id }) => there.has(id) && id !== category?.id)
    .toSorted((a, b) => a.sortOrder - b.sortOrder || (a.name < b.name ? -1 : 1));
  const below = offered.filter(({ parentId }) => parentId === category?.id);
  const beside = offered.filter(({ parentId }) => parentId === category?.parentId);
  return (category ? (below.length > 0 ? below : beside) : offered).map((one) => ({
    ...named(one),
    parentSlug: (one.parentId && slugs.get(one.parentId)) || null,
    providers: there.get(one.id)!,
  }));
};

const loadBest = async (
  { db }: SearchDependencies,
  ids: readonly string[],
): Promise<Landing["best"]> => {
  const listings = new Map((await loadListings(db, ids)).map((listing) => [listing.id, listing]));
  return ids.flatMap((id) => {
    const listing = listings.get(id);
    const [cheapest] = listing?.services ?? [];
    if (!listing || !cheapest) return [];
    return {
      provider: listing.doc,
      priceFrom: { amount: listing.priceFrom, currency: listing.currency },
      serviceName: cheapest.name,
    };
  });
};
