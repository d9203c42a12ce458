import { parseBox, type SearchAnswer, type SearchQuery } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { boxArea, circle } from "../area.ts";
import { categoryIdOf, listCategories } from "../categories.ts";
import { correctWords } from "../correct-words.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { countFacets } from "../facets.ts";
import { countMatches, findMatches, type MatchFilter, type Slice } from "../matches.ts";
import { understand, withMeaning, type Understanding } from "../need/understand.ts";
import { nextPage } from "../pages.ts";
import { toResult, type Search } from "../results.ts";
import { readSearchCursor, searchCursor, type Bookmark } from "../search-cursor.ts";
import { resolvePlace, type SearchPlace } from "../search-place.ts";
import { asksForTime, wishedTimes } from "../time-windows.ts";
import { widenings } from "../widen.ts";
import type { Page } from "../windows.ts";
import { parseWords, type Words } from "../words.ts";

/** What fits is counted no further than this. */
const COUNTED_MAX = 1_000;

/** Providers near a place or in a box, by need, open time, rating and price. */
export const searchProviders = async (
  deps: SearchDependencies,
  query: SearchQuery,
): Promise<SearchAnswer> => {
  refuseEmptySpans(query);
  const bookmark = readSearchCursor(query);
  const [place, understanding] = await Promise.all([
    resolvePlace(deps.clients, deps.cache, query),
    understand(deps, query.category ? undefined : query.q),
  ]);
  if (!place) return nothingAt(null, understanding);
  const categoryId = query.category ? await categoryIdOf(deps, query.category) : null;
  if (categoryId === undefined) return nothingAt(place, understanding);

  const now = deps.clock.now();
  const filterFor = (words: Words | null): MatchFilter => ({
    area: areaOf(query, place),
    categoryId,
    words,
    time: asksForTime(query) ? wishedTimes(query, now) : null,
    verified: query.verified ?? false,
    minRating: query.minRating ?? null,
    minPrice: query.minPrice ?? null,
    maxPrice: query.maxPrice ?? null,
    instant: query.instant ?? false,
    languages: query.languages?.split(",") ?? null,
  });
  const searchFor = (words: Words | null): Search => ({ deps, query, words, place, now });

  const read = (typed: string | undefined): Words | null =>
    withMeaning(parseWords(typed), understanding.understood);
  let words = read(query.q);
  let corrected = bookmark?.isCorrected && words ? await correctWords(deps.db, words) : null;
  if (corrected) words = read(corrected);
  let filter = filterFor(words);
  let count = counting(deps, filter);
  let page = await pageFor(searchFor(words), filter, bookmark, count);
  if (page.found.length === 0 && !page.next && !bookmark && words) {
    corrected = await correctWords(deps.db, words);
    if (corrected) {
      words = read(corrected);
      filter = filterFor(words);
      count = counting(deps, filter);
      page = await pageFor(searchFor(words), filter, null, count);
    }
  }

  const isCounted = page.all !== null && !filter.time;
  const total = bookmark?.total ?? (isCounted ? page.all! : await count());
  const isEmpty = page.found.length === 0 && (bookmark?.isEmpty ?? true);
  return {
    items: page.found.map((found) => toResult(found, place, { query, now })),
    nextCursor: page.next
      ? searchCursor(query, { ...page.next, isCorrected: corrected !== null, isEmpty, total })
      : null,
    place,
    total: Math.min(total, COUNTED_MAX),
    totalIsExact: total <= COUNTED_MAX,
    corrected,
    facets: query.facets ? await facetsOf(deps, query, filter) : null,
    widen: isEmpty && !page.next ? await widenings(searchFor(words), filter) : [],
    ...understanding,
  };
};

const refuseEmptySpans = ({ from, to, minPrice = 0, maxPrice = Infinity }: SearchQuery): void => {
  if (from && to && Date.parse(from) >= Date.parse(to))
    throw problem("invalid_request", "The span of time is empty.", {
      errors: [{ path: "to", message: "must be later than from" }],
    });
  if (minPrice > maxPrice)
    throw problem("invalid_request", "The span of prices is empty.", {
      errors: [{ path: "minPrice", message: "must not be more than maxPrice" }],
    });
};

const nothingAt = (place: SearchAnswer["place"], understanding: Understanding): SearchAnswer => ({
  items: [],
  nextCursor: null,
  place,
  total: 0,
  totalIsExact: true,
  corrected: null,
  facets: null,
  widen: [],
  ...understanding,
});

const areaOf = ({ box, radiusKm }: SearchQuery, { position }: SearchPlace) =>
  box ? boxArea(parseBox(box)) : circle(position, radiusKm * 1_000);

const pageFor = async (
  search: Search,
  filter: MatchFilter,
  bookmark: Bookmark | null,
  count: () => Promise<number>,
): Promise<Page> => {
  if (filter.time && filter.time.from >= filter.time.until)
    return { found: [], next: null, all: null };
  const { db, briefly } = search.deps;
  // What has to do with open times is never remembered.
  const load = async (slice: Slice) => {
    const matches = await (filter.time || slice.opening
      ? findMatches(db, filter, slice)
      : briefly(`matches:${JSON.stringify([filter, slice])}`, () =>
          findMatches(db, filter, slice),
        ));
    // There are more than these, so they are counted while the page is made; should that fail, whoever needs the number hears of it.
    if (matches.length === slice.limit && bookmark?.total === undefined) count().catch(() => {});
    return matches;
  };
  return nextPage(search, load, bookmark);
};

/** Counts, once, how many fit before any wish for a time; one more than are counted when there are more. */
const counting = (deps: SearchDependencies, filter: MatchFilter): (() => Promise<number>) => {
  const counted = { ...filter, time: null };
  let total: Promise<number> | undefined;
  return () =>
    (total ??= deps.briefly(`total:${JSON.stringify(counted)}`, () =>
      countMatches(deps.db, counted, COUNTED_MAX + 1),
    ));
};

/** Of the category that is asked for its children are counted, of none the main ones. */
const facetsOf = async (
  deps: SearchDependencies,
  { category }: SearchQuery,
  filter: MatchFilter,
): Promise<SearchAnswer["facets"]> => {
  const all = await listCategories(deps);
  const parentId = category ? all.find(({ slug }) => slug === category)!.id : null;
  const offered = all.filter((one) => one.parentId === parentId);
  const { categories, ...facets } = await deps.briefly(`facets:${JSON.stringify(filter)}`, () =>
    countFacets(
      deps.db,
      filter,
      offered.map(({ id }) => id),
    ),
  );
  const found = new Map(categories.map((one) => [one.id, one.found]));
  return {
    ...facets,
    categories: offered
      .flatMap(({ id, slug, name }) =>
        found.has(id) ? [{ slug, name, found: found.get(id)! }] : [],
      )
      .toSorted((a, b) => b.found - a.found),
  };
};
