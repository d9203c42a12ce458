import type { Actor, JobPlace, Service } from "@loconomy/contracts";
import { query, sqlState, type Db, type Tx } from "@loconomy/kit";
import type { Interval } from "./intervals.ts";
import type { HeldQuote } from "./prices.ts";
import { roughly } from "./travel.ts";

/** Who a hold belongs to: a person, a browser, or a person who still carries the browser's anonymous id. */
export interface HoldOwner {
  userId: string | null;
  guestId: string | null;
}

export const ownerOf = (actor: Actor): HoldOwner => ({
  userId: actor.kind === "user" ? actor.userId : null,
  guestId: actor.kind === "system" ? null : actor.guestId,
});

/** Provider and service as they were when the time was held. */
interface Offer {
  providerUserId: string;
  providerName: string;
  providerSlug: string;
  serviceName: string;
  /** Not there in holds from before there were variants. */
  variantId?: string | null;
  /** Of the provider; not there in holds from before there were coupons. */
  categoryId?: string;
  location: Service["location"];
  isInstant: boolean;
  /** Where the job is to be, as far as it was said. */
  place?: JobPlace | null;
}

export interface HoldRow {
  id: string;
  providerId: string;
  serviceId: string;
  start: Date;
  end: Date;
  timeZone: string;
  status: "active" | "used" | "released" | "expired";
  expiresAt: Date;
  quote: HeldQuote;
  offer: Offer;
  bookingId: string | null;
  /** When it was kept for longer, which is done once. */
  renewedAt: Date | null;
  /** Held by the waiting list. */
  isOffer: boolean;
}

const COLUMNS = `id, provider_id as "providerId", service_id as "serviceId", starts_at as start, ends_at as "end",
  time_zone as "timeZone", status, expires_at as "expiresAt", quote, offer, booking_id as "bookingId",
  renewed_at as "renewedAt", is_offer as "isOffer"`;
/** A hold of a browser is its person's after sign-in; one of a person is never a browser's. */
export const IS_OWNED = (user: string, guest: string): string =>
  `(user_id = ${user} or user_id is null and guest_id = ${guest})`;

export interface NewHold {
  owner: HoldOwner;
  providerId: string;
  serviceId: string;
  slot: Interval;
  /** How many people can book the same time. */
  capacity: number;
  /** The slot with its buffers: what is taken from the calendar. */
  claim: Interval;
  timeZone: string;
  expiresAt: Date;
  quote: HeldQuote;
  offer: Offer;
  now: Date;
  activeMax: number;
}

export interface Placed {
  /** Null when the time is gone, or the owner holds too many. */
  id: string | null;
  /** How many holds the owner had before. */
  active: number;
}

/** Why a time cannot be held: it is gone, the day or the week has enough jobs, or it cannot be reached in time. */
export type Refusal = "taken" | "full" | "too_far";

/** `refusal` counts where there is no id. */
export interface Refused extends Placed {
  refusal: Refusal;
}

/**
 * Claims the time and writes the hold in one statement: either both rows are there or neither, and whoever comes second finds
 * the claim. Claims of this provider that have run out make way first; what a calendar elsewhere says is busy cannot be held.
 */
export const placeHold = async (db: Db | Tx, hold: NewHold): Promise<Placed> => {
  const place = hold.offer.place && roughly(hold.offer.place);
  for (let attempt = 1; ; attempt++) {
    try {
      const rows = await query<Placed>(db, PLACE_HOLD, [
        hold.providerId,
        hold.serviceId,
        hold.owner.userId,
        hold.owner.userId === null ? hold.owner.guestId : null,
        new Date(hold.slot.start),
        new Date(hold.slot.end),
        new Date(hold.claim.start),
        new Date(hold.claim.end),
        hold.timeZone,
        hold.expiresAt,
        JSON.stringify(hold.quote),
        JSON.stringify(hold.offer),
        hold.now,
        hold.activeMax,
        place?.lat ?? null,
        place?.lng ?? null,
      ]);
      return rows[0] ?? { id: null, active: 0 };
    } catch (error) {
      // Two holds that sweep the same void claims in different order: one of them is asked to try again.
      if (!("pool" in db) || attempt >= 4 || sqlState(error) !== "40P01") throw error;
    }
  }
};

