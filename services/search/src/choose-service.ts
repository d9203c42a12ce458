import type { IndexedService } from "./listing-row.ts";
import { stem } from "./synonyms.ts";
import { wordsOf, type Words } from "./words.ts";

/** The service whose times a result shows: of those within the price, the one that most words fit; then the cheapest. */
export const chooseService = (services: readonly IndexedService[], words: Words | null, maxPrice: number | undefined): IndexedService => {
  const affordable = services.filter(({ priceAmount }) => maxPrice === undefined || priceAmount <= maxPrice);
  const wanted = words ? [...words.all, ...wordsOf(words.meanings ?? "")].map(stem) : [];
  const fit = ({ name }: IndexedService): number => {
    const stems = new Set(wordsOf(name).map(stem));
    return wanted.filter((word) => stems.has(word)).length;
  };
  // Services come cheapest first, and only a better fit replaces an earlier one.
  let [best] = affordable.length > 0 ? affordable : services;
  for (const service of affordable) if (fit(service) > fit(best!)) best = service;
  return best!;
};
