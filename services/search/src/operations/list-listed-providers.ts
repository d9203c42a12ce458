import { DIRECTORY_PART } from "@loconomy/contracts";
import { decodeCursor, toPage } from "@loconomy/kit";
import { z } from "zod";
import type { SearchDependencies } from "../dependencies.ts";
import { read } from "../listings.ts";

const Cursor = z.uuid();

interface Input {
  part: number;
  cursor?: string;
  limit: number;
}

/** Who can be found, by id. Without a cursor it begins at the first of a part, which is told from the index alone. */
export const listListedProviders = async (
  { db }: SearchDependencies,
  { part, cursor, limit }: Input,
) => {
  const after = decodeCursor(Cursor, cursor);
  const [rows, counted] = await Promise.all([
    read<{ id: string; slug: string }>(
      db,
      `select provider_id as id, slug from search.listings where ${
        after
          ? "provider_id > $1::uuid"
          : "provider_id >= (select provider_id from search.listings order by provider_id offset $1::int limit 1)"
      } order by provider_id limit $2`,
      [after ?? part * DIRECTORY_PART, limit + 1],
    ),
    read<{ total: number }>(db, "select count(*)::int as total from search.listings", []),
  ]);
  return {
    ...toPage(
      rows,
      limit,
      ({ id }) => id,
      ({ slug }) => ({ slug }),
    ),
    total: counted[0]!.total,
  };
};
