import type { Quote, SeriesRule } from "@loconomy/contracts";
import type { Queryable, Tx } from "@loconomy/kit";
import { BOOKING_COLUMNS, type BookingRow } from "./booking-store.ts";
import { IS_OWNED, type HoldOwner } from "./hold-store.ts";

export interface SeriesRow {
  id: string;
  providerId: string;
  serviceId: string;
  timeZone: string;
  rule: SeriesRule;
  status: "active" | "used" | "released";
  expiresAt: Date;
}

/** A time of a series that is or was held. */
export interface HeldOccurrence {
  occurrence: number;
  start: Date;
  end: Date;
  quote: Quote;
}

const COLUMNS = `id, provider_id as "providerId", service_id as "serviceId", time_zone as "timeZone", rule, status,
  expires_at as "expiresAt"`;

/** Writes a series and makes holds, in the order of the ids, its occurrences. */
export const insertSeries = async (
  tx: Tx,
  series: Omit<SeriesRow, "id" | "status"> & { owner: HoldOwner; now: Date },
  holdIds: readonly string[],
): Promise<SeriesRow> => {
  const { owner } = series;
  const [row] = await tx.query<SeriesRow>(
    `with series as (
       insert into bookings.series (provider_id, service_id, user_id, guest_id, time_zone, rule, expires_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning *
     ), held as (
       update bookings.holds h set series_id = series.id, occurrence = n.occurrence
         from series, unnest($9::uuid[]) with ordinality as n (id, occurrence) where h.id = n.id
     )
     select ${COLUMNS} from series`,
    [
      series.providerId,
      series.serviceId,
      owner.userId,
      owner.userId === null ? owner.guestId : null,
      series.timeZone,
      JSON.stringify(series.rule),
      series.expiresAt,
      series.now,
      holdIds,
    ],
  );
  return row!;
};

/** A series that its owner holds, or made bookings of. */
export const findOwnSeries = async (
  tx: Queryable,
  id: string,
  owner: HoldOwner,
): Promise<SeriesRow | undefined> =>
  (
    await tx.query<SeriesRow>(
      `select ${COLUMNS} from bookings.series where id = $1 and ${IS_OWNED("$2::uuid", "$3::text")}`,
      [id, owner.userId, owner.guestId],
    )
  )[0];

export const listHeldOccurrences = (tx: Queryable, seriesId: string): Promise<HeldOccurrence[]> =>
  tx.query<HeldOccurrence>(
    `select occurrence, starts_at as start, ends_at as "end", quote from bookings.holds where series_id = $1 order by occurrence`,
    [seriesId],
  );

/** The holds of the series that somebody holds. */
export const listOwnSeriesHolds = async (
  tx: Queryable,
  owner: HoldOwner,
): Promise<readonly string[]> =>
  (
    await tx.query<{ id: string }>(
      `select id from bookings.holds where status = 'active' and series_id in (
         select id from bookings.series where status = 'active' and ${IS_OWNED("$1::uuid", "$2::text")})`,
      [owner.userId, owner.guestId],
    )
  ).map(({ id }) => id);

/** The same, and nobody else changes it until the transaction ends. */
export const lockOwnSeries = async (
  tx: Tx,
  id: string,
  owner: HoldOwner,
): Promise<SeriesRow | undefined> =>
  (
    await tx.query<SeriesRow>(
      `select ${COLUMNS} from bookings.series where id = $1 and ${IS_OWNED("$2::uuid", "$3::text")} for update`,
      [id, owner.userId, owner.guestId],
    )
  )[0];

/** The rule of a series, for whoever sees its bookings. */
export const findSeries = async (tx: Queryable, id: string): Promise<SeriesRow | undefined> =>
  (await tx.query<SeriesRow>(`select ${COLUMNS} from bookings.series where id = $1`, [id]))[0];

/** Makes the bookings that were made of a series' holds its occurrences, and the series its customer's. */
export const joinSeries = async (
  tx: Tx,
  seriesId: string,
  userId: string,
): Promise<BookingRow[]> => {
  await tx.query("update bookings.series set status = 'used', user_id = $2 where id = $1", [
    seriesId,
    userId,
  ]);
  await tx.query(
    `update bookings.bookings b set series_id = $1, occurrence = h.occurrence, occurrences = h.occurrences
       from (select booking_id, occurrence, (count(*) over ())::int as occurrences from bookings.holds where series_id = $1) h
      where b.id = h.booking_id`,
    [seriesId],
  );
  return listSeries(tx, seriesId);
};

/** What the acting person may see of the bookings of a series, by their number. */
export const listSeries = (tx: Queryable, seriesId: string): Promise<BookingRow[]> =>
  tx.query<BookingRow>(
    `select ${BOOKING_COLUMNS} from bookings.bookings b where b.series_id = $1 order by b.occurrence`,
    [seriesId],
  );

/** The same, and nobody else changes them until the transaction ends. Always in the same order, so that nobody waits in a circle. */
export const lockSeries = (tx: Tx, seriesId: string): Promise<BookingRow[]> =>
  tx.query<BookingRow>(
    `select ${BOOKING_COLUMNS} from bookings.bookings b where b.series_id = $1 order by b.occurrence for update`,
    [seriesId],
  );

/** Gives a series that its owner holds back, all times of it; of all that they hold when there is no id. Answers whose times. */
export const releaseSeries = async (
  tx: Tx,
  owner: HoldOwner,
  id: string | null = null,
): Promise<string[]> => {
  const freed = await tx.query<{ providerId: string }>(
    `with released as (
       update bookings.series set status = 'released'
        where status = 'active' and ($3::uuid is null or id = $3) and ${IS_OWNED("$1::uuid", "$2::text")} returning id, provider_id
     ), holds as (
       update bookings.holds set status = 'released'
        where series_id in (select id from released) and status = 'active' returning id
     ), freed as (
       delete from bookings.time_claims where id in (select id from holds) and kind = 'hold'
     )
     select distinct provider_id as "providerId" from released`,
    [owner.userId, owner.guestId, id],
  );
  return freed.map(({ providerId }) => providerId);
};
