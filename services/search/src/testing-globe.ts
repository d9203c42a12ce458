import type { Box, Listing, SearchQuery } from "@loconomy/contracts";
import { CATEGORIES, makeListing } from "./testing.ts";

/** Providers everywhere, and a plain scan over them: what a search must find. */

export interface Point {
  lat: number;
  lng: number;
}

/** The radius that the earthdistance extension takes the earth to have, metres. */
const EARTH_RADIUS_METERS = 6_378_168;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export const haversineMeters = (a: Point, b: Point): number => {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** The same numbers on every run. */
export const createRandom = (seed: number) => {
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (share: number): boolean => next() < share,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    int: (min: number, max: number): number => min + Math.floor(next() * (max - min + 1)),
  };
};
export type Random = ReturnType<typeof createRandom>;

const wrap = (lng: number): number => (lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng);

/** Poles, the antimeridian from both sides, the equator, and two places like others. */
export const CENTERS: readonly Point[] = [
  { lat: 90, lng: 0 },
  { lat: -90, lng: 77 },
  { lat: 89.5, lng: 179 },
  { lat: 0, lng: 180 },
  { lat: 0, lng: -180 },
  { lat: -17, lng: 179.9 },
  { lat: 52, lng: -179.9 },
  { lat: 30.27, lng: -97.74 },
  { lat: 0, lng: 0 },
  { lat: 70, lng: 25 },
];

/** Within two degrees or so; near a pole on any meridian. */
export const around = ({ next }: Random, { lat, lng }: Point): Point => {
  const shifted = lat + (next() - 0.5) * 4;
  return {
    lat: Math.abs(shifted) > 90 ? Math.sign(shifted) * 180 - shifted : shifted,
    lng: Math.abs(lat) > 89 ? next() * 360 - 180 : wrap(lng + (next() - 0.5) * 4),
  };
};

export const anywhere = ({ next }: Random): Point => ({
  lat: (Math.asin(next() * 2 - 1) * 180) / Math.PI,
  lng: next() * 360 - 180,
});

/** A box about some centre; many cross the antimeridian, some hold half of the globe or more. */
export const someBox = (random: Random, isLarge: boolean): Box => {
  const { lat, lng } = random.chance(0.2) ? anywhere(random) : around(random, random.pick(CENTERS));
  const [height, width] = isLarge ? [90, 300] : [4, 4];
  const south = Math.max(-90, Math.min(89, lat - random.next() * height));
  return {
    west: wrap(lng - (random.next() * width) / 2 - 0.1),
    south,
    east: wrap(lng + (random.next() * width) / 2 + 0.1),
    north: Math.min(90, south + 0.1 + random.next() * height),
  };
};

export const isInBox = ({ lat, lng }: Point, { west, south, east, north }: Box): boolean =>
  lat >= south &&
  lat <= north &&
  [lng, ...(Math.abs(lng) === 180 ? [-lng] : [])].some((at) =>
    west < east ? at >= west && at <= east : at >= west || at <= east,
  );

/** Words of which none is another, or a form of one, or means anything. */
export const WORDS = ["zarnik", "velmor", "quopta", "brindax", "fulgert"] as const;
const LANGUAGES = ["en", "es", "fr", "yue"] as const;

/** What may be typed instead, and whom it must find: those with a word, or those of a category. */
const REWORDED: Record<string, { word: (typeof WORDS)[number] } | { category: string }> = {
  // Other forms of a word.
  zarniks: { word: "zarnik" },
  velmoring: { word: "velmor" },
  BRINDAXED: { word: "brindax" },
  // Mistyped ones.
  zanrik: { word: "zarnik" },
  velmro: { word: "velmor" },
  quota: { word: "quopta" },
  brindaxx: { word: "brindax" },
  fulgrt: { word: "fulgert" },
  // Everyday words for what a trade does.
  "leaking tap": { category: "plumbing" },
  wiring: { category: "electrical" },
  haircuts: { category: "hair" },
};
export const isReworded = (q: string | undefined): boolean => q !== undefined && q in REWORDED;

const DAY_MS = 86_400_000;

