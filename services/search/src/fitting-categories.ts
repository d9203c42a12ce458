import type { Category } from "@loconomy/contracts";
import { LRUCache } from "lru-cache";
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
    const { words: own, stems } = namedBy(name);
    if (words.every((word) => own.some((part) => part.startsWith(word))))
      return own[0]?.startsWith(words[0]!) ? 0 : 1;
    if (stems.some((part) => meant.has(part))) return 2;
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

/** Names of categories taken apart: that costs more than all else here, and every letter that is typed is compared with all. */
const known = new LRUCache<string, { words: string[]; stems: string[] }>({ max: 2_000 });

const namedBy = (name: string): { words: string[]; stems: string[] } => {
  const before = known.get(name);
  if (before) return before;
  const words = wordsOf(name);
  const named = { words, stems: words.map(stem) };
  known.set(name, named);
  return named;
};
