import type { Category } from "@loconomy/contracts";
import { isMistyped } from "./mistyped.ts";
import { meaningsOf, stem } from "./synonyms.ts";
import { wordsOf } from "./words.ts";

/**
 * Categories for what was typed so far: first those with a word that begins as typed, then those that the words stand for, then
 * those that may have been mistyped; the main ones when nothing was typed.
 */
export const fittingCategories = (
  categories: readonly Category[],
  typed: string,
  limit: number,
): Category[] => {
  const words = wordsOf(typed);
  if (words.length === 0)
    return typed.trim()
      ? []
      : categories
          .filter(({ parentId }) => parentId === null)
          .toSorted((a, b) => a.sortOrder - b.sortOrder)
          .slice(0, limit);
  const meant = new Set(meaningsOf(words).flatMap(wordsOf).map(stem));
  const rank = ({ name }: Category): number => {
    const own = wordsOf(name);
    if (words.every((word) => own.some((part) => part.startsWith(word))))
      return own[0]?.startsWith(words[0]!) ? 0 : 1;
    if (own.some((part) => meant.has(stem(part)))) return 2;
    return words.every((word) => own.some((part) => isMistyped(word, part))) ? 3 : UNFIT;
  };
  return categories
    .map((category) => ({ category, rank: rank(category) }))
    .filter((entry) => entry.rank < UNFIT)
    .toSorted((a, b) => a.rank - b.rank || a.category.sortOrder - b.category.sortOrder)
    .slice(0, limit)
    .map(({ category }) => category);
};

const UNFIT = 4;
