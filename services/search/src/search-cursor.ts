import { hash } from "node:crypto";
import type { SearchQuery } from "@loconomy/contracts";
import { decodeCursor, encodeCursor, problem } from "@loconomy/kit";
import { z } from "zod";

/** Sort keys of a provider; smaller comes first. The id makes them unique. */
const SortKeys = z.tuple([z.number(), z.number(), z.string()]);
export type SortKeys = z.infer<typeof SortKeys>;

/** Where a search goes on. */
const Bookmark = z.object({
  /** Keys of the last provider that was looked at; null at the beginning of a window. */
  keys: SortKeys.nullable(),
  /** Of orders that go from window to window: by distance behind `after` and not behind `upTo`. */
  window: z.object({ after: SortKeys.nullable(), upTo: SortKeys.nullable() }).nullable(),
  /** The words had to be corrected. */
  isCorrected: z.boolean(),
  /** Nobody was found up to here. */
  isEmpty: z.boolean(),
  /** What the first page counted. */
  total: z.int(),
});
export type Bookmark = z.infer<typeof Bookmark>;

const Cursor = z.tuple([
  z.string(),
  SortKeys.nullable(),
  z.tuple([SortKeys.nullable(), SortKeys.nullable()]).nullable(),
  z.union([z.literal(0), z.literal(1)]),
  z.union([z.literal(0), z.literal(1)]),
  z.int(),
]);
type Cursor = z.infer<typeof Cursor>;

/** Order of two rows by their keys. */
export const compareKeys = (a: SortKeys, b: SortKeys): number =>
  a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);

/** Ties a cursor to its search and to what it says, so that one from elsewhere or changed by hand is noticed. */
const seal = (
  { cursor: _cursor, limit: _limit, facets: _facets, ...search }: SearchQuery,
  says: unknown,
): string =>
  hash(
    "sha256",
    JSON.stringify([Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)), says]),
    "base64url",
  ).slice(0, 12);

export const searchCursor = (
  query: SearchQuery,
  { keys, window, isCorrected, isEmpty, total }: Bookmark,
): string => {
  const says = [
    keys,
    window && [window.after, window.upTo],
    isCorrected ? 1 : 0,
    isEmpty ? 1 : 0,
    total,
  ] as const;
  return encodeCursor([seal(query, says), ...says]);
};

/** Where to go on, or 400 when the cursor does not belong to this search. */
export const readSearchCursor = (query: SearchQuery): Bookmark | null => {
  const decoded: Cursor | undefined = decodeCursor(Cursor, query.cursor);
  if (!decoded) return null;
  const [sealed, ...says] = decoded;
  if (sealed !== seal(query, says) || encodeCursor(decoded) !== query.cursor) {
    throw problem("invalid_request", "The cursor does not belong to this search.", {
      errors: [{ path: "cursor", message: "must be the nextCursor of the same search" }],
    });
  }
  const [keys, window, isCorrected, isEmpty, total] = says;
  return {
    keys,
    window: window && { after: window[0], upTo: window[1] },
    isCorrected: isCorrected === 1,
    isEmpty: isEmpty === 1,
    total,
  };
};
