import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type pg from "pg";

type Row = Record<string, unknown>;

const SAMPLE = 40;
const WAIT_MS_MAX = 60_000;

/**
 * Makes the running server write some listings anew, as after a change of the provider, and compares them with what was loaded.
 * @throws when a row differs: then the loaded world is not what the product would search in.
 */
export const checkWorld = async (owner: pg.Pool): Promise<void> => {
  const { rows: sample } = await owner.query<{ id: string }>(
    `select provider_id as id from search.listings order by hashtext(provider_id::text) limit ${SAMPLE}`,
  );
  const ids = sample.map(({ id }) => id);
  const read = async (): Promise<{ rows: Row[]; oldest: Date }> => {
    const { rows } = await owner.query<{ row: Row; at: Date }>(
      `select to_jsonb(l) - 'updated_at' || jsonb_build_object('places', (
                select jsonb_agg(p order by category_id) from search.listing_places p where p.provider_id = l.provider_id)) as row,
              updated_at as at
         from search.listings l where provider_id = any($1) order by provider_id`,
      [ids],
    );
    return {
      rows: rows.map(({ row }) => row),
      oldest: new Date(Math.min(...rows.map(({ at }) => at.getTime()))),
    };
  };
  const loaded = await read();
  const asked = new Date();
  const events = ids.map((providerId) => ({
    type: "provider.updated",
    aggregateId: providerId,
    data: { providerId },
    occurredAt: asked,
  }));
  await owner.query("select platform.send($1, '[]')", [JSON.stringify(events)]);
  let made = await read();
  for (const until = Date.now() + WAIT_MS_MAX; made.oldest < asked; made = await read()) {
    if (Date.now() > until) throw new Error("the server did not write the listings anew");
    await sleep(200);
  }
  for (const [at, row] of made.rows.entries()) {
    const was = loaded.rows[at]!;
    const other = Object.keys(row).filter((column) => !isDeepStrictEqual(row[column], was[column]));
    if (other.length > 0)
      throw new Error(
        `the loaded row is not what the product writes:\n${other
          .map(
            (column) =>
              `${column}: ${JSON.stringify(was[column])} / ${JSON.stringify(row[column])}`,
          )
          .join("\n")}`,
      );
  }
};
