import { LRUCache } from "lru-cache";
import type { IndexedService } from "./listing-row.ts";
import { stem } from "./synonyms.ts";
import { wordsOf, type Words } from "./words.ts";

/** What a search may ask of a service; minor units. */
interface ServiceWishes {
  minPrice?: number;
  maxPrice?: number;
  instant?: boolean;
}

/**
 * The services of a provider that are as wished, with the one first whose times a result shows: the one that most words fit;
 * then the cheapest. Just the cheapest of all when none is.
 */
export const rankServices = (
  services: readonly IndexedService[],
  words: Words | null,
  { minPrice = 0, maxPrice = Infinity, instant = false }: ServiceWishes,
): readonly IndexedService[] => {
  const asWished = services.filter(
    ({ priceAmount, isInstant }) =>
      priceAmount >= minPrice && priceAmount <= maxPrice && (isInstant || !instant),
  );
  if (asWished.length === 0) return services.slice(0, 1);
  if (!words || asWished.length === 1) return asWished;
  const wanted = wantedBy(words);
  const fit = ({ name }: IndexedService): number => stemsOf(name).intersection(wanted).size;
  // Services come cheapest first, and sorting keeps that among those that fit as well.
  return asWished
    .map((service) => ({ service, fit: fit(service) }))
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ service }) => service);
};

/**
 * The services, in their order, that may have an open time though none before them has. `minutes` is how long a time has to be
 * at least, however short the service.
 */
export const worthAsking = (
  services: readonly IndexedService[],
  minutes: number,
): IndexedService[] => {
  const kept: IndexedService[] = [];
  for (const service of services)
    if (!kept.some((before) => isOpenWhenever(before, service, minutes))) kept.push(service);
  return kept;
};

/** Whether `one` has a time wherever `other` has: it takes no longer and needs no more notice, and `other` has no sessions with seats of its own. */
const isOpenWhenever = (one: IndexedService, other: IndexedService, minutes: number): boolean =>
  (other.capacity ?? 1) === 1 &&
  (one.isInstant || !other.isInstant) &&
  Math.max(one.durationMinutes, minutes) <= Math.max(other.durationMinutes, minutes);

const wantedStems = new WeakMap<Words, ReadonlySet<string>>();

/** The words of a search and what they stand for; the same for every provider that it shows. */
const wantedBy = (words: Words): ReadonlySet<string> => {
  const stems =
    wantedStems.get(words) ?? new Set([...words.all, ...wordsOf(words.meanings ?? "")].map(stem));
  wantedStems.set(words, stems);
  return stems;
};

/** Taking a name apart costs more than all else here, and the same services are shown again and again. */
const known = new LRUCache<string, ReadonlySet<string>>({ max: 5_000 });

const stemsOf = (name: string): ReadonlySet<string> => {
  const stems = known.get(name) ?? new Set(wordsOf(name).map(stem));
  known.set(name, stems);
  return stems;
};