const PLACE_HOLD = `
  with gone as (
    delete from bookings.time_claims where provider_id = $1 and expires_at <= $13 returning id
  ), mine as (
    select count(*)::int as active from bookings.holds
     where status = 'active' and series_id is null and not is_offer and expires_at > $13 and (user_id = $3::uuid or guest_id = $4::text)
  ), id as materialized (
    select uuidv7() as id
  ), claim as (
    insert into bookings.time_claims (id, provider_id, kind, period, starts_at, ends_at, expires_at, lat, lng)
    select id.id, $1, 'hold', tstzrange($7, $8), $5, $6, $10, $15::float8, $16::float8
      from id, mine, (select count(*) from gone) swept where mine.active < $14 and not exists (
        select from bookings.external_busy e where e.provider_id = $1 and tstzrange(e.starts_at, e.ends_at) && tstzrange($7, $8))
    on conflict do nothing returning id
  ), hold as (
    insert into bookings.holds (id, provider_id, service_id, user_id, guest_id, starts_at, ends_at, time_zone, expires_at, quote, offer, created_at)
    select claim.id, $1, $2, $3, $4, $5, $6, $9, $10, $11, $12, $13 from claim returning id
  )
  select (select id from hold) as id, (select active from mine) as active`;

export const findHold = async (
  db: Db,
  id: string,
  owner: HoldOwner,
): Promise<HoldRow | undefined> =>
  (
    await query<HoldRow>(
      db,
      `select ${COLUMNS} from bookings.holds where id = $1 and series_id is null and ${IS_OWNED("$2::uuid", "$3::text")}`,
      [id, owner.userId, owner.guestId],
    )
  )[0];

/** The hold, locked until the transaction ends, and an id for the booking to be made of it. */
export const lockHold = async (
  tx: Tx,
  id: string,
  owner: HoldOwner,
): Promise<(HoldRow & { nextBookingId: string }) | undefined> =>
  (
    await tx.query<HoldRow & { nextBookingId: string }>(
      `select ${COLUMNS}, uuidv7() as "nextBookingId" from bookings.holds where id = $1 and series_id is null and ${IS_OWNED("$2::uuid", "$3::text")} for update`,
      [id, owner.userId, owner.guestId],
    )
  )[0];

/** What an owner holds of a provider's service and has not booked, by start; of those that begin in a range. */
export const findHeld = (
  db: Db,
  owner: HoldOwner,
  { providerId, serviceId, from, to, now }: HeldQuestion,
): Promise<HoldRow[]> =>
  query<HoldRow>(
    db,
    `select ${COLUMNS} from bookings.holds
      where status = 'active' and series_id is null and expires_at > $3 and ${IS_OWNED("$1::uuid", "$2::text")}
        and provider_id = $4 and service_id = $5 and starts_at >= $6 and starts_at < $7
      order by starts_at`,
    [owner.userId, owner.guestId, now, providerId, serviceId, new Date(from), new Date(to)],
  );

interface HeldQuestion {
  providerId: string;
  serviceId: string;
  /** Epoch ms, `to` excluded. */
  from: number;
  to: number;
  now: Date;
}

/**
 * Keeps a locked hold, its claim or seat and the booking that awaits payment because of it until a later moment, all or none.
 * Undefined when the claim or seat has gone, run out or been paid for meanwhile; the transaction must then be given up.
 */
export const extendHold = async (
  tx: Tx,
  id: string,
  { expiresAt, now }: { expiresAt: Date; now: Date },
): Promise<HoldRow | undefined> =>
  (
    await tx.query<HoldRow>(
      `with claim as (
         update bookings.time_claims set expires_at = $2 where id = $1 and expires_at > $3 returning id
       ), seat as (
         update bookings.class_seats set expires_at = $2 where id = $1 and expires_at > $3 returning id
       ), kept as (
         select id from claim union all select id from seat
       ), unpaid as (
         update bookings.bookings b set expires_at = $2, updated_at = $3 from bookings.holds h, kept
          where h.id = kept.id and b.id = h.booking_id and b.status = 'awaiting_payment'
       )
       update bookings.holds set expires_at = $2, renewed_at = $3 where id in (select id from kept) returning ${COLUMNS}`,
      [id, expiresAt, now],
    )
  )[0];

