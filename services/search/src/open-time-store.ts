import type { OpenQuarters } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";

const BATCH = 500;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** In quarters. */
const DAY = 96;

const SAVE = `
  with saved as (
    insert into search.open_times (provider_id, time_zone, from_quarter, bits, read_at)
    select "providerId", "timeZone", "fromQuarter", ('x' || bits)::bit varying, $2
      from json_to_recordset($1::json) as o ("providerId" uuid, "timeZone" text, "fromQuarter" int, bits text)
    on conflict (provider_id) do update set
      time_zone = excluded.time_zone, from_quarter = excluded.from_quarter, bits = excluded.bits, read_at = excluded.read_at
    where open_times.read_at <= excluded.read_at
    returning new.provider_id as "providerId", new.from_quarter - old.from_quarter as moved, old.time_zone = new.time_zone as "isThere",
      substring(old.bits from greatest($3 - old.from_quarter, 0) + 1) = substring(new.bits from greatest($3 - new.from_quarter, 0) + 1) as "isSame"
  )
  select "providerId" from saved where "isThere" is not true or moved > ${DAY} or moved < 0 or moved = 0 and not "isSame"`;

/**
 * Writes open times whose facts were asked for at `readAt`; a row that holds later facts stays. Resolves with those that said
 * something else about the time from `now` on, or nothing, or are more than a day late in moving on.
 */
export const saveOpenTimes = async (
  db: Db,
  open: readonly OpenQuarters[],
  { readAt, now }: { readAt: Date; now: Date },
): Promise<string[]> => {
  const changed: string[] = [];
  const quarter = Math.floor(now.getTime() / QUARTER_MS);
  for (let at = 0; at < open.length; at += BATCH) {
    const some = JSON.stringify(open.slice(at, at + BATCH));
    const rows = await query<{ providerId: string }>(db, SAVE, [some, readAt, quarter]);
    changed.push(...rows.map(({ providerId }) => providerId));
  }
  return changed;
};

/** Takes out providers who have no hours, unless some came later than `readAt`. Resolves with those that were there. */
export const removeOpenTimes = async (
  db: Db,
  providerIds: readonly string[],
  readAt: Date,
): Promise<string[]> => {
  if (providerIds.length === 0) return [];
  const rows = await query<{ providerId: string }>(
    db,
    `delete from search.open_times where provider_id = any($1::uuid[]) and read_at <= $2 returning provider_id as "providerId"`,
    [providerIds, readAt],
  );
  return rows.map(({ providerId }) => providerId);
};

/** Takes out who cannot be found, and was not looked at since `before`. */
export const removeUnlisted = async (db: Db, before: Date): Promise<void> => {
  await query(
    db,
    `delete from search.open_times o where read_at < $1
        and not exists (select from search.listings l where l.provider_id = o.provider_id)`,
    [before],
  );
};

/** Where a walk through rows has come to. */
export interface Place {
  fromQuarter: number;
  providerId: string;
}

const NIL = "00000000-0000-0000-0000-000000000000";

/** The number of the quarter with which the day begins, UTC. */
const firstOfDay = (now: Date): number => Math.floor(now.getTime() / DAY_MS) * DAY;

/** The next rows that do not begin today: those that are late, and those from when the clock was ahead. */
export const findNotOfToday = (
  db: Db,
  now: Date,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Place[]> =>
  query<Place>(
    db,
    `(select from_quarter as "fromQuarter", provider_id as "providerId" from search.open_times
       where (from_quarter, provider_id) > ($2, $3::uuid) and from_quarter < $1 order by 1, 2 limit $4)
     union all
     (select from_quarter, provider_id from search.open_times
       where (from_quarter, provider_id) > ($2, $3::uuid) and from_quarter > $1 order by 1, 2 limit $4)
     order by 1, 2 limit $4`,
    [firstOfDay(now), after?.fromQuarter ?? -1, after?.providerId ?? NIL, limit],
  );

/** The next listed providers by id. */
export const findListed = async (
  db: Db,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> =>
  (
    await query<{ id: string }>(
      db,
      "select provider_id as id from search.listings where provider_id > $1 order by 1 limit $2",
      [after ?? NIL, limit],
    )
  ).map(({ id }) => id);

/** Where a task that goes through everything, again and again, stopped the last time; null: it begins anew. */
export const findProgress = async (db: Db, task: string): Promise<string | null> => {
  const [row] = await query<{ after: string | null }>(
    db,
    "select after from search.progress where task = $1",
    [task],
  );
  return row?.after ?? null;
};

export const saveProgress = async (db: Db, task: string, after: string | null): Promise<void> => {
  await query(
    db,
    `insert into search.progress (task, after) values ($1, $2)
     on conflict (task) do update set after = excluded.after`,
    [task, after],
  );
};
