import type { OpenQuarters } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";

const BATCH = 500;

const SAVE = `
  insert into search.open_times (provider_id, time_zone, from_quarter, bits, read_at)
  select "providerId", "timeZone", "fromQuarter", ('x' || bits)::bit varying, $2
    from json_to_recordset($1::json) as o ("providerId" uuid, "timeZone" text, "fromQuarter" int, bits text)
  on conflict (provider_id) do update set
    time_zone = excluded.time_zone, from_quarter = excluded.from_quarter, bits = excluded.bits, read_at = excluded.read_at
  where open_times.read_at <= excluded.read_at`;

/** Writes open times whose facts were asked for at `readAt`; a row that holds later facts stays. */
export const saveOpenTimes = async (
  db: Db,
  open: readonly OpenQuarters[],
  readAt: Date,
): Promise<void> => {
  for (let at = 0; at < open.length; at += BATCH)
    await query(db, SAVE, [JSON.stringify(open.slice(at, at + BATCH)), readAt]);
};

/** Takes out providers who have no hours, unless some came later than `readAt`. */
export const removeOpenTimes = async (
  db: Db,
  providerIds: readonly string[],
  readAt: Date,
): Promise<void> => {
  if (providerIds.length === 0) return;
  await query(
    db,
    "delete from search.open_times where provider_id = any($1::uuid[]) and read_at <= $2",
    [providerIds, readAt],
  );
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