/** Writes another quote to a hold. Answers the use of a coupon that was in the one before; undefined when it is not held any more. */
export const saveQuote = async (
  tx: Tx,
  id: string,
  quote: HeldQuote,
): Promise<{ redemptionId: string | null } | undefined> =>
  (
    await tx.query<{ redemptionId: string | null }>(
      `update bookings.holds set quote = $2 where id = $1 and status = 'active'
       returning old.quote -> 'coupon' ->> 'redemptionId' as "redemptionId"`,
      [id, JSON.stringify(quote)],
    )
  )[0];

/** The holds of a series by their number. Whose they are is for the series to say. */
export const findHoldsOfSeries = (db: Db, seriesId: string): Promise<HoldRow[]> =>
  query<HoldRow>(
    db,
    `select ${COLUMNS} from bookings.holds where series_id = $1 order by occurrence`,
    [seriesId],
  );

/** The holds of a series by their number, as `lockHold` has one. Whose they are is for the series to say. */
export const lockHoldsOfSeries = (
  tx: Tx,
  seriesId: string,
): Promise<Array<HoldRow & { nextBookingId: string }>> =>
  tx.query(
    `select ${COLUMNS}, uuidv7() as "nextBookingId" from bookings.holds where series_id = $1 order by occurrence for update`,
    [seriesId],
  );

interface Released {
  before: HoldRow["status"];
  isReleased: boolean;
  providerId: string;
  /** Of the coupon that was taken off its price. */
  redemptionId: string | null;
}

/**
 * Gives a held time back. `before`: the status it had; undefined when there is no such hold of this owner. Its coupon is read from the
 * row that is written: one may have been taken off while this waited for it.
 */
export const releaseHold = async (
  db: Db | Tx,
  id: string,
  owner: HoldOwner,
): Promise<Released | undefined> =>
  (
    await query<Released>(
      db,
      `with released as (
         update bookings.holds set status = 'released' where id = $1 and series_id is null and ${IS_OWNED("$2::uuid", "$3::text")} and status = 'active'
         returning id, quote -> 'coupon' ->> 'redemptionId' as redemption_id
       ), freed as (
         delete from bookings.time_claims where id in (select id from released) and kind = 'hold'
       ), left_seat as (
         delete from bookings.class_seats where id in (select id from released)
       )
       select status as before, exists (select from released) as "isReleased", provider_id as "providerId",
              (select redemption_id from released) as "redemptionId" from bookings.holds where id = $1 and series_id is null and ${IS_OWNED("$2::uuid", "$3::text")}`,
      [id, owner.userId, owner.guestId],
    )
  )[0];

/**
 * Frees what holds left behind, and forgets holds that came to nothing a week ago. Resolves with the providers that have time
 * again.
 */
export const sweepHolds = async (tx: Tx, now: Date): Promise<string[]> => {
  await tx.query("delete from bookings.time_claims where kind = 'hold' and expires_at <= $1", [
    now,
  ]);
  await tx.query("delete from bookings.class_seats where booking_id is null and expires_at <= $1", [
    now,
  ]);
  const freed = await tx.query<{ providerId: string }>(
    `with expired as (
       update bookings.holds set status = 'expired' where status = 'active' and expires_at <= $1 returning provider_id
     )
     select distinct provider_id as "providerId" from expired`,
    [now],
  );
  await tx.query(
    "delete from bookings.holds where status <> 'used' and expires_at <= $1::timestamptz - interval '7 days'",
    [now],
  );
  await tx.query(
    "delete from bookings.series where status <> 'used' and expires_at <= $1::timestamptz - interval '7 days'",
    [now],
  );
  return freed.map(({ providerId }) => providerId);
};
