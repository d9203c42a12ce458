import { problem } from "./errors.ts";
import type { z } from "zod";

/** Opaque cursor for keyset paging: the sort keys of the last row, base64url JSON. */
export const encodeCursor = (keys: unknown): string =>
  Buffer.from(JSON.stringify(keys)).toString("base64url");

/** The sort keys, or 400 when the cursor was not made by us. */
export const decodeCursor = <T extends z.ZodType>(
  schema: T,
  cursor: string | undefined,
): z.infer<T> | undefined => {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw problem("invalid_request", "The cursor is not one of ours.", {
      errors: [{ path: "cursor", message: "must be a nextCursor of an earlier answer" }],
    });
  }
};

/** Cuts one row too many into a page with its cursor. Ask the database for `limit + 1` rows. */
export const toPage = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  keys: (row: Row) => unknown,
  item: (row: Row) => Item,
) => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keys(last)) : null,
  };
};
