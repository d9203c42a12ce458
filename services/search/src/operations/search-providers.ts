import { parseBox, type SearchQuery, type SearchResult } from "@loconomy/contracts";
import { problem } from "@loconomy/kit";
import { boxArea, circle } from "../area.ts";
import { behind, inOrder, type Candidate } from "../candidates.ts";
import { categoryIdOf } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { findMatches, type Match, type MatchFilter } from "../matches.ts";
import { soonScore, standingScore } from "../ranking.ts";
import { complete, toResult, type Found, type Search } from "../results.ts";
import { readSearchCursor, searchCursor, type SortKeys } from "../search-cursor.ts";
import { resolvePlace } from "../search-place.ts";
import { bySoonest } from "../soonest.ts";
import { asksForTime } from "../time-windows.ts";
import { parseWords } from "../words.ts";

/** How many providers are asked for open times at once, … */
const BATCH = 60;
/** … and how many in one search; a page that is not full by then says where to go on. */
const ASKED_MAX = 300;

interface Answer {
  items: SearchResult[];
  nextCursor: string | null;
  place: { label: string; position: { lat: number; lng: number }; timeZone: string } | null;
  total: number;
}

/** Providers near a place, by need, open time, rating and price. */
export const searchProviders = async (
  deps: SearchDependencies,
  query: SearchQuery,
): Promise<Answer> => {
  if (query.from && query.to && Date.parse(query.from) >= Date.parse(query.to)) {
    throw problem("invalid_request", "The span of time is empty.", {
      errors: [{ path: "to", message: "must be later than from" }],
    });
  }
  if ((query.minPrice ?? 0) > (query.maxPrice ?? Infinity)) {
    throw problem("invalid_request", "The span of prices is empty.", {
      errors: [{ path: "minPrice", message: "must not be more than maxPrice" }],
    });
  }
  const after = readSearchCursor(query);
  const place = await resolvePlace(deps.clients, deps.cache, query);
  if (!place) return { items: [], nextCursor: null, place: null, total: 0 };

  const words = parseWords(query.q);
  const categoryId = query.category ? await categoryIdOf(deps, query.category) : null;
  const shownPlace = { label: place.label, position: place.position, timeZone: place.timeZone };
  if (categoryId === undefined) return { items: [], nextCursor: null, place: shownPlace, total: 0 };

  const filter: MatchFilter = {
    area: query.box ? boxArea(parseBox(query.box)) : circle(place.position, query.radiusKm * 1_000),
    categoryId,
    words,
    verified: query.verified ?? false,
    minRating: query.minRating ?? null,
    minPrice: query.minPrice ?? null,
    maxPrice: query.maxPrice ?? null,
    instant: query.instant ?? false,
    languages: query.languages?.split(",") ?? null,
  };
  const matches = await deps.briefly(`matches:${query.sort}:${JSON.stringify(filter)}`, () =>
    findMatches(deps.db, filter, query.sort),
  );
  const search: Search = {
    deps,
    query,
    words,
    place,
    now: deps.clock.now(),
  };
  const page =
    query.sort === "soonest"
      ? await bySoonest(search, matches.items, after, ASKED_MAX)
      : await byStanding(search, matches.items, after);
  return {
    items: page.found.map((found) => toResult(found, place)),
    nextCursor: page.next ? searchCursor(query, page.next) : null,
    place: shownPlace,
    total: matches.total,
  };
};

interface Page {
  found: Found[];
  /** Keys of the last provider looked at, when there are more. */
  next: SortKeys | null;
}

/** Goes through the candidates in order and keeps those who have an open time, if the search asks for one, until the page is full. */
const byStanding = async (
  search: Search,
  matches: readonly Match[],
  after: SortKeys | undefined,
): Promise<Page> => {
  const { sort, limit } = search.query;
  const waiting = behind(inOrder(matches, sort), after);
  const mustBeOpen = asksForTime(search.query);
  const found: Found[] = [];
  let at = 0;
  for (
    const end = Math.min(waiting.length, mustBeOpen ? ASKED_MAX : limit);
    at < end && found.length < limit;
  ) {
    const batch = waiting.slice(at, Math.min(end, at + (mustBeOpen ? BATCH : limit)));
    const open = (await complete(search, batch))
      .filter(({ times }) => !mustBeOpen || times.slots.length > 0)
      .slice(0, limit - found.length);
    found.push(...open);
    at = found.length === limit ? positionBehind(waiting, found.at(-1)!) : at + batch.length;
  }
  return {
    found: sort === "recommended" ? soonFirst(found, search.now) : found,
    next: at < waiting.length ? (waiting[at - 1]?.keys ?? null) : null,
  };
};

/** Position behind a candidate. */
const positionBehind = (waiting: readonly Candidate[], last: Candidate): number =>
  waiting.findIndex(({ match }) => match.id === last.match.id) + 1;

const soonFirst = (found: readonly Found[], now: Date): Found[] => {
  const score = ({ match, times }: Found): number =>
    standingScore(match) + soonScore(times.slots[0]?.start, now);
  return found.toSorted((a, b) => score(b) - score(a));
};
