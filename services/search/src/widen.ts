import { RADIUS_KM_MAX, type SearchQuery, type SearchWidening } from "@loconomy/contracts";
import { boxAround, circle } from "./area.ts";
import type { Candidate } from "./candidates.ts";
import { findMatches, keysOf, type Match, type MatchFilter, type Slice } from "./matches.ts";
import { complete, findTimes, isAsWished, loadOfferings, type Search } from "./results.ts";
import type { SortKeys } from "./search-cursor.ts";
import { chordOfMeters } from "./sphere.ts";
import { asksForTime, wishedTimes } from "./time-windows.ts";

/** So many of the nearest are looked at for each change, … */
const LOOKED_AT = 100;
/** … and so many of those that it suits best are asked for open times, when the search asks for one. */
const CONFIRMED = 30;
/** So many results make a change worth it: the third nearest, the third cheapest. */
const ENOUGH = 3;
/** All that takes longer is left out: nobody waits for advice. */
const PATIENCE_MS = 250;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const NO_TIME = {
  date: undefined,
  partOfDay: undefined,
  from: undefined,
  to: undefined,
  durationMinutes: undefined,
} satisfies Partial<SearchQuery>;

/** What advice is told from: a search that found nobody, and its filter. */
interface Empty {
  search: Search;
  filter: MatchFilter;
}

/**
 * What one change to a search without results would bring: for how far, how expensive, how well rated and when, also how much
 * of it. Each looks at the nearest hundred only, has the calendar confirm open times as results have them, and what is not
 * known in time is left out. When none helps, what leaving out all filters together would bring.
 */
export const widenings = async (search: Search, filter: MatchFilter): Promise<SearchWidening[]> => {
  const { query } = search;
  const empty = { search, filter };
  const dropped = async (
    change: SearchWidening["change"],
    isAsked: boolean,
    without: Partial<MatchFilter>,
    changed: Search = search,
  ): Promise<SearchWidening[]> => {
    if (!isAsked) return [];
    const open = await withTime(changed, await nearest(empty, without));
    return [{ change, to: null, found: open.length }];
  };
  const all = await inTime([
    furtherAway(empty),
    atAnotherTime(empty),
    dearer(empty),
    lessRated(empty),
    dropped(
      "minPrice",
      filter.minPrice !== null,
      { minPrice: null },
      asking(search, { minPrice: undefined }),
    ),
    dropped("verified", filter.verified, { verified: false }),
    dropped("instant", filter.instant, { instant: false }, asking(search, { instant: undefined })),
    dropped("languages", filter.languages !== null, { languages: null }),
    dropped("category", filter.categoryId !== null, { categoryId: null }),
    dropped(
      "q",
      query.q !== undefined && filter.words !== null,
      { words: null },
      { ...search, words: null },
    ),
  ]);
  const helpful = (advice: readonly SearchWidening[]) => advice.filter(({ found }) => found > 0);
  const single = helpful(all);
  return single.length > 0 ? single : helpful(await inTime([withoutFilters(empty)]));
};

/** What is known before patience ends, of all that is told at the same time. */
const inTime = async (advice: ReadonlyArray<Promise<SearchWidening[]>>) => {
  const patience = Promise.withResolvers<never[]>();
  const timer = setTimeout(() => patience.resolve([]), PATIENCE_MS);
  try {
    const known = advice.map((one) => Promise.race([unlessSlow(one), patience.promise]));
    return (await Promise.all(known)).flat();
  } finally {
    clearTimeout(timer);
  }
};

const unlessSlow = async (advice: Promise<SearchWidening[]>): Promise<SearchWidening[]> => {
  try {
    return await advice;
  } catch (error) {
    if ((error as { code?: unknown }).code === "service_unavailable") return [];
    throw error;
  }
};

const asking = (search: Search, changes: Partial<SearchQuery>): Search => ({
  ...search,
  query: { ...search.query, ...changes },
});

/** The nearest who fit with one change, as far as the index knows. */
const nearest = (
  { search, filter }: Empty,
  change: Partial<MatchFilter>,
  slice: Partial<Slice> = {},
): Promise<Match[]> =>
  findMatches(
    search.deps.db,
    { ...filter, ...change },
    { order: "distance", after: null, upTo: null, limit: LOOKED_AT, opening: null, ...slice },
    PATIENCE_MS,
  );

const toCandidate = (match: Match): Candidate => ({ match, keys: keysOf(match, "distance") });

/** Those of the first who have an open time, in their order; all when the search asks for none. */
const withTime = async (search: Search, matches: readonly Match[]): Promise<readonly Match[]> => {
  if (!asksForTime(search.query)) return matches;
  const found = await complete(search, matches.slice(0, CONFIRMED).map(toCandidate));
  return found.filter(isAsWished(search)).map(({ match }) => match);
};

