import { publish, query, system, systemClock, transaction } from "@loconomy/kit";
import type { Providers } from "../service.ts";

const PAGE = 100;

/**
 * Takes over what the bookings service counts of these providers, and tells of those whose profile changed. What was asked
 * for before the count that is recorded changes nothing, so runs may meet.
 */
export const recordTrack = async (
  { db, clients, clock }: Pick<Providers, "db" | "clients" | "clock">,
  providerIds: readonly string[],
): Promise<void> => {
  // Which of two counts is the later one is told by the machine's own clock: a demo's clock may be turned back.
  const askedAt = systemClock.now();
  const records = await clients.bookings.listTrackRecords({ providerIds: [...providerIds] });
  await transaction(db, system("providers"), async (tx) => {
    const changed = await tx.query<{ id: string }>(
      `update providers.providers p
          set response_time_minutes = r."responseMinutes", jobs_kept = r."keptCount", jobs_broken = r."brokenCount", record_counted_at = $2
         from json_to_recordset($1::json) as r("providerId" uuid, "responseMinutes" int, "keptCount" int, "brokenCount" int)
        where p.id = r."providerId" and (p.record_counted_at is null or p.record_counted_at <= $2)
          and (p.response_time_minutes, p.jobs_kept, p.jobs_broken) is distinct from (r."responseMinutes", r."keptCount", r."brokenCount")
        returning p.id`,
      [JSON.stringify(records), askedAt],
    );
    for (const { id } of changed)
      await publish(tx, clock, "provider.updated", id, { providerId: id });
  });
};

/** The same for everybody: the windows that are counted move on by the day, and news may have been lost. */
export const recordAllTracks = async (
  providers: Pick<Providers, "db" | "clients" | "clock">,
): Promise<void> => {
  for (let after: string | null = null; ;) {
    const rows: Array<{ id: string }> = await query<{ id: string }>(
      providers.db,
      "select id from providers.providers where $1::uuid is null or id > $1 order by id limit $2",
      [after, PAGE],
    );
    if (rows.length === 0) return;
    await recordTrack(
      providers,
      rows.map(({ id }) => id),
    );
    after = rows.at(-1)!.id;
  }
};
