import type { IndexedService } from "./listing-row.ts";
import { stem } from "./synonyms.ts";
import { wordsOf, type Words } from "./words.ts";

/** The service whose times a result shows: of those within the price, the one that most words fit; then the cheapest. */
export const chooseService = (
  services: readonly IndexedService[],
  words: Words | null,
  maxPrice: number | undefined,
): IndexedService => {
  const affordable = services.filter(
    ({ priceAmount }) => maxPrice === undefined || priceAmount <= maxPrice,
  );
  const [cheapest] = affordable.length > 0 ? affordable : services;
  if (!words) return cheapest!;
  const wanted = new Set([...words.all, ...wordsOf(words.meanings ?? "")].map(stem));
  const fit = ({ name }: IndexedService): number =>
    new Set(wordsOf(name).map(stem)).intersection(wanted).size;
  // Services come cheapest first, and only a better fit replaces an earlier one.
  let best = { service: cheapest!, fit: 0 };
  for (const service of affordable) {
    const its = fit(service);
    if (its > best.fit) best = { service, fit: its };
  }
  return best.service;
};
