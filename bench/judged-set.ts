import type { DemoWorld } from "@loconomy/kit";
import { CITIES } from "../apps/server/src/demo/cities.ts";
import { TRADE_GROUPS } from "../apps/server/src/demo/categories.ts";
import { createRandom } from "../apps/server/src/demo/prng.ts";
import { scatter } from "../apps/server/src/demo/providers.ts";

/** Somebody's question to the search. */
export interface JudgedQuery {
  kind: "group" | "words" | "time" | "place";
  lat: number;
  lng: number;
  /** Slug of a category. */
  category?: string;
  q?: string;
  /** Days from now, in the provider's zone. */
  inDays?: number;
  partOfDay?: "morning" | "afternoon" | "evening";
  /** Slugs of the trades that serve the need; null: any does. */
  trades: readonly string[] | null;
}

/** What the judge knows of a candidate: what a customer would find out, not what the marketplace can count. */
export interface Candidate {
  quality: "good" | "middling" | "careless";
  /** Chance that it calls an accepted job off. */
  callsOff: number;
  distanceMeters: number;
  /** How far the provider goes; how far people go for a service at the provider's place. */
  reachMeters: number;
  /** Slug of the trade. */
  trade: string;
  /** Hours until the first time that fits the question; null when there is none. */
  waitHours: number | null;
}

const NEAR_METERS = 5_000;
const SOON_HOURS = 48;
const UNRELIABLE = 0.1;

/**
 * The judge's rubric. 0: it does not do what was asked for, does not come so far, or cannot be had. Otherwise three points, and
 * one off for each of: middling quality (two when careless), calling jobs off, farther than 5 km, longer than two days until
 * the first time.
 */
export const gradeOf = ({ trades }: Pick<JudgedQuery, "trades">, candidate: Candidate): number => {
  const { quality, callsOff, distanceMeters, reachMeters, trade, waitHours } = candidate;
  if ((trades && !trades.includes(trade)) || distanceMeters > reachMeters || waitHours === null)
    return 0;
  const faults =
    { good: 0, middling: 1, careless: 2 }[quality] +
    Number(callsOff >= UNRELIABLE) +
    Number(distanceMeters > NEAR_METERS) +
    Number(waitHours > SOON_HOURS);
  return Math.max(0, 3 - faults);
};

/** What people type, and the trades that serve it. */
const NEEDS: ReadonlyArray<readonly [q: string, trades: readonly string[]]> = [
  ["leaking tap", ["plumbing"]],
  ["blocked drain", ["plumbing"]],
  ["electrician", ["electrical"]],
  ["haircut", ["hairdressing", "barber"]],
  ["massage", ["massage"]],
  ["dog walking", ["dog-walking"]],
  ["house cleaning", ["home-cleaning"]],
  ["handyman", ["handyman"]],
  ["babysitter", ["babysitting"]],
  ["lawn mowing", ["gardening"]],
  ["piano lessons", ["music-lessons"]],
  ["yoga", ["yoga"]],
  ["photographer", ["photography"]],
  ["bike repair", ["bike-repair"]],
  ["locksmith", ["locksmith"]],
  ["painting", ["painting"]],
];

const CITIES_USED = 10;
const PARTS = ["morning", "afternoon", "evening"] as const;

/**
 * The questions: people scattered over the ten largest cities of the demo data ask for a group of trades, type what they need,
 * name a day, or only look around. The same every time.
 */
export const judgedQueries = (): JudgedQuery[] => {
  const random = createRandom("judged");
  const cities = CITIES.toSorted((a, b) => b.weight - a.weight).slice(0, CITIES_USED);
  const groups = TRADE_GROUPS.map(({ slug, trades }) => ({
    category: slug,
    trades: trades.map((trade) => trade.slug),
  }));
  return cities.flatMap((city): JudgedQuery[] => {
    const here = () => scatter(random, city);
    const [one, two, three, four] = random.shuffle(groups);
    const needs = random.shuffle(NEEDS).slice(0, 4);
    return [
      ...[one!, two!].map((group) => ({ kind: "group" as const, ...here(), ...group })),
      ...needs.map(([q, trades]) => ({ kind: "words" as const, ...here(), q, trades })),
      ...[three!, four!].map((group) => ({
        kind: "time" as const,
        ...here(),
        ...group,
        inDays: random.int(1, 5),
        partOfDay: random.pick(PARTS),
      })),
      { kind: "place", ...here(), trades: null },
    ];
  });
};

/** How far the provider goes, or people go. */
const VISIT_METERS = 15_000;

/** What the judge knows of each provider of the demo marketplace, by id. */
export const charactersOf = (
  world: DemoWorld,
): Map<string, Omit<Candidate, "distanceMeters" | "waitHours"> & { isNew: boolean }> => {
  const characters = new Map(world.characters!.map((one) => [one.providerId, one]));
  const slugs = new Map(world.categories.map(({ id, slug }) => [id, slug]));
  const visited = new Set(
    world.services
      .filter(({ location }) => location === "provider")
      .map(({ providerId }) => providerId),
  );
  return new Map(
    world.providers.map(({ id, categoryId, serviceRadiusKm, ratingCount }) => {
      const { quality, callsOff } = characters.get(id)!;
      const reachMeters = visited.has(id) ? VISIT_METERS : serviceRadiusKm * 1_000;
      const trade = slugs.get(categoryId)!;
      return [id, { quality, callsOff, reachMeters, trade, isNew: ratingCount === 0 }];
    }),
  );
};
