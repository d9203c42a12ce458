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

/** The service whose times a result shows: of those that are as wished, the one that most words fit; then the cheapest. */
export const chooseService = (
  services: readonly IndexedService[],
  words: Words | null,
  { minPrice = 0, maxPrice = Infinity, instant = false }: ServiceWishes,
): IndexedService => {
  const asWished = services.filter(
    ({ priceAmount, isInstant }) =>
      priceAmount >= minPrice && priceAmount <= maxPrice && (isInstant || !instant),
  );
  const [cheapest] = asWished.length > 0 ? asWished : services;
  if (!words) return cheapest!;
  const wanted = wantedBy(words);
  const fit = ({ name }: IndexedService): number => stemsOf(name).intersection(wanted).size;
  // Services come cheapest first, and only a better fit replaces an earlier one.
  let best = { service: cheapest!, fit: 0 };
  for (const service of asWished) {
    const its = fit(service);
    if (its > best.fit) best = { service, fit: its };
  }
  return best.service;
};

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