const furtherAway = async (empty: Empty): Promise<SearchWidening[]> => {
  const { query, place } = empty.search;
  const furthestMeters = RADIUS_KM_MAX * 1_000;
  // Whoever is within the radius is not further away, whatever kept them out of the results.
  const after: SortKeys | null = query.box
    ? null
    : [chordOfMeters(query.radiusKm * 1_000), 0, LAST_ID];
  const matches = await nearest(empty, { area: circle(place.position, furthestMeters) }, { after });
  const open = (await withTime(empty.search, matches)).slice(0, ENOUGH);
  const furthest = open.at(-1)?.distanceMeters;
  if (furthest === undefined) return [];
  return [
    { change: query.box ? "box" : "radiusKm", to: reaching(empty, furthest), found: open.length },
  ];
};

/** The box around the place, or the radius in km, in which somebody so far away is found. */
const reaching = ({ search: { query, place } }: Empty, meters: number): string | number =>
  query.box
    ? boxAround(place.position, meters)
    : Math.min(RADIUS_KM_MAX, Math.ceil(meters / 1_000));

/** Who offers what is needed, whatever else was wished: here, or else as far away as they are. */
const withoutFilters = async ({ search, filter }: Empty): Promise<SearchWidening[]> => {
  const { area, categoryId, words } = filter;
  const needed: MatchFilter = {
    area,
    categoryId,
    words,
    time: null,
    verified: false,
    minRating: null,
    minPrice: null,
    maxPrice: null,
    instant: false,
    languages: null,
  };
  const empty = { search: asking(search, NO_TIME), filter: needed };
  const { length: found } = await nearest(empty, {});
  if (found > 0) return [{ change: "filters", to: null, found }];
  return (await furtherAway(empty)).map((advice) => ({ ...advice, change: "filters" }));
};

/**
 * The first day on which somebody has a time, by the provider's own clock. It lasts as long as was wished, unless that alone is
 * what nobody has.
 */
const atAnotherTime = async (empty: Empty): Promise<SearchWidening[]> => {
  const { query, now } = empty.search;
  if (!asksForTime(query)) return [];
  const isOnlyLong = !asksForTime({ ...query, durationMinutes: undefined });
  const anyTime = asking(empty.search, {
    ...NO_TIME,
    from: now.toISOString(),
    durationMinutes: isOnlyLong ? undefined : query.durationMinutes,
  });
  const opening = wishedTimes(anyTime.query, now);
  const matches = await nearest(empty, { time: null }, { opening });
  const hopeful = matches
    .filter(({ opensAt }) => opensAt !== null)
    .toSorted((a, b) => a.opensAt! - b.opensAt!);
  const found = await complete(anyTime, hopeful.slice(0, CONFIRMED).map(toCandidate));
  const days = found.flatMap(({ times: { slots } }) => slots.slice(0, 1).map(({ day }) => day));
  const [first] = days.toSorted();
  return first === undefined
    ? [{ change: "time", to: null, found: matches.length }]
    : [{ change: "time", to: first, found: days.filter((day) => day === first).length }];
};

/** The price of services that fit in everything else, and so cost more. */
const dearer = async (empty: Empty): Promise<SearchWidening[]> => {
  const { search, filter } = empty;
  if (filter.maxPrice === null) return [];
  const minPrice = filter.maxPrice + 1;
  const changed = asking({ ...search, words: null }, { minPrice, maxPrice: undefined });
  const matches = await nearest(empty, { minPrice, maxPrice: null });
  const offerings = (await loadOfferings(changed, matches.map(toCandidate))).toSorted(
    (a, b) => a.services[0]!.priceAmount - b.services[0]!.priceAmount,
  );
  const services = asksForTime(changed.query)
    ? (await findTimes(changed, offerings.slice(0, CONFIRMED)))
        .filter(isAsWished(changed))
        .map(({ service }) => service)
    : offerings.map(({ services: [cheapest] }) => cheapest!);
  const prices = services
    .map(({ priceAmount }) => priceAmount)
    .filter((price) => price >= minPrice)
    .toSorted((a, b) => a - b);
  const to = prices[Math.min(ENOUGH, prices.length) - 1];
  return to === undefined
    ? []
    : [{ change: "maxPrice", to, found: prices.filter((price) => price <= to).length }];
};

const lessRated = async (empty: Empty): Promise<SearchWidening[]> => {
  const { minRating } = empty.filter;
  if (minRating === null) return [];
  const matches = (await nearest(empty, { minRating: null }))
    .filter(({ rating }) => rating < minRating)
    .toSorted((a, b) => b.rating - a.rating);
  const ratings = (await withTime(empty.search, matches)).map(({ rating }) => rating);
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
