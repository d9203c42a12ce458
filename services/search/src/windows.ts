import { keysOf, type Match, type Slice } from "./matches.ts";
import type { Found } from "./results.ts";
import type { Bookmark, SortKeys } from "./search-cursor.ts";

/** What one page holds, and where the next begins. */
export interface Page {
  found: Found[];
  /** Null: there are no more. */
  next: Pick<Bookmark, "keys" | "window"> | null;
  /** How many fit in all, where that is known by now. */
  all: number | null;
}

/** What was taken from some providers in their order. */
export interface Taken {
  found: Found[];
  /** Keys of the last that was looked at; null: all were. */
  last: SortKeys | null;
  /** How many calendars were asked. */
  asked: number;
}

interface Windows {
  /** How many providers a window has. */
  size: number;
  load: (slice: Omit<Slice, "opening" | "order">) => Promise<Match[]>;
  /** The next of a window behind some keys: at most `limit`, for at most `budget` questions to calendars. */
  take: (
    matches: readonly Match[],
    after: SortKeys | null,
    limit: number,
    budget: number,
  ) => Promise<Taken>;
}

/** So many may come into a window after it was opened. */
const GROWTH_MAX = 4;

/**
 * A page in an order that the database does not know. The nearest are a window, put in order as a whole; the next window holds
 * the next nearest, and so on to the last. Where a window ends is fixed when it is opened, so whoever comes or goes meanwhile
 * moves nobody from one to another.
 */
export const throughWindows = async (
  { size, load, take }: Windows,
  from: Pick<Bookmark, "keys" | "window"> | null,
  limit: number,
  budgetMax: number,
): Promise<Page> => {
  const found: Found[] = [];
  let budget = budgetMax;
  let window = from?.window ?? { after: null, upTo: null };
  let keys = from?.keys ?? null;
  for (;;) {
    const isNew = keys === null;
    const loaded = isNew
      ? await load({ after: window.after, upTo: null, limit: size + 1 })
      : await load({ ...window, limit: size * GROWTH_MAX });
    const matches = isNew ? loaded.slice(0, size) : loaded;
    if (isNew && loaded.length > size)
      window = { ...window, upTo: keysOf(matches.at(-1)!, "distance") };
    const all = isNew && !window.after && !window.upTo ? matches.length : null;
    const taken = await take(matches, keys, limit - found.length, budget);
    found.push(...taken.found);
    budget -= taken.asked;
    if (taken.last) return { found, next: { keys: taken.last, window }, all };
    if (!window.upTo) return { found, next: null, all };
    window = { after: window.upTo, upTo: null };
    keys = null;
    if (found.length >= limit || budget <= 0) return { found, next: { keys, window }, all: null };
  }
};
