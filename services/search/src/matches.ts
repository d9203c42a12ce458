import type { Db } from "@loconomy/kit";
import type { Area } from "./area.ts";
import { centerOf, fulfilling, insideArea, type Bind, type Wishes } from "./conditions.ts";
import { EVERY_CATEGORY, read } from "./listings.ts";
import { rankingColumns } from "./ranking-columns.ts";
import type { RankingFacts } from "./ranking.ts";
import { metersOfChord } from "./sphere.ts";
import type { SortKeys } from "./search-cursor.ts";
import { joinOpenTimes, opensAt, opensWithin, type TimeWish } from "./time-wish.ts";
import { wordsCondition } from "./words-condition.ts";
import type { Words } from "./words.ts";

/** A provider that fits, as far as the index knows. */
export interface Match extends RankingFacts {
  id: string;
  /** Straight through the earth, as the index measures; metres. */
  chord: number;
  priceFrom: number;
  /** Only in the order of it. */
  ratingMean?: number;
  /** The quarter hour since 1970 before which there is no open time; null: there is none in sight. Only when asked for. */
  opensAt?: number | null;
}

/** Which providers are looked for. */
export interface MatchFilter extends Wishes {
  area: Area;
  categoryId: string | null;
  words: Words | null;
  /** Who has no open time then is left out; null: open times do not matter. */
  time: TimeWish | null;
}

export type Order = "distance" | "rating" | "price";

/** Which of them, and in what order. */
export interface Slice {
  order: Order;
  /** Behind these keys, … */
  after: SortKeys | null;
  /** … and not behind these; only by distance. */
  upTo: SortKeys | null;
  limit: number;
  /** When to look for a first open time; null: nobody wants to know. */
  opening: TimeWish | null;
}

const ORDER: Record<Order, (chord: string) => [string, string]> = {
  distance: (chord) => [chord, "0"],
  rating: (chord) => ["-p.rating_mean", chord],
  price: (chord) => ["p.price_from", chord],
};

/** Keys of a match in one of the orders of the database. */
export const keysOf = (match: Match, order: Order): SortKeys => {
  if (order === "rating") return [-match.ratingMean!, match.chord, match.id];
  if (order === "price") return [match.priceFrom, match.chord, match.id];
  return [match.chord, 0, match.id];
};

/** Not knowing how many there are in a circle, the planner takes it for a few, and would read them all though a part is enough. */
export const NO_MORE_THAN_ASKED = { enable_bitmapscan: "off" };

/**
 * One page of the providers that fit, in one statement: the nearest come out of the index in their order, so it reads no more of
 * them than it must.
 */
export const findMatches = async (
  db: Db,
  filter: MatchFilter,
  slice: Slice,
  timeoutMs?: number,
): Promise<Match[]> => {
  const params: unknown[] = [];
  const bind: Bind = (value) => `$${params.push(value)}`;
  const { prelude, from, center, where } = source(filter, bind);
  const chord = `p.pos <-> ${center()}`;
  const [first, second] = ORDER[slice.order](chord);
  const keys =
    second === "0" ? `(${first}, p.provider_id)` : `(${first}, ${second}, p.provider_id)`;
  const bound = ([a, b, id]: SortKeys): string =>
    second === "0"
      ? `(${bind(a)}::float8, ${bind(id)}::uuid)`
      : `(${bind(a)}::float8, ${bind(b)}::float8, ${bind(id)}::uuid)`;
  if (slice.after) where.push(`${keys} > ${bound(slice.after)}`);
  if (slice.upTo) where.push(`${keys} <= ${bound(slice.upTo)}`);
  const facts = rankingColumns(filter.words, bind);
  const mean = slice.order === "rating" ? `, p.rating_mean as "ratingMean"` : "";
  const opening = slice.opening ? `, ${opensAt(slice.opening, bind)} as "opensAt"` : "";
  const times = filter.time || slice.opening ? joinOpenTimes : "";
  const rows = await read<Omit<Match, "distanceMeters" | "words"> & { words?: number }>(
    db,
    `${prelude} select p.provider_id as id, ${chord} as chord, p.price_from as "priceFrom",
            ${facts}${mean}${opening}
       from ${from} ${times} where ${where.join(" and ")}
      order by ${keys.slice(1, -1)} limit ${slice.limit}`,
    params,
    timeoutMs,
    slice.order === "distance" ? NO_MORE_THAN_ASKED : {},
  );
  return rows.map((row) => ({ words: 0, ...row, distanceMeters: metersOfChord(row.chord) }));
};

/** How many fit, counted no further than `max`. */
export const countMatches = async (db: Db, filter: MatchFilter, max: number): Promise<number> => {
  const params: unknown[] = [];
  const bind: Bind = (value) => `$${params.push(value)}`;
  const { prelude, from, where } = source(filter, bind);
  const times = filter.time ? joinOpenTimes : "";
  const [row] = await read<{ found: number }>(
    db,
    `${prelude} select count(*) as found
       from (select from ${from} ${times} where ${where.join(" and ")} limit ${max}) few`,
    params,
    undefined,
    NO_MORE_THAN_ASKED,
  );
  return row!.found;
};

/** Where rows `p` come from, and what they must fulfil: by words from the listings, else from the places of the category. */
export const source = (
  filter: MatchFilter,
  bind: Bind,
): { prelude: string; from: string; center: () => string; where: string[] } => {
  const center = centerOf(filter.area, bind);
  const where = [...insideArea(filter.area, center, bind), ...fulfilling(filter, bind)];
  if (filter.time) where.push(opensWithin(filter.time, bind));
  if (!filter.words) {
    const category = bind(filter.categoryId ?? EVERY_CATEGORY);
    where.unshift(`p.category = uuid_hash(${category}::uuid)`, `p.category_id = ${category}::uuid`);
    return { prelude: "", from: "search.listing_places p", center, where };
  }
  if (filter.categoryId) where.push(`p.category_ids @> array[${bind(filter.categoryId)}::uuid]`);
  const { prelude, conditions } = wordsCondition(filter.words, bind);
  return { prelude, from: "search.listings p", center, where: [...where, ...conditions] };
};
