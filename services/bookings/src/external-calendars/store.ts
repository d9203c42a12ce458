import type { Tx } from "@loconomy/kit";
import type { Interval } from "../intervals.ts";
import type { CalendarProblemCode } from "./problem.ts";

export interface ExternalCalendarRow {
  id: string;
  providerId: string;
  userId: string;
  name: string;
  url: string;
  createdAt: Date;
  askedAt: Date;
  nextFetchAt: Date;
  lastFetchedAt: Date | null;
  lastSuccessAt: Date | null;
  failures: number;
  failingSince: Date | null;
  errorCode: CalendarProblemCode | null;
  staleSince: Date | null;
  etag: string | null;
  lastModified: string | null;
  digest: string | null;
  timeZone: string | null;
  readUntil: Date | null;
  events: number;
  unreadEvents: number;
}

const COLUMNS = `id, provider_id as "providerId", user_id as "userId", name, url, created_at as "createdAt", asked_at as "askedAt",
  next_fetch_at as "nextFetchAt", last_fetched_at as "lastFetchedAt", last_success_at as "lastSuccessAt", failures,
  failing_since as "failingSince", error_code as "errorCode", stale_since as "staleSince", etag, last_modified as "lastModified",
  digest, time_zone as "timeZone", read_until as "readUntil", events, unread_events as "unreadEvents"`;

/** A provider's calendars, the first connected first. */
export const listCalendars = (tx: Tx, providerId: string): Promise<ExternalCalendarRow[]> =>
  tx.query<ExternalCalendarRow>(
    `select ${COLUMNS} from bookings.external_calendars where provider_id = $1 order by id`,
    [providerId],
  );

/** One calendar of a provider; nobody else changes it until the transaction ends. */
export const lockCalendar = async (
  tx: Tx,
  providerId: string,
  id: string,
): Promise<ExternalCalendarRow | undefined> =>
  (
    await tx.query<ExternalCalendarRow>(
      `select ${COLUMNS} from bookings.external_calendars where id = $2 and provider_id = $1 for update`,
      [providerId, id],
    )
  )[0];

interface NewCalendar {
  providerId: string;
  userId: string;
  name: string;
  url: string;
  now: Date;
  calendarsMax: number;
}

/**
 * Writes down a new calendar, to be read at once. `exists`: the provider has one of that address; `isFull`: has as many as may be.
 */
export const insertCalendar = async (
  tx: Tx,
  { providerId, userId, name, url, now, calendarsMax }: NewCalendar,
): Promise<ExternalCalendarRow | "exists" | "full"> => {
  // One after the other for a provider, so that the number holds.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('external_calendars:' || $1, 0))", [
    providerId,
  ]);
  const known = await listCalendars(tx, providerId);
  if (known.some((calendar) => calendar.url === url)) return "exists";
  if (known.length >= calendarsMax) return "full";
  const rows = await tx.query<ExternalCalendarRow>(
    `insert into bookings.external_calendars (provider_id, user_id, name, url, created_at, asked_at, next_fetch_at)
     values ($1, $2, $3, $4, $5, $5, $5) returning ${COLUMNS}`,
    [providerId, userId, name, url, now],
  );
  return rows[0]!;
};

export const renameCalendar = async (
  tx: Tx,
  providerId: string,
  id: string,
  name: string,
): Promise<ExternalCalendarRow | undefined> =>
  (
    await tx.query<ExternalCalendarRow>(
      `update bookings.external_calendars set name = $3 where id = $2 and provider_id = $1 returning ${COLUMNS}`,
      [providerId, id, name],
    )
  )[0];

/** Forgets a calendar and when it was busy. Resolves with whether there was any of that id. */
export const deleteCalendar = async (tx: Tx, providerId: string, id: string): Promise<boolean> =>
  (
    await tx.query(
      "delete from bookings.external_calendars where id = $2 and provider_id = $1 returning id",
      [providerId, id],
    )
  ).length > 0;

/** Notes that the owner wants a calendar read now. */
export const askForCalendar = async (
  tx: Tx,
  id: string,
  now: Date,
): Promise<ExternalCalendarRow> => {
  const rows = await tx.query<ExternalCalendarRow>(
    `update bookings.external_calendars set asked_at = $2, next_fetch_at = $2 where id = $1 returning ${COLUMNS}`,
    [id, now],
  );
  return rows[0]!;
};

