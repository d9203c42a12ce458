import type { SearchResult } from "@loconomy/contracts";
import type { DemoWorld } from "@loconomy/kit";
import { charactersOf, gradeOf, judgedQueries, type JudgedQuery } from "./judged-set.ts";
import { ndcg } from "./ndcg.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PLACES = 10;
/** As many as a page of the search has; the formula orders whole pages. */
const PAGE = 20;
const CANDIDATES_MAX = 300;
const RADIUS_KM = 25;

type Order = "recommended" | "distance" | "rating" | "former" | "random";

interface Score {
  queries: number;
  ndcg: Record<Order, number>;
}

export interface RankingQuality {
  all: Score;
  byKind: Record<JudgedQuery["kind"], Score>;
  newcomers: {
    /** Providers without reviews, in percent of all candidates and of those in the first ten places. */
    candidatesPercent: number;
    shownPercent: number;
    /** Mean grade of the newcomers and of the others in the first ten places. */
    grade: number;
    othersGrade: number;
  };
}

/**
 * Asks a running server with this demo world every judged question and grades what it recommends, beside the nearest, the best
 * rated, the formula used until November 2026, and no order at all.
 */
export const measureRanking = async (
  serverUrl: string,
  world: DemoWorld,
  now: Date,
  queries: readonly JudgedQuery[] = judgedQueries(),
): Promise<RankingQuality> => {
  const characters = charactersOf(world);
  const judged = [];
  for (const query of queries)
    judged.push({ kind: query.kind, ...(await judge(serverUrl, query, characters, now)) });
  const known = judged.filter(({ ndcg: { recommended } }) => !Number.isNaN(recommended));
  const kinds = Map.groupBy(known, ({ kind }) => kind);
  const shown = known.flatMap((one) => one.shown);
  const candidates = known.flatMap((one) => one.candidates);
  const newShown = shown.filter(({ isNew }) => isNew);
  const percentNew = (some: readonly Graded[]): number =>
    round((100 * some.filter(({ isNew }) => isNew).length) / some.length);
  return {
    all: meanOf(known),
    byKind: Object.fromEntries([...kinds].map(([kind, some]) => [kind, meanOf(some)])) as Record<
      JudgedQuery["kind"],
      Score
    >,
    newcomers: {
      candidatesPercent: percentNew(candidates),
      shownPercent: percentNew(shown),
      grade: round(meanGrade(newShown)),
      othersGrade: round(meanGrade(shown.filter(({ isNew }) => !isNew))),
    },
  };
};

interface Graded {
  id: string;
  grade: number;
  isNew: boolean;
}

interface Judged {
  ndcg: Record<Order, number>;
  shown: Graded[];
  candidates: Graded[];
}

const judge = async (
  serverUrl: string,
  query: JudgedQuery,
  characters: ReturnType<typeof charactersOf>,
  now: Date,
): Promise<Judged> => {
  const ask = (more: Record<string, string>, max: number) =>
    pages(serverUrl, { ...paramsOf(query, now), ...more }, max);
  const found = await ask({ sort: "distance", limit: "100" }, CANDIDATES_MAX);
  const graded = new Map(
    found.map(({ provider, distanceMeters, nextTimes: [first] }) => {
      const character = characters.get(provider.id)!;
      const waitHours = first ? (Date.parse(first.start) - now.getTime()) / HOUR_MS : null;
      // Who names a day waits for it gladly.
      const grade = gradeOf(query, {
        ...character,
        distanceMeters,
        waitHours: query.inDays !== undefined && waitHours !== null ? 0 : waitHours,
      });
      return [provider.id, { id: provider.id, grade, isNew: character.isNew }];
    }),
  );
  const gradesOf = (results: readonly SearchResult[]): Graded[] =>
    results.slice(0, PLACES).flatMap(({ provider }) => graded.get(provider.id) ?? []);
  const candidates = [...graded.values()];
  const all = candidates.map(({ grade }) => grade);
  const quality = (some: readonly Graded[]): number =>
    ndcg(
      some.map(({ grade }) => grade),
      all,
      PLACES,
    ) ?? Number.NaN;
  const shown = gradesOf(await ask({ sort: "recommended", limit: String(PAGE) }, PAGE));
  return {
    ndcg: {
      recommended: quality(shown),
      distance: quality(gradesOf(found)),
      rating: quality(gradesOf(await ask({ sort: "rating", limit: String(PAGE) }, PAGE))),
      former: quality(gradesOf(inFormerOrder(found, now))),
      random: expectedOfAnyOrder(all),
    },
    shown,
    candidates,
  };
};

/** Every candidate is as likely as any other in every place. */
const expectedOfAnyOrder = (all: readonly number[]): number => {
  const mean = all.reduce((sum, grade) => sum + (2 ** grade - 1), 0) / all.length;
  const asGrade = Math.log2(mean + 1);
  return ndcg(Array(Math.min(PLACES, all.length)).fill(asGrade), all, PLACES) ?? Number.NaN;
};

/** Until November 2026: 0.4 near, 0.35 rated towards 4.2, 0.1 verified decide the page; with 0.15 soon it is ordered. */
const inFormerOrder = (found: readonly SearchResult[], now: Date): SearchResult[] => {
  const standing = ({ distanceMeters, provider }: SearchResult): number =>
    0.4 / (1 + distanceMeters / 5_000) +
    (0.35 *
      ((4.2 * 8 + provider.ratingAverage * provider.ratingCount) / (8 + provider.ratingCount) -
        1)) /
      4 +
    (provider.isVerified ? 0.1 : 0);
  const soon = ({ nextTimes: [first] }: SearchResult): number =>
    first ? 0.15 / (1 + Math.max(0, Date.parse(first.start) - now.getTime()) / HOUR_MS / 24) : 0;
  return found
    .toSorted((a, b) => standing(b) - standing(a))
    .slice(0, PAGE)
    .toSorted((a, b) => standing(b) + soon(b) - standing(a) - soon(a));
};

const paramsOf = (query: JudgedQuery, now: Date): Record<string, string> => {
  const { lat, lng, category, q, inDays, partOfDay } = query;
  return {
    lat: String(lat),
    lng: String(lng),
    radiusKm: String(RADIUS_KM),
    ...(category ? { category } : {}),
    ...(q ? { q } : {}),
    ...(inDays === undefined
      ? {}
      : { date: new Date(now.getTime() + inDays * DAY_MS).toISOString().slice(0, 10) }),
    ...(partOfDay ? { partOfDay } : {}),
  };
};

const pages = async (
  serverUrl: string,
  params: Record<string, string>,
  max: number,
): Promise<SearchResult[]> => {
  const results: SearchResult[] = [];
  for (let cursor: string | null = null; ;) {
    const search = new URLSearchParams({ ...params, ...(cursor ? { cursor } : {}) });
    const response = await fetch(`${serverUrl}/api/v1/search/providers?${search}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const page = (await response.json()) as { items: SearchResult[]; nextCursor: string | null };
    results.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor || results.length >= max) return results.slice(0, max);
  }
};

const meanOf = (judged: readonly Judged[]): Score => {
  const mean = (order: Order): number =>
    round(judged.reduce((sum, one) => sum + one.ndcg[order], 0) / judged.length);
  return {
    queries: judged.length,
    ndcg: {
      recommended: mean("recommended"),
      former: mean("former"),
      distance: mean("distance"),
      rating: mean("rating"),
      random: mean("random"),
    },
  };
};

const meanGrade = (some: readonly Graded[]): number =>
  some.reduce((sum, { grade }) => sum + grade, 0) / Math.max(1, some.length);

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
