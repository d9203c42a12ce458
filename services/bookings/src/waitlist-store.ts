import type { Queryable, Tx } from "@loconomy/kit";
import type { OfferedHold, WaitlistState } from "./waitlist.ts";

export interface WaitlistRow {
  id: string;
  userId: string;
  providerId: string;
  providerUserId: string;
  serviceId: string;
  variantId: string | null;
  providerName: string;
  providerSlug: string;
  serviceName: string;
  /** `YYYY-MM-DD`; times are `HH:MM` by the clocks of `timeZone`. */
  day: string;
  from: string;
  to: string;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
  /** As it was noted last; `stateOfEntry` says where it stands now. */
  state: WaitlistState;
  holdId: string | null;
  createdAt: Date;
  /** What became of what was offered last. */
  hold: (OfferedHold & { start: Date; end: Date; bookingId: string | null }) | null;
}

const COLUMNS = `w.id, w.user_id as "userId", w.provider_id as "providerId", w.provider_user_id as "providerUserId",
  w.service_id as "serviceId", w.variant_id as "variantId", w.provider_name as "providerName", w.provider_slug as "providerSlug",
  w.service_name as "serviceName", w.day::text as day, w.from_time as "from", w.to_time as "to", w.time_zone as "timeZone",
  w.starts_at as "startsAt", w.ends_at as "endsAt", w.state, w.hold_id as "holdId", w.created_at as "createdAt"`;

const IS_LIVE = "w.state in ('waiting', 'offered')";

interface FlatRow extends Omit<WaitlistRow, "hold"> {
  holdStatus: OfferedHold["status"] | null;
  holdStart: Date;
  holdEnd: Date;
  holdExpiresAt: Date;
  bookingId: string | null;
  bookingStatus: string | null;
}

const toRow = ({
  holdStatus,
  holdStart,
  holdEnd,
  holdExpiresAt,
  bookingId,
  bookingStatus,
  ...entry
}: FlatRow): WaitlistRow => ({
  ...entry,
  hold: holdStatus && {
    status: holdStatus,
    start: holdStart,
    end: holdEnd,
    expiresAt: holdExpiresAt,
    bookingId,
    bookingStatus,
  },
});

const select = async (db: Queryable, rest: string, params: unknown[]): Promise<WaitlistRow[]> =>
  (
    await db.query<FlatRow>(
      `select ${COLUMNS}, h.status as "holdStatus", h.starts_at as "holdStart", h.ends_at as "holdEnd", h.expires_at as "holdExpiresAt",
              h.booking_id as "bookingId", b.status as "bookingStatus"
         from bookings.waitlist_entries w left join bookings.holds h on h.id = w.hold_id left join bookings.bookings b on b.id = h.booking_id
        where ${rest}`,
      params,
    )
  ).map(toRow);

/** Live entries of a provider in their order, and all others wait for this transaction to see them. */
export const lockLine = async (tx: Tx, providerId: string): Promise<WaitlistRow[]> => {
  await tx.query(
    `select from bookings.waitlist_entries w where w.provider_id = $1 and ${IS_LIVE} order by w.id for update`,
    [providerId],
  );
  return select(tx, `w.provider_id = $1 and ${IS_LIVE} order by w.id`, [providerId]);
};

/** Those of a provider's whose day is not over, to read only, at most so many; and how many there are. */
export const listLine = async (
  db: Queryable,
  providerId: string,
  { limit, now }: { limit: number; now: Date },
): Promise<{ rows: WaitlistRow[]; total: number }> => {
  const where = `w.provider_id = $1 and ${IS_LIVE} and w.ends_at > $2`;
  const [count] = await db.query<{ total: number }>(
    `select count(*)::int as total from bookings.waitlist_entries w where ${where}`,
    [providerId, now],
  );
  const rows = await select(db, `${where} order by w.id limit $3`, [providerId, now, limit]);
  return { rows, total: count!.total };
};

/** What anybody waits for at a provider, and from when on. */
export const wishesInLine = (
  db: Queryable,
  providerId: string,
): Promise<Array<Pick<WaitlistRow, "serviceId" | "variantId" | "startsAt">>> =>
  db.query(
    `select distinct w.service_id as "serviceId", w.variant_id as "variantId", w.starts_at as "startsAt"
       from bookings.waitlist_entries w where w.provider_id = $1 and ${IS_LIVE}`,
    [providerId],
  );

/** Providers whose time anybody waits for, of all or of these. */
export const providersWithLine = async (tx: Tx, of?: readonly string[]): Promise<string[]> =>
  (
    await tx.query<{ id: string }>(
      `select distinct w.provider_id as id from bookings.waitlist_entries w
        where ${IS_LIVE} and ($1::uuid[] is null or w.provider_id = any($1))`,
      [of ?? null],
    )
  ).map(({ id }) => id);

