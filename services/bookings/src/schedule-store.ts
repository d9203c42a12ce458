import type { Position, ScheduleRules } from "@loconomy/contracts";
import { query, type Db, type Queryable, type Tx } from "@loconomy/kit";
import type { Claim, Interval, Session } from "./intervals.ts";

export interface ScheduleRow extends ScheduleRules {
  providerId: string;
  /** Where the provider works or starts from; null while nothing is on offer. */
  base: Position | null;
  /** Some of what is on offer is at the customer's place. */
  isMobile: boolean;
}

/** Columns of `bookings.schedules`, by the names of `ScheduleRow`. */
export const RULES = `provider_id as "providerId", time_zone as "timeZone", weekly, exceptions, step_minutes as "stepMinutes",
  buffer_before_minutes as "bufferBeforeMinutes", buffer_after_minutes as "bufferAfterMinutes",
  notice_minutes as "noticeMinutes", horizon_days as "horizonDays", slot_anchor as "slotAnchor", daily_max as "dailyMax",
  weekly_max as "weeklyMax", travel_speed_kmh as "travelSpeedKmh",
  (select json_build_object('lat', o.lat, 'lng', o.lng) from bookings.offers o
    where o.provider_id = schedules.provider_id limit 1) as base,
  exists (select from bookings.offers o
    where o.provider_id = schedules.provider_id and o.location = 'customer') as "isMobile"`;

/** Monday to Friday, nine to five, for a provider who has not said otherwise. */
export const defaultRules = (timeZone: string): ScheduleRules => ({
  timeZone,
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: "09:00", end: "17:00" })),
  exceptions: [],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 120,
  horizonDays: 60,
  slotAnchor: "window",
  dailyMax: null,
  weeklyMax: null,
  travelSpeedKmh: 40,
});

export const findSchedules = (
  db: Db | Queryable,
  providerIds: readonly string[],
): Promise<ScheduleRow[]> =>
  query<ScheduleRow>(
    db,
    `select ${RULES} from bookings.schedules where provider_id = any($1::uuid[])`,
    [providerIds],
  );

/** Schedules with how many people each group class takes, by service. */
export const findSchedulesWithGroups = (
  db: Db,
  providerIds: readonly string[],
): Promise<Array<ScheduleRow & { groups: Record<string, number> | null }>> =>
  query(
    db,
    `select ${RULES}, (select json_object_agg(o.service_id, o.capacity) from bookings.offers o
              where o.provider_id = schedules.provider_id and o.capacity > 1) as groups
       from bookings.schedules where provider_id = any($1::uuid[])`,
    [providerIds],
  );

export const findSchedule = async (db: Db, providerId: string): Promise<ScheduleRow | undefined> =>
  (await findSchedules(db, [providerId]))[0];

/** Writes a provider's rules; with `keep`, only when there are none yet. Resolves with whether it did. */
export const saveSchedule = async (
  tx: Tx,
  providerId: string,
  rules: ScheduleRules,
  now: Date,
  { keep = false } = {},
): Promise<boolean> => {
  const rows = await tx.query(
    `insert into bookings.schedules (provider_id, time_zone, weekly, exceptions, step_minutes, buffer_before_minutes,
       buffer_after_minutes, notice_minutes, horizon_days, updated_at, slot_anchor, daily_max, weekly_max,
       travel_speed_kmh)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (provider_id) do ${
       keep
         ? "nothing"
         : `update set time_zone = excluded.time_zone, weekly = excluded.weekly, exceptions = excluded.exceptions,
              step_minutes = excluded.step_minutes, buffer_before_minutes = excluded.buffer_before_minutes,
              buffer_after_minutes = excluded.buffer_after_minutes, notice_minutes = excluded.notice_minutes,
              horizon_days = excluded.horizon_days, updated_at = excluded.updated_at, slot_anchor = excluded.slot_anchor,
              daily_max = excluded.daily_max, weekly_max = excluded.weekly_max,
              travel_speed_kmh = excluded.travel_speed_kmh`
     } returning provider_id`,
    [
      providerId,
      rules.timeZone,
      JSON.stringify(rules.weekly),
      JSON.stringify(rules.exceptions),
      rules.stepMinutes,
      rules.bufferBeforeMinutes,
      rules.bufferAfterMinutes,
      rules.noticeMinutes,
      rules.horizonDays,
      now,
      rules.slotAnchor,
      rules.dailyMax,
      rules.weeklyMax,
      rules.travelSpeedKmh,
    ],
  );
  return rows.length > 0;
};

/**
 * What is spoken for, here or in calendars elsewhere, as a lateral query: its parameters are SQL. Epoch milliseconds.
 */
