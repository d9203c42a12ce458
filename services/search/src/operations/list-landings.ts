import { DIRECTORY_PART } from "@loconomy/contracts";
import { decodeCursor, toPage } from "@loconomy/kit";
import { z } from "zod";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { EVERY_CATEGORY } from "../landing-store.ts";
import { read } from "../listings.ts";

const Cursor = z.tuple([z.int(), z.uuid()]);

interface Row {
  cityId: number;
  city: string;
  categoryId: string;
  updatedAt: Date;
}

interface Input {
  part: number;
  cursor?: string;
  limit: number;
}

/**
 * All landings, by the ids of city and category; one whose category is gone is passed over. Without a cursor it begins at the
 * first of a part, which is told from the index alone.
 */
export const listLandings = async (deps: SearchDependencies, { part, cursor, limit }: Input) => {
  const after = decodeCursor(Cursor, cursor);
  const begin = after
    ? "(l.city_id, l.category_id) > ($2::int, $3::uuid)"
    : `(l.city_id, l.category_id) >=
       (select city_id, category_id from search.landings order by city_id, category_id offset $2::int limit 1)`;
  const [rows, counted] = await Promise.all([
    read<Row>(
      deps.db,
      `select l.city_id as "cityId", c.slug as city, l.category_id as "categoryId", l.updated_at as "updatedAt"
         from search.landings l join search.cities c on c.id = l.city_id
        where ${begin} order by l.city_id, l.category_id limit $1`,
      [limit + 1, ...(after ?? [part * DIRECTORY_PART])],
    ),
    read<{ total: number }>(deps.db, "select count(*)::int as total from search.landings", []),
  ]);
  const slugs = new Map((await listCategories(deps)).map(({ id, slug }) => [id, slug]));
  const { items, nextCursor } = toPage(
    rows,
    limit,
    (row) => [row.cityId, row.categoryId],
    (row) => row,
  );
  return {
    items: items
      .filter(({ categoryId }) => categoryId === EVERY_CATEGORY || slugs.has(categoryId))
      .map((row) => ({
        city: row.city,
        category: slugs.get(row.categoryId) ?? null,
        updatedAt: row.updatedAt.toISOString(),
      })),
    nextCursor,
    total: counted[0]!.total,
  };
};