/** A person's entries: the live ones, and others that changed since a moment, newest first. */
export const listOwn = (
  tx: Queryable,
  userId: string,
  since: Date,
  limit: number,
): Promise<WaitlistRow[]> =>
  select(tx, `w.user_id = $1 and (${IS_LIVE} or w.changed_at >= $2) order by w.id desc limit $3`, [
    userId,
    since,
    limit,
  ]);

export type NewEntry = Omit<WaitlistRow, "id" | "state" | "holdId" | "hold">;

/** Joins the line at its end. Undefined: the same wish is in it already. */
export const insertEntry = async (tx: Tx, entry: NewEntry): Promise<WaitlistRow | undefined> => {
  const rows = await tx.query<Omit<WaitlistRow, "hold">>(
    `insert into bookings.waitlist_entries as w (user_id, provider_id, provider_user_id, service_id, variant_id, provider_name,
       provider_slug, service_name, day, from_time, to_time, time_zone, starts_at, ends_at, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
     on conflict do nothing returning ${COLUMNS}`,
    [
      entry.userId,
      entry.providerId,
      entry.providerUserId,
      entry.serviceId,
      entry.variantId,
      entry.providerName,
      entry.providerSlug,
      entry.serviceName,
      entry.day,
      entry.from,
      entry.to,
      entry.timeZone,
      entry.startsAt,
      entry.endsAt,
      entry.createdAt,
    ],
  );
  return rows[0] && { ...rows[0], hold: null };
};

/** How many wishes of a person are alive. */
export const countLive = async (tx: Tx, userId: string): Promise<number> =>
  (
    await tx.query<{ count: number }>(
      `select count(*)::int as count from bookings.waitlist_entries w where w.user_id = $1 and ${IS_LIVE}`,
      [userId],
    )
  )[0]!.count;

/** Forgets entries that have been over for three months. */
export const forgetEntries = async (tx: Tx, now: Date): Promise<void> => {
  await tx.query(
    "delete from bookings.waitlist_entries where state in ('booked', 'ended') and changed_at < $1::timestamptz - interval '90 days'",
    [now],
  );
};

/** Notes where an entry stands. */
export const saveState = async (
  tx: Tx,
  id: string,
  { state, holdId }: { state: WaitlistState; holdId: string | null },
  now: Date,
): Promise<void> => {
  await tx.query(
    "update bookings.waitlist_entries set state = $2, hold_id = $3, changed_at = $4 where id = $1",
    [id, state, holdId, now],
  );
};

/** The offered time is booked and paid for: its owner waits no longer. */
export const closeEntry = async (tx: Tx, holdId: string | null, now: Date): Promise<void> => {
  tx.write(
    "update bookings.waitlist_entries set state = 'booked', changed_at = $2 where hold_id = $1 and state = 'offered'",
    [holdId, now],
  );
};

/** Removes an entry of a person's; what it was is resolved with. */
export const deleteEntry = async (
  tx: Tx,
  id: string,
  userId: string,
): Promise<{ holdId: string | null; providerId: string } | undefined> =>
  (
    await tx.query<{ holdId: string | null; providerId: string }>(
      `delete from bookings.waitlist_entries where id = $1 and user_id = $2 returning hold_id as "holdId", provider_id as "providerId"`,
      [id, userId],
    )
  )[0];

/** Starts (epoch ms) that were offered before to somebody for a service. */
export const offeredStarts = async (
  tx: Tx,
  { userId, serviceId }: Pick<WaitlistRow, "userId" | "serviceId">,
): Promise<number[]> =>
  (
    await tx.query<{ start: Date }>(
      "select starts_at as start from bookings.waitlist_offers where user_id = $1 and service_id = $2",
      [userId, serviceId],
    )
  ).map(({ start }) => start.getTime());

/** Notes that a hold which was just placed is an offer to an entry. Offering the same start to a person again breaks a key. */
export const insertOffer = async (
  tx: Tx,
  { id, userId, serviceId }: Pick<WaitlistRow, "id" | "userId" | "serviceId">,
  { holdId, start }: { holdId: string; start: Date },
  now: Date,
): Promise<void> => {
  await tx.query(
    `with offer as (
       insert into bookings.waitlist_offers (hold_id, entry_id, user_id, service_id, starts_at, offered_at) values ($1, $2, $3, $4, $5, $6)
     )
     update bookings.holds set is_offer = true where id = $1`,
    [holdId, id, userId, serviceId, start, now],
  );
};