export const busySql = (of: {
  provider: string;
  from: string;
  to: string;
  now: string;
}): string => `
  select c.id, c.provider_id as "providerId", date_part('epoch', lower(c.period)) * 1000 as start,
         date_part('epoch', upper(c.period)) * 1000 as "end", date_part('epoch', c.starts_at) * 1000 as "jobStart",
         date_part('epoch', c.ends_at) * 1000 as "jobEnd", c.lat, c.lng,
         case c.kind when 'class' then json_build_array(c.service_id, date_part('epoch', c.ends_at) * 1000, (
           select count(*) from bookings.class_seats s
            where s.session_id = c.id and (s.expires_at is null or s.expires_at > ${of.now}))) end as session
    from bookings.time_claims c
   where c.provider_id = ${of.provider} and c.period && tstzrange(${of.from}, ${of.to})
     and (c.expires_at is null or c.expires_at > ${of.now})
  union all
  select null, e.provider_id, date_part('epoch', e.starts_at) * 1000, date_part('epoch', e.ends_at) * 1000, null,
         null, null, null, null
    from bookings.external_busy e
   where e.provider_id = ${of.provider} and tstzrange(e.starts_at, e.ends_at) && tstzrange(${of.from}, ${of.to})`;

export interface ClaimRow extends Interval {
  id: string | null;
  jobStart: number | null;
  jobEnd: number | null;
  lat: number | null;
  lng: number | null;
  session: SessionList | null;
}

/** Service, end and seats that are taken. */
export type SessionList = [serviceId: string, end: number, taken: number];

/** A row of `busySql`. */
export const toClaim = ({
  id,
  start,
  end,
  jobStart,
  jobEnd,
  lat,
  lng,
  session,
}: ClaimRow): Claim => ({
  id: id ?? undefined,
  start,
  end,
  jobStart: jobStart ?? undefined,
  jobEnd: jobEnd ?? undefined,
  place: lat === null || lng === null ? undefined : { lat, lng },
  ...(session ? { session: toSession(session) } : {}),
});

const toSession = ([serviceId, end, taken]: SessionList): Session => ({
  serviceId,
  end,
  taken,
});

/** What is spoken for between two moments (epoch ms), here or in calendars elsewhere, by provider: one query however many. */
export const findBusy = async (
  db: Db | Queryable,
  providerIds: readonly string[],
  from: number,
  to: number,
  now: number,
): Promise<Map<string, Claim[]>> => {
  const rows = await query<ClaimRow & { providerId: string }>(
    db,
    `select b.* from unnest($1::uuid[]) as p (id)
      cross join lateral (${busySql({ provider: "p.id", from: "$2", to: "$3", now: "$4" })}) b`,
    [providerIds, new Date(from), new Date(Math.max(from, to)), new Date(now)],
  );
  const busy = new Map<string, Claim[]>();
  for (const row of rows) {
    const claims = busy.get(row.providerId);
    if (claims) claims.push(toClaim(row));
    else busy.set(row.providerId, [toClaim(row)]);
  }
  return busy;
};

export interface TimeOffRow {
  id: string;
  start: Date;
  end: Date;
  note: string | null;
}

/** Time off that is not over yet. */
export const findTimeOff = (db: Db, providerId: string, now: Date): Promise<TimeOffRow[]> =>
  query<TimeOffRow>(
    db,
    `select id, starts_at as start, ends_at as "end", note from bookings.time_off where provider_id = $1 and ends_at > $2 order by starts_at limit 500`,
    [providerId, now],
  );

/**
 * Takes time off, unless something else has the time: then undefined. Void claims make way; what is over of it needs none, so that
 * a day can still be taken off after the jobs of its morning.
 */
export const insertTimeOff = async (
  tx: Tx,
  {
    providerId,
    start,
    end,
    note,
    now,
  }: { providerId: string; start: Date; end: Date; note: string | null; now: Date },
): Promise<TimeOffRow | undefined> => {
  const rows = await tx.query<TimeOffRow>(
    `with gone as (
       delete from bookings.time_claims where provider_id = $1 and expires_at <= $5 returning id
     ), id as materialized (
       select uuidv7() as id
     ), claim as (
       insert into bookings.time_claims (id, provider_id, kind, period)
       select id.id, $1, 'time_off', tstzrange(greatest($2::timestamptz, $5::timestamptz), $3) from id, (select count(*) from gone) swept
       on conflict do nothing returning id
     )
     insert into bookings.time_off (id, provider_id, starts_at, ends_at, note, created_at)
     select claim.id, $1, $2, $3, $4, $5 from claim
     returning id, starts_at as start, ends_at as "end", note`,
    [providerId, start, end, note, now],
  );
  return rows[0];
};

/** Gives time off back. Resolves with whether there was any of that id. */
export const deleteTimeOff = async (tx: Tx, providerId: string, id: string): Promise<boolean> => {
  const rows = await tx.query(
    `with gone as (delete from bookings.time_off where id = $2 and provider_id = $1 returning id)
     delete from bookings.time_claims where id in (select id from gone) and kind = 'time_off' returning id`,
    [providerId, id],
  );
  return rows.length > 0;
};
