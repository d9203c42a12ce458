import { behind } from "./candidates.ts";
import { keysOf, type Match } from "./matches.ts";
import { complete, isAsWished, type Found, type Search } from "./results.ts";
import { compareKeys, type SortKeys } from "./search-cursor.ts";
import type { Taken } from "./windows.ts";

const QUARTER_MS = 900_000;
/** Later than any instant: who has no open time comes last. */
const NEVER = 8.64e15;

/**
 * The first to have an open time of some providers. The index knows when each may be open at the earliest, so calendars are
 * asked, `batch` at a time, only until nobody left can be sooner.
 */
export const takeSoonest = async (
  search: Search,
  matches: readonly Match[],
  after: SortKeys | null,
  limit: number,
  batch: number,
): Promise<Taken> => {
  const hopes = matches
    .map((match) => ({ match, keys: keysOf(match, "distance"), earliest: earliestOf(match) }))
    .toSorted((a, b) => a.earliest - b.earliest || compareKeys(a.keys, b.keys));
  let known: Found[] = [];
  for (let at = 0; ;) {
    const nobodySooner = hopes[at]?.earliest ?? Infinity;
    const ready = behind(
      known.filter(({ keys }) => keys[0] < nobodySooner),
      after,
    );
    if (ready.length > limit || at >= hopes.length) {
      const found = ready.slice(0, limit);
      return {
        found,
        last: found.length < ready.length ? found.at(-1)!.keys : null,
        asked: at,
      };
    }
    const open = (await complete(search, hopes.slice(at, at + batch)))
      .filter(isAsWished(search))
      .map((found) => ({ ...found, keys: keysFrom(found) }));
    known = [...known, ...open].toSorted((a, b) => compareKeys(a.keys, b.keys));
    at += batch;
  }
};

const earliestOf = ({ opensAt }: Match): number =>
  opensAt === null || opensAt === undefined ? NEVER : opensAt * QUARTER_MS;

const keysFrom = ({ match, times: { slots } }: Found): SortKeys => [
  slots[0] ? Date.parse(slots[0].start) : NEVER,
  match.chord,
  match.id,
];