/** A listing at a place, with all that a search can ask for left to chance. */
export const someListing = (random: Random, position: Point): Listing =>
  makeListing({
    position,
    category: random.pick(CATEGORIES.filter(({ parentId }) => parentId !== null)),
    businessName: `${random.pick(WORDS)} ${random.pick(WORDS)}`,
    bio: random.chance(0.3) ? random.pick(WORDS) : null,
    ratingAverage: random.int(20, 50) / 10,
    ratingCount: random.int(0, 30),
    responseTimeMinutes: random.chance(0.8) ? random.int(1, 600) : null,
    record: { keptCount: random.int(0, 60), brokenCount: random.int(0, 6) },
    createdAt: new Date(Date.now() - random.int(0, 90) * DAY_MS).toISOString(),
    isVerified: random.chance(0.5),
    languages: LANGUAGES.filter(() => random.chance(0.5)),
    services: Array.from({ length: random.int(1, 3) }, () => ({
      name: random.pick(WORDS),
      priceAmount: random.int(10, 40) * 500,
      durationMinutes: random.pick([30, 60, 120]),
      isInstant: random.chance(0.6),
    })),
  });

/** Wishes about providers, each now and then. */
export const someWishes = (random: Random): Partial<SearchQuery> => {
  const now = <T>(share: number, value: () => T): T | undefined =>
    random.chance(share) ? value() : undefined;
  const minPrice = now(0.2, () => random.int(5, 30) * 500);
  return {
    q: now(0.4, () =>
      random.chance(0.5)
        ? random.pick(Object.keys(REWORDED))
        : random.pick(WORDS).slice(0, random.pick([4, 99])),
    ),
    category: now(0.4, () => random.pick(CATEGORIES).slug),
    minRating: now(0.25, () => random.int(2, 9) / 2),
    minPrice,
    maxPrice: now(0.25, () => (minPrice ?? 0) + random.int(10, 40) * 500),
    verified: now(0.25, () => random.chance(0.7)),
    instant: now(0.25, () => random.chance(0.7)),
    languages: now(0.25, () =>
      [...new Set([random.pick(LANGUAGES), random.pick(LANGUAGES)])].join(),
    ),
  };
};

/** Whether a listing fits the wishes, told without any index. */
export const isWished = (listing: Listing, wishes: Partial<SearchQuery>): boolean => {
  const { category, minRating, minPrice, maxPrice, verified, instant, languages } = wishes;
  const { provider, categoryIds } = listing;
  const isPriced = minPrice !== undefined || maxPrice !== undefined || instant === true;
  return (
    isCalledSo(listing, wishes.q) &&
    (category === undefined || isOfCategory(categoryIds, category)) &&
    (minRating === undefined || provider.ratingAverage >= minRating) &&
    (!verified || provider.isVerified) &&
    (languages === undefined ||
      languages.split(",").some((code) => provider.languages.includes(code))) &&
    (!isPriced || servicesAsWished(listing, wishes).length > 0)
  );
};

const isOfCategory = (ids: readonly string[], wanted: string): boolean =>
  ids.includes(CATEGORIES.find(({ slug }) => slug === wanted)!.id);

const isCalledSo = (
  { provider, services, categoryIds }: Listing,
  q: string | undefined,
): boolean => {
  if (q === undefined) return true;
  const words = [provider.businessName, provider.bio ?? "", ...services.map(({ name }) => name)]
    .join(" ")
    .split(" ");
  const meant = REWORDED[q];
  if (!meant) return words.some((word) => word.startsWith(q));
  return "word" in meant ? words.includes(meant.word) : isOfCategory(categoryIds, meant.category);
};

/** The services that are as wished, with those first that are called as was typed, then the cheapest, the shortest. */
export const servicesAsWished = (
  { services }: Listing,
  { q, minPrice = 0, maxPrice = Infinity, instant = false }: Partial<SearchQuery>,
): Listing["services"] => {
  const meant = q === undefined ? undefined : REWORDED[q];
  const name = meant ? "word" in meant && meant.word : q;
  const keys = (service: Listing["services"][number]) =>
    [service.name === name ? 0 : 1, service.price.amount, service.durationMinutes] as const;
  return services
    .filter(
      ({ price, isInstant }) =>
        price.amount >= minPrice && price.amount <= maxPrice && (isInstant || !instant),
    )
    .toSorted((one, other) => {
      const [a, b] = [keys(one), keys(other)];
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (one.id < other.id ? -1 : 1);
    });
};
