import { RADIUS_KM_MAX, type SearchWidening } from "@loconomy/contracts";
import { boxAround, circle } from "./area.ts";
import { findMatches, type Match, type MatchFilter } from "./matches.ts";
import type { Search } from "./results.ts";
import type { TimeWish } from "./time-wish.ts";
import { wishedTimes } from "./time-windows.ts";

/** So many of the nearest are looked at for each change. */
const LOOKED_AT = 100;
/** So many results make a change worth it: the third nearest, the third cheapest. */
const ENOUGH = 3;
/** All that takes longer is left out: nobody waits for advice. */
const PATIENCE_MS = 250;
const QUARTER_MS = 900_000;

/**
 * What one change to a search without results would bring: for how far, how expensive, how well rated and when, also how much
 * of it. Each looks at the nearest hundred only, and for a short time.
 */
export const widenings = async (search: Search, filter: MatchFilter): Promise<SearchWidening[]> => {
  const { query } = search;
  const without = (change: Partial<MatchFilter>, opening: TimeWish | null = null) =>
    unlessSlow(
      findMatches(
        search.deps.db,
        { ...filter, ...change },
        { order: "distance", after: null, upTo: null, limit: LOOKED_AT, opening },
        PATIENCE_MS,
      ),
    );
  const dropped = async (
    change: SearchWidening["change"],
    isAsked: boolean,
    matches: () => Promise<Match[]>,
  ): Promise<SearchWidening[]> =>
    isAsked ? [{ change, to: null, found: (await matches()).length }] : [];
  const all = await Promise.all([
    furtherAway(search, without),
    filter.time
      ? atAnotherTime(search, await without({ time: null }, wishedTimes({}, search.now)))
      : [],
    filter.maxPrice === null ? [] : dearer(await without({ maxPrice: null })),
    filter.minRating === null ? [] : lessRated(await without({ minRating: null })),
    dropped("minPrice", filter.minPrice !== null, () => without({ minPrice: null })),
    dropped("verified", filter.verified, () => without({ verified: false })),
    dropped("instant", filter.instant, () => without({ instant: false })),
    dropped("languages", filter.languages !== null, () => without({ languages: null })),
    dropped("category", filter.categoryId !== null, () => without({ categoryId: null })),
    dropped("q", query.q !== undefined && filter.words !== null, () => without({ words: null })),
  ]);
  return all.flat().filter(({ found }) => found > 0);
};

const unlessSlow = async (matches: Promise<Match[]>): Promise<Match[]> => {
  try {
    return await matches;
  } catch (error) {
    if ((error as { code?: unknown }).code === "service_unavailable") return [];
    throw error;
  }
};

const furtherAway = async (
  { query, place }: Search,
  without: (change: Partial<MatchFilter>) => Promise<Match[]>,
): Promise<SearchWidening[]> => {
  const meters = RADIUS_KM_MAX * 1_000;
  const matches = (await without({ area: circle(place.position, meters) })).slice(0, ENOUGH);
  const furthest = matches.at(-1)?.distanceMeters;
  if (furthest === undefined) return [];
  const { length: found } = matches;
  if (query.box) return [{ change: "box", to: boxAround(place.position, furthest), found }];
  const to = Math.min(RADIUS_KM_MAX, Math.ceil(furthest / 1_000));
  return [{ change: "radiusKm", to, found }];
};

const atAnotherTime = ({ place }: Search, matches: readonly Match[]): SearchWidening[] => {
  const open = matches.filter(({ opensAt }) => opensAt !== null && opensAt !== undefined);
  if (open.length === 0) return [{ change: "time", to: null, found: matches.length }];
  const first = Math.min(...open.map(({ opensAt }) => opensAt!)) * QUARTER_MS;
  const day = Temporal.Instant.fromEpochMilliseconds(first)
    .toZonedDateTimeISO(place.timeZone)
    .toPlainDate();
  return [{ change: "time", to: day.toString(), found: open.length }];
};

const dearer = (matches: readonly Match[]): SearchWidening[] => {
  const prices = matches.map(({ priceFrom }) => priceFrom).toSorted((a, b) => a - b);
  const to = prices[Math.min(ENOUGH, prices.length) - 1];
  return to === undefined
    ? []
    : [{ change: "maxPrice", to, found: prices.filter((price) => price <= to).length }];
};

const lessRated = (matches: readonly Match[]): SearchWidening[] => {
  const ratings = matches.map(({ rating }) => rating).toSorted((a, b) => b - a);
  const third = ratings[Math.min(ENOUGH, ratings.length) - 1];
  if (third === undefined) return [];
  // Half a star at a time; below one there are no stars, and the wish goes.
  const to = Math.floor(third * 2) / 2;
  return [
    {
      change: "minRating",
      to: to < 1 ? null : to,
      found: ratings.filter((rating) => rating >= to).length,
    },
  ];
};
