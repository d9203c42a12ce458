import { behind, inOrder } from "./candidates.ts";
import type { Match } from "./matches.ts";
import { complete, type Found, type Search } from "./results.ts";
import { compareKeys, type SortKeys } from "./search-cursor.ts";
import { asksForTime } from "./time-windows.ts";

/** Later than any instant: who has no open time comes last. */
const NEVER = 8.64e15;

/** By first open time among the nearest `askedMax` matches; one asks the calendar of all of them to know who is first. */
export const bySoonest = async (
  search: Search,
  matches: readonly Match[],
  after: SortKeys | undefined,
  askedMax: number,
): Promise<{ found: Found[]; next: SortKeys | null }> => {
  const nearest = inOrder(matches, "distance").slice(0, askedMax);
  const mustBeOpen = asksForTime(search.query);
  const all = (await complete(search, nearest))
    .filter(({ times }) => !mustBeOpen || times.slots.length > 0)
    .map((found): Found => ({
      ...found,
      keys: [startOf(found), found.match.distanceMeters, found.match.id],
    }))
    .toSorted((a, b) => compareKeys(a.keys, b.keys));
  const waiting = behind(all, after);
  const found = waiting.slice(0, search.query.limit);
  return { found, next: found.length < waiting.length ? (found.at(-1)?.keys ?? null) : null };
};

const startOf = ({ times: { slots } }: Found): number =>
  slots[0] ? Date.parse(slots[0].start) : NEVER;
