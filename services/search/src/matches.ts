import { read } from "./listings.ts";
import type { Db } from "@loconomy/kit";
import type { SearchQuery } from "@loconomy/contracts";
import type { Area } from "./area.ts";
import { centerOf, fulfilling, insideArea, type Bind, type Wishes } from "./conditions.ts";
import type { Words } from "./words.ts";

/** How far a search can be paged. */
const MATCHES_MAX = 1_000;
/** Share of a word's letter triples that must agree for it to count as mistyped. */
const SIMILARITY_MIN = 0.5;

/** A provider that fits everything but the open time. */
export interface Match {
  id: string;
  distanceMeters: number;
  priceFrom: number;
  rating: number;
  ratingCount: number;
  verified: boolean;
}

export interface MatchFilter extends Wishes {
  area: Area;
  categoryId: string | null;
  words: Words | null;
}

export interface Matches {
  /** How many there are in the whole area. */
  total: number;
  /** The first of them in the order of `sort`. */
  items: Match[];
}

/** Orders of the database; "recommended" and "soonest" start from the nearest. */
const ORDER: Record<SearchQuery["sort"], string> = {
  recommended: `"distanceMeters"`,
  soonest: `"distanceMeters"`,
  distance: `"distanceMeters"`,
  rating: `rating desc, rating_count desc`,
  price: `price_from`,
};

/**
 * Providers within the radius that fit. Words match the business, its category, services and text, the last one also
 * unfinished; when no word fits anywhere near, mistyped ones may.
 */
export const findMatches = async (
  db: Db,
  filter: MatchFilter,
  sort: SearchQuery["sort"],
): Promise<Matches> => {
  const found = await run(db, filter, sort, wordsCondition);
  return found.total === 0 && filter.words && filter.words.all.length > 0
    ? run(db, filter, sort, similarCondition)
    : found;
};

const run = async (
  db: Db,
  filter: MatchFilter,
  sort: SearchQuery["sort"],
  condition: (words: Words, bind: Bind) => string,
): Promise<Matches> => {
  const params: unknown[] = [];
  const bind: Bind = (value) => `$${params.push(value)}`;
  const center = centerOf(filter.area, bind);
  const distance = `earth_distance(pos, ${center})`;
  const where = [...insideArea(filter.area, center, bind), ...fulfilling(filter, bind)];
  if (filter.categoryId) where.push(`category_ids @> array[${bind(filter.categoryId)}::uuid]`);
  if (filter.words) where.push(condition(filter.words, bind));
  const rows = await read<Match & { total: number }>(
    db,
    `select provider_id as id, ${distance} as "distanceMeters", price_from as "priceFrom", rating, rating_count as "ratingCount", verified,
            count(*) over ()::int as total
       from search.listings where ${where.length > 0 ? where.join(" and ") : "true"}
      order by ${ORDER[sort]}, provider_id limit ${MATCHES_MAX}`,
    params,
  );
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _total, ...match }) => match) };
};

const wordsCondition = (words: Words, bind: Bind): string => {
  const any = [`websearch_to_tsquery('english', search.plain(${bind(words.typed)}))`];
  if (words.unfinished) {
    const head = `websearch_to_tsquery('english', search.plain(${bind(words.head)}))`;
    any.push(
      `(${head} && to_tsquery('simple', quote_literal(search.plain(${bind(words.unfinished)})) || ':*'))`,
    );
  }
  if (!words.meanings) return `tsv @@ (${any.join(" || ")})`;
  // Once it is known what is meant, a cleaner who mentions a dripping tap in passing is no plumber.
  any.push(`websearch_to_tsquery('english', ${bind(words.meanings)})`);
  return `ts_filter(tsv, '{a,b}') @@ (${any.join(" || ")})`;
};

const similarCondition = (words: Words, bind: Bind): string =>
  `(select bool_and(word_similarity(word, names) >= ${SIMILARITY_MIN}) from unnest(${bind(words.all)}::text[]) word)`;