/** Takes up to `limit` calendars that are due (or the one of the id), for as long as the lease lasts. */
export const leaseDue = (
  tx: Tx,
  { now, until, limit, id }: { now: Date; until: Date; limit: number; id?: string },
): Promise<ExternalCalendarRow[]> =>
  tx.query<ExternalCalendarRow>(
    `update bookings.external_calendars set leased_until = $2 where id in (
       select id from bookings.external_calendars
        where next_fetch_at <= $1 and (leased_until is null or leased_until <= $1) and ($4::uuid is null or id = $4)
        order by next_fetch_at limit $3 for update skip locked)
     returning ${COLUMNS}`,
    [now, until, limit, id ?? null],
  );

interface ReadState {
  id: string;
  now: Date;
  nextFetchAt: Date;
}

/** The calendar is as it was read before. False: it is gone meanwhile. */
export const markUnchanged = async (
  tx: Tx,
  { id, now, nextFetchAt }: ReadState,
): Promise<boolean> =>
  (
    await tx.query(
      `update bookings.external_calendars set last_fetched_at = $2, last_success_at = $2, next_fetch_at = $3, leased_until = null,
         failures = 0, failing_since = null, error_code = null, stale_since = null where id = $1 returning id`,
      [id, now, nextFetchAt],
    )
  ).length > 0;

type Copy = Pick<
  ExternalCalendarRow,
  "etag" | "lastModified" | "digest" | "timeZone" | "readUntil" | "events" | "unreadEvents"
>;

/** What a calendar's copy is known by, and how far it was read. */
export const markCopy = async (tx: Tx, id: string, copy: Copy): Promise<void> => {
  await tx.query(
    `update bookings.external_calendars set etag = $2, last_modified = $3, digest = $4, time_zone = $5, read_until = $6, events = $7,
       unread_events = $8 where id = $1`,
    [
      id,
      copy.etag,
      copy.lastModified,
      copy.digest,
      copy.timeZone,
      copy.readUntil,
      copy.events,
      copy.unreadEvents,
    ],
  );
};

/** Puts a calendar's busy time in place of what it was. Resolves with whether anything to come is different. */
export const replaceBusy = async (
  tx: Tx,
  {
    id,
    providerId,
    busy,
    now,
  }: { id: string; providerId: string; busy: readonly Interval[]; now: Date },
): Promise<boolean> => {
  const before = await tx.query<Interval>(
    `delete from bookings.external_busy where calendar_id = $1
     returning (extract(epoch from starts_at) * 1000)::float8 as start, (extract(epoch from ends_at) * 1000)::float8 as "end"`,
    [id],
  );
  await tx.query(
    `insert into bookings.external_busy (calendar_id, provider_id, starts_at, ends_at)
     select $1, $2, to_timestamp(t.starts / 1000), to_timestamp(t.ends / 1000) from unnest($3::float8[], $4::float8[]) as t (starts, ends)`,
    [id, providerId, busy.map(({ start }) => start), busy.map(({ end }) => end)],
  );
  const toCome = (intervals: readonly Interval[]): string =>
    JSON.stringify(
      intervals
        .filter(({ end }) => end > now.getTime())
        .map(({ start, end }) => [start, end])
        .toSorted(([a = 0], [b = 0]) => a - b),
    );
  return toCome(before) !== toCome(busy);
};

interface FailedState extends ReadState {
  failures: number;
  failingSince: Date;
  staleSince: Date | null;
  errorCode: CalendarProblemCode;
}

/** The calendar could not be read; what was read before stays. False: it is gone meanwhile. */
export const markFailed = async (tx: Tx, state: FailedState): Promise<boolean> =>
  (
    await tx.query(
      `update bookings.external_calendars set last_fetched_at = $2, next_fetch_at = $3, leased_until = null, failures = $4,
         failing_since = $5, stale_since = $6, error_code = $7 where id = $1 returning id`,
      [
        state.id,
        state.now,
        state.nextFetchAt,
        state.failures,
        state.failingSince,
        state.staleSince,
        state.errorCode,
      ],
    )
  ).length > 0;
