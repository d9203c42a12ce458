import { createHash } from "node:crypto";
import type { SearchQuery } from "@loconomy/contracts";
import { decodeCursor, encodeCursor, problem } from "@loconomy/kit";
import { z } from "zod";

/** Sort keys of the last provider that was looked at; smaller comes first. The id makes them unique. */
export const SortKeys = z.tuple([z.number(), z.number(), z.string()]);
export type SortKeys = z.infer<typeof SortKeys>;

const Cursor = z.tuple([z.string(), SortKeys]);

/** Order of two rows by their keys. */
export const compareKeys = (a: SortKeys, b: SortKeys): number =>
  a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);

/** Ties a cursor to its search and to its own keys, so that one from elsewhere or changed by hand is noticed. */
const seal = ({ cursor: _cursor, limit: _limit, ...search }: SearchQuery, keys: SortKeys): string =>
  createHash("sha256")
    .update(JSON.stringify([Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)), keys]))
    .digest("base64url")
    .slice(0, 12);

export const searchCursor = (query: SearchQuery, keys: SortKeys): string =>
  encodeCursor([seal(query, keys), keys]);

/** The keys to go on after, or 400 when the cursor does not belong to this search. */
export const readSearchCursor = (query: SearchQuery): SortKeys | undefined => {
  const decoded = decodeCursor(Cursor, query.cursor);
  if (!decoded) return undefined;
  const [sealed, keys] = decoded;
  if (sealed !== seal(query, keys) || encodeCursor(decoded) !== query.cursor) {
    throw problem("invalid_request", "The cursor does not belong to this search.", {
      errors: [{ path: "cursor", message: "must be the nextCursor of the same search" }],
    });
  }
  return keys;
};
