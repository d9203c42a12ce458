import { behind, byScore, type Candidate } from "./candidates.ts";
import { keysOf, type Match, type Order, type Slice } from "./matches.ts";
import { soonScore, standingScore } from "./ranking.ts";
import { complete, isAsWished, type Found, type Search } from "./results.ts";
import type { Bookmark, SortKeys } from "./search-cursor.ts";
import { takeSoonest } from "./soonest.ts";
import { wishedTimes } from "./time-windows.ts";
import { throughWindows, type Page, type Taken } from "./windows.ts";

/** After a page's worth of providers, so many are asked for open times at once, … */
const BATCH = 60;
/** … and so many in one search; a page that is not full by then says where to go on. */
const ASKED_MAX = 300;
/** The nearest so many are weighed against each other. */
const WEIGHED = 100;

type Load = (slice: Slice) => Promise<Match[]>;
type From = Pick<Bookmark, "keys" | "window"> | null;

/** The next page of a search. */
export const nextPage = async (search: Search, load: Load, from: From): Promise<Page> => {
  const { sort, limit } = search.query;
  if (sort === "soonest") {
    const opening = wishedTimes(search.query, search.now);
    return throughWindows(
      {
        size: ASKED_MAX,
        load: (slice) => load({ ...slice, order: "distance", opening }),
        take: (matches, after, most) => takeSoonest(search, matches, after, most, BATCH),
      },
      from,
      limit,
      ASKED_MAX,
    );
  }
  if (sort === "recommended") {
    const page = await throughWindows(
      {
        size: WEIGHED,
        load: (slice) => load({ ...slice, order: "distance", opening: null }),
        take: (matches, after, most, budget) => takeBest(search, matches, after, most, budget),
      },
      from,
      limit,
      ASKED_MAX,
    );
    return { ...page, found: soonFirst(page.found, search.now) };
  }
  return byOrder(search, load, sort, from?.keys ?? null);
};

/** The best of some providers, as far as they have an open time, if the search asks for one. */
const takeBest = async (
  search: Search,
  matches: readonly Match[],
  after: SortKeys | null,
  limit: number,
  budget: number,
): Promise<Taken> => {
  const waiting = behind(byScore(matches), after);
  const found: Found[] = [];
  let at = 0;
  while (at < waiting.length && at < budget && found.length < limit) {
    const batch = waiting.slice(at, at + (at === 0 ? limit : BATCH));
    const open = (await complete(search, batch)).filter(isAsWished(search));
    found.push(...open.slice(0, limit - found.length));
    at = found.length === limit ? positionBehind(waiting, found.at(-1)!) : at + batch.length;
  }
  return { found, last: at < waiting.length ? waiting[at - 1]!.keys : null, asked: at };
};

/** Which providers a page holds does not depend on the calendar, which changes while somebody pages on; their order does. */
const soonFirst = (found: readonly Found[], now: Date): Found[] => {
  const scored = found.map((one) => ({
    one,
    score: standingScore(one.match) + soonScore(one.times.slots[0]?.start, now),
  }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ one }) => one);
};

const positionBehind = (waiting: readonly Candidate[], { match }: Found): number =>
  waiting.findIndex((candidate) => candidate.match.id === match.id) + 1;

/** In an order that the database knows: page after page, until this one is full. */
const byOrder = async (
  search: Search,
  load: Load,
  order: Order,
  from: SortKeys | null,
): Promise<Page> => {
  const { limit } = search.query;
  const found: Found[] = [];
  let after = from;
  let asked = 0;
  for (;;) {
    const most = asked === 0 ? limit : BATCH;
    const loaded = await load({ order, after, upTo: null, limit: most + 1, opening: null });
    const batch = loaded.slice(0, most).map((match) => ({ match, keys: keysOf(match, order) }));
    const open = (await complete(search, batch)).filter(isAsWished(search));
    asked += batch.length;
    found.push(...open.slice(0, limit - found.length));
    const last = found.length === limit ? found.at(-1) : batch.at(-1);
    if (loaded.length <= most && last?.match.id === batch.at(-1)?.match.id)
      return { found, next: null, all: from ? null : asked };
    after = last!.keys;
    if (found.length === limit || asked >= ASKED_MAX)
      return { found, next: { keys: after, window: null }, all: null };
  }
};
