import type { SearchFacets } from "@loconomy/contracts";
import type { Db } from "@loconomy/kit";
import { fulfilling, NO_WISHES, type Bind, type Wishes } from "./conditions.ts";
import { read } from "./listings.ts";
import { source, type MatchFilter } from "./matches.ts";

/** Facets are counted over no more providers than this. */
const COUNTED_MAX = 1_000;
const LANGUAGES_MAX = 12;
const RATINGS = [4, 4.5];

/** The wishes of each facet: what it counts is narrowed by all others, not by its own. */
const OWN = {
  rating: ["minRating"],
  price: ["minPrice", "maxPrice"],
  verified: ["verified"],
  instant: ["instant"],
  languages: ["languages"],
} as const satisfies Record<string, ReadonlyArray<keyof Wishes>>;
type Facet = keyof typeof OWN;
const FACETS = Object.keys(OWN) as Facet[];

/**
 * How many providers each further choice would leave, before any wish for a time: for every facet those that fit all but its
 * own wish. Price bands are quarters of what there is. `categoryIds` are the categories to count.
 */
export const countFacets = async (
  db: Db,
  filter: MatchFilter,
  categoryIds: readonly string[],
): Promise<
  Omit<SearchFacets, "categories"> & { categories: Array<{ id: string; found: number }> }
> => {
  const params: unknown[] = [];
  const bind: Bind = (value) => `$${params.push(value)}`;
  const { prelude, from, where } = source({ ...filter, ...NO_WISHES, time: null }, bind);
  const fits = (facet: Facet): string => {
    const wishes = Object.fromEntries(OWN[facet].map((name) => [name, filter[name]]));
    return fulfilling({ ...NO_WISHES, ...wishes }, bind).join(" and ") || "true";
  };
  const besides = (facet: Facet): string =>
    FACETS.filter((other) => other !== facet)
      .map((other) => `fits_${other}`)
      .join(" and ");
  const all = FACETS.map((facet) => `fits_${facet}`).join(" and ");
  const [row] = await read<{ answer: Awaited<ReturnType<typeof countFacets>> }>(
    db,
    `${prelude ? `${prelude},` : "with"} near as materialized (
       select p.provider_id, p.rating, p.price_from, p.verified, p.instant, p.languages,
              ${FACETS.map((facet) => `${fits(facet)} as fits_${facet}`).join(", ")}
         from ${from} where ${where.join(" and ")} limit ${COUNTED_MAX + 1}),
     counted as materialized (select * from near limit ${COUNTED_MAX}),
     edges as (select percentile_disc(array[0, 0.25, 0.5, 0.75, 1]) within group (order by price_from) as edge from counted where ${besides("price")})
     select json_build_object(
       'isExact', (select count(*) <= ${COUNTED_MAX} from near),
       'ratings', (select json_agg(json_build_object('min', bar, 'found',
                     (select count(*) from counted where rating >= bar and ${besides("rating")})) order by bar) from unnest(array[${RATINGS.join()}]::float8[]) bar),
       'verified', (select count(*) from counted where verified and ${besides("verified")}),
       'instant', (select count(*) from counted where instant and ${besides("instant")}),
       'languages', (select coalesce(json_agg(json_build_object('code', code, 'found', found) order by found desc, code), '[]') from
                      (select code, count(*) as found from counted, unnest(languages) code where ${besides("languages")}
                        group by code order by count(*) desc, code limit ${LANGUAGES_MAX}) spoken),
       'prices', (select coalesce(json_agg(json_build_object('min', low, 'max', high, 'found', found) order by low), '[]') from
                   (select distinct low, high, (select count(*) from counted where ${besides("price")} and price_from <= high
                                        and (price_from > low or price_from = low and low = edge[1])) as found
                      from edges, unnest(edge[1:4], edge[2:5]) band (low, high) where low < high or edge[1] = edge[5] and low is not null) bands
                   where found > 0),
       'categories', (select coalesce(json_agg(json_build_object('id', category_id, 'found', found)), '[]') from
                       (select c.category_id, count(*) as found from counted join search.listing_places c using (provider_id)
                         where ${all} and c.category_id = any(${bind(categoryIds)}::uuid[]) group by 1) kinds)
     ) as answer`,
    params,
  );
  return row!.answer;
};
