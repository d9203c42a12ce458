import type {
  BookingParty,
  BookingStatus,
  Dispute,
  PolicyTerms,
  Proposal,
} from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";
import { BOOKING_COLUMNS, type BookingRow } from "./booking-store.ts";
import type { ChainedFact } from "./timeline.ts";

interface WrittenEntry extends ChainedFact {
  reason: string | null;
  reasonSalt: string | null;
}

/** A timeline entry takes the parameters $1–$13 of whatever statement writes it. */
const ENTRY_COLUMNS = `booking_id, sequence, customer_id, provider_user_id, action, by_party, from_status, to_status, at, reason,
  reason_salt, reason_digest, previous_hash, hash, starts_at, ends_at`;
const ENTRY_VALUES = `b.id, $1::int, b.customer_id, b.provider_user_id, $2, $3, $4::bookings.booking_status, $5::bookings.booking_status,
  $6::timestamptz, $7, $8, $9, $10, $11, $12::timestamptz, $13::timestamptz`;
const entryParams = (e: WrittenEntry): unknown[] => [
  e.sequence,
  e.action,
  e.by,
  e.from,
  e.to,
  e.at,
  e.reason,
  e.reasonSalt,
  e.reasonDigest,
  e.previousHash,
  e.hash,
  e.start,
  e.end,
];

/**
 * Writes a new booking with its first timeline entry and turns its hold and the hold's claim into the booking's.
 * Resolves with undefined when the claim is gone; the transaction must then be given up.
 */
export const insertBooking = async (
  tx: Tx,
  row: Omit<BookingRow, "seriesId" | "occurrence" | "occurrences"> & { holdId: string },
  entry: WrittenEntry,
): Promise<BookingRow | undefined> => {
  const rows = await tx.query<BookingRow>(INSERT_BOOKING, [
    ...entryParams(entry),
    row.id,
    row.customerId,
    row.customerName,
    row.providerId,
    row.providerUserId,
    row.providerName,
    row.providerSlug,
    row.serviceId,
    row.serviceName,
    row.holdId,
    row.status,
    row.start,
    row.end,
    row.durationMinutes,
    row.timeZone,
    JSON.stringify(row.location),
    row.notes,
    JSON.stringify(row.pricing),
    row.priceAmount,
    row.priceCurrency,
    row.isInstant,
    row.expiresAt,
    row.createdAt,
  ]);
  return rows[0];
};

const INSERT_BOOKING = `
  with claim as (
    update bookings.time_claims set kind = 'booking', booking_id = $14::uuid,
      lat = coalesce(round(($29::jsonb->'place'->>'lat')::numeric, 2), lat::numeric),
      lng = coalesce(round(($29::jsonb->'place'->>'lng')::numeric, 2), lng::numeric)
     where id = $23::uuid and kind = 'hold' returning id
  ), seat as (
    update bookings.class_seats set booking_id = $14::uuid where id = $23::uuid and booking_id is null returning id
  ), b as (
    insert into bookings.bookings (id, customer_id, customer_name, provider_id, provider_user_id, provider_name, provider_slug,
      service_id, service_name, hold_id, status, scheduled_at, ends_at, duration_minutes, time_zone, location, notes, pricing,
      price_amount, price_currency, is_instant, expires_at, created_at, updated_at, timeline_sequence, timeline_hash)
    select $14::uuid, $15::uuid, $16, $17::uuid, $18::uuid, $19, $20, $21::uuid, $22, claim.id, $24::bookings.booking_status,
      $25::timestamptz, $26::timestamptz, $27::int, $28, $29::jsonb, $30, $31::jsonb, $32::bigint, $33, $34::boolean,
      $35::timestamptz, $36::timestamptz, $36, $1, $11
    from (select id from claim union all select id from seat) claim returning *
  ), used as (
    update bookings.holds set status = 'used', booking_id = b.id, user_id = b.customer_id from b where holds.id = b.hold_id
  ), entry as (
    insert into bookings.timeline (${ENTRY_COLUMNS}) select ${ENTRY_VALUES} from b
  )
  select ${BOOKING_COLUMNS} from b`;

interface BookingChange {
  status: BookingStatus;
  start: Date;
  end: Date;
  policy: PolicyTerms;
  proposal: Proposal | null;
  remindedAt: Date | null;
  expiresAt: Date | null;
  cancelledBy: BookingParty | null;
  absent: BookingRow["absent"];
  reason: string | null;
  completedAt: Date | null;
  closedAt: Date | null;
  dispute: Dispute | null;
  /**
   * What becomes of the provider's time: it is given up, or, of a job that is done or came to nothing on the spot, from now on only;
   * what it took stays, since it counts for the limits of its day and week.
   */
  time: "stays" | "ends" | "freed";
}

/** Moves a locked booking on: its row, its timeline, its claim on the calendar. */
export const updateBooking = async (
  tx: Tx,
  id: string,
  change: BookingChange,
  entry: WrittenEntry,
): Promise<BookingRow> => {
  const rows = await tx.query<BookingRow>(
    `with b as (
       update bookings.bookings set status = $15::bookings.booking_status, expires_at = $16, cancelled_by = $17, reason = $18, completed_at = $19,
         scheduled_at = $21::timestamptz, ends_at = $22::timestamptz, pricing = jsonb_set(pricing, '{policy}', $23::jsonb), proposal = $24::jsonb,
         reminded_at = $25::timestamptz, absent = $26, closed_at = $27::timestamptz, dispute = $28::jsonb, timeline_sequence = $1::int, timeline_hash = $11, updated_at = $6::timestamptz where id = $14 returning *
     ), entry as (
       insert into bookings.timeline (${ENTRY_COLUMNS}) select ${ENTRY_VALUES} from b
     ), freed as (
       delete from bookings.time_claims where id = (select hold_id from b) and $20 = 'freed'
     ), left_seat as (
       delete from bookings.class_seats where id = (select hold_id from b) and $20 = 'freed'
     ), ended as (
       -- No claim is empty. A session of a class is not over because one of its seats is.
       update bookings.time_claims set ends_at = greatest(least(ends_at, $6::timestamptz), starts_at), period = tstzrange(lower(period),
         greatest(least(upper(period), $6::timestamptz), lower(period) + interval '1 millisecond'))
        where id = (select hold_id from b) and kind = 'booking' and $20 = 'ends'
     )
     select ${BOOKING_COLUMNS} from b`,
    [
      ...entryParams(entry),
      id,
      change.status,
      change.expiresAt,
      change.cancelledBy,
      change.reason,
      change.completedAt,
      change.time,
      change.start,
      change.end,
      JSON.stringify(change.policy),
      change.proposal && JSON.stringify(change.proposal),
      change.remindedAt,
      change.absent,
      change.closedAt,
      change.dispute && JSON.stringify(change.dispute),
    ],
  );
  return rows[0]!;
};

/** Makes a booking's claim, or its seat, stand without end. False: it had run out and somebody else has the time. */
export const keepClaim = async (tx: Tx, holdId: string | null): Promise<boolean> =>
  (
    await tx.query(
      `with claim as (
         update bookings.time_claims set expires_at = null where id = $1 and kind = 'booking' returning id
       ), seat as (
         update bookings.class_seats set expires_at = null where id = $1 and booking_id is not null returning id
       )
       select id from claim union all select id from seat`,
      [holdId],
    )
  ).length > 0;

/** Notes that a booking's reminder is out. */
export const markReminded = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx.query("update bookings.bookings set reminded_at = $2 where id = $1", [id, now]);
};
