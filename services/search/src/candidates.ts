import type { Match } from "./matches.ts";
import { standingScore } from "./ranking.ts";
import { compareKeys, type SortKeys } from "./search-cursor.ts";

/** A match at its place in the order of the search. */
export interface Candidate {
  match: Match;
  keys: SortKeys;
}

/** Matches with the best first, by what stays the same while somebody pages on. */
export const byScore = (matches: readonly Match[]): Candidate[] =>
  matches
    .map((match): Candidate => ({ match, keys: [-standingScore(match), match.chord, match.id] }))
    .toSorted((a, b) => compareKeys(a.keys, b.keys));

/** Those behind some keys. */
export const behind = <Row extends { keys: SortKeys }>(
  rows: readonly Row[],
  after: SortKeys | null,
): readonly Row[] => (after ? rows.filter(({ keys }) => compareKeys(keys, after) > 0) : rows);
