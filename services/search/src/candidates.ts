import type { SearchQuery } from "@loconomy/contracts";
import type { Match } from "./matches.ts";
import { standingScore } from "./ranking.ts";
import { compareKeys, type SortKeys } from "./search-cursor.ts";

/** A match at its place in the order of the search. */
export interface Candidate {
  match: Match;
  keys: SortKeys;
}

/** Sort keys that stay the same while somebody pages on; "soonest" has its own, from the calendar. */
const standingKeys = (match: Match, sort: SearchQuery["sort"]): SortKeys => {
  if (sort === "rating") return [-match.rating, -match.ratingCount, match.id];
  if (sort === "price") return [match.priceFrom, match.distanceMeters, match.id];
  if (sort === "recommended") return [-standingScore(match), match.distanceMeters, match.id];
  return [match.distanceMeters, 0, match.id];
};

/** Matches in order. */
export const inOrder = (matches: readonly Match[], sort: SearchQuery["sort"]): Candidate[] =>
  matches
    .map((match) => ({ match, keys: standingKeys(match, sort) }))
    .toSorted((a, b) => compareKeys(a.keys, b.keys));

/** Those behind a cursor. */
export const behind = <Row extends { keys: SortKeys }>(
  rows: readonly Row[],
  after: SortKeys | undefined,
): readonly Row[] => (after ? rows.filter(({ keys }) => compareKeys(keys, after) > 0) : rows);
