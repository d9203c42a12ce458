import { meaningsOf } from "./synonyms.ts";

/** What was typed, ready for the database. */
export interface Words {
  /** As typed: for `websearch_to_tsquery`, which accepts anything. */
  typed: string;
  /** All whole words but the last, … */
  head: string;
  /** … and the last, which may be unfinished; null when it is too short to say anything. */
  unfinished: string | null;
  /** What everyday words stand for: "leaking tap" → `plumbing or plumber`; null when nothing is known. */
  meanings: string | null;
  /** Every word of three letters or more, for finding mistyped ones. */
  all: string[];
}

/** @returns null when nothing was typed. */
export const parseWords = (typed: string | undefined): Words | null => {
  if (!typed?.trim()) return null;
  const all = wordsOf(typed);
  const last = all.at(-1);
  const meanings = meaningsOf(all);
  return {
    typed,
    head: all.slice(0, -1).join(" "),
    unfinished: last && last.length >= 2 ? last : null,
    meanings: meanings.length > 0 ? meanings.join(" or ") : null,
    all: all.filter((word) => word.length >= 3),
  };
};

export const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .match(/[\p{L}\p{Nd}]+/gu) ?? [];
