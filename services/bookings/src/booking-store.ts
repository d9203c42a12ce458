import {
  CLAIMING_STATUSES,
  type Address,
  type BookingParty,
  type BookingStatus,
  type Dispute,
  type PolicyTerms,
  type Position,
  type Pricing,
  type Proposal,
  type Service,
} from "@loconomy/contracts";
import type { Queryable, Tx } from "@loconomy/kit";

export interface BookingRow {
  id: string;
  customerId: string;
  customerName: string;
  providerId: string;
  providerUserId: string;
  providerName: string;
  providerSlug: string;
  serviceId: string;
  serviceName: string;
  holdId: string | null;
  status: BookingStatus;
  start: Date;
  end: Date;
  durationMinutes: number;
  timeZone: string;
  /** `place`: where it is on the map, as far as that is known. */
  location: { at: Service["location"]; address: Address | null; place?: Position | null };
  notes: string | null;
  /** `price`: not there in bookings from before prices were kept in parts. */
  pricing: { policy: PolicyTerms; price?: Pricing };
  priceAmount: number;
  priceCurrency: string;
  isInstant: boolean;
  expiresAt: Date | null;
  /** The last one that nobody has answered; it may have lapsed, and the clock has not noted it yet. */
  proposal: Proposal | null;
  cancelledBy: BookingParty | null;
  /** Who was not there. */
  absent: Proposal["by"] | null;
  reason: string | null;
  remindedAt: Date | null;
  completedAt: Date | null;
  /** When it was completed, or somebody was said to be absent; stays when it is disputed. */
  closedAt: Date | null;
  dispute: Dispute | null;
  timelineSequence: number;
  timelineHash: string;
  createdAt: Date;
  /** The series that it is part of, its number there, and how many there are. */
  seriesId: string | null;
  occurrence: number | null;
  occurrences: number | null;
}

/** Of `bookings.bookings b`, as a `BookingRow`. */
export const BOOKING_COLUMNS = `b.id, b.customer_id as "customerId", b.customer_name as "customerName", b.provider_id as "providerId",
  b.provider_user_id as "providerUserId", b.provider_name as "providerName", b.provider_slug as "providerSlug",
  b.service_id as "serviceId", b.service_name as "serviceName", b.hold_id as "holdId", b.status, b.scheduled_at as start,
  b.ends_at as "end", b.duration_minutes as "durationMinutes", b.time_zone as "timeZone", b.location, b.notes, b.pricing,
  b.price_amount as "priceAmount", b.price_currency as "priceCurrency", b.is_instant as "isInstant",
  b.expires_at as "expiresAt", b.proposal, b.cancelled_by as "cancelledBy", b.absent, b.reason, b.reminded_at as "remindedAt",
  b.completed_at as "completedAt", b.closed_at as "closedAt", b.dispute, b.timeline_sequence as "timelineSequence", b.timeline_hash as "timelineHash",
  b.created_at as "createdAt", b.series_id as "seriesId", b.occurrence, b.occurrences`;

/** What the acting person may see of a booking: row-level security leaves out what is not theirs. */
export const findBooking = async (tx: Queryable, id: string): Promise<BookingRow | undefined> =>
  (
    await tx.query<BookingRow>(
      `select ${BOOKING_COLUMNS} from bookings.bookings b where b.id = $1`,
      [id],
    )
  )[0];

/** The same, and nobody else changes it until the transaction ends. */
export const lockBooking = async (tx: Tx, id: string): Promise<BookingRow | undefined> =>
  (
    await tx.query<BookingRow>(
      `select ${BOOKING_COLUMNS} from bookings.bookings b where b.id = $1 for update`,
      [id],
    )
  )[0];

/** The same of a booking on its own; undefined also when it is part of a series, which is locked as a whole. */
export const lockSingleBooking = async (tx: Tx, id: string): Promise<BookingRow | undefined> =>
  (
    await tx.query<BookingRow>(
      `select ${BOOKING_COLUMNS} from bookings.bookings b where b.id = $1 and b.series_id is null for update`,
      [id],
    )
  )[0];

interface BookingFilter {
  customerId?: string;
  providerUserId?: string;
  status?: BookingStatus;
  from?: Date;
  to?: Date;
  /** What at this moment is still to happen, or going on; or all else. */
  upcoming?: { at: Date; is: boolean };
}

const conditions = (filter: BookingFilter): { where: string[]; params: unknown[] } => {
  const params: unknown[] = [];
  const where: string[] = [];
  const add = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    params.push(value);
    where.push(`${condition} $${params.length}`);
  };
  add("b.customer_id =", filter.customerId);
  add("b.provider_user_id =", filter.providerUserId);
  add("b.status =", filter.status);
  add("b.scheduled_at >=", filter.from);
  add("b.scheduled_at <", filter.to);
  if (filter.upcoming) {
    const { at, is } = filter.upcoming;
    const [now, claiming] = [params.push(at), params.push(CLAIMING_STATUSES)];
    where.push(
      `(b.status = any($${claiming}) and (b.ends_at > $${now} or b.status = 'in_progress')) = ${is}`,
    );
  }
  return { where, params };
};

/** Bookings by start, after the row with the given start and id. */
export const listByStart = (
  tx: Queryable,
  filter: BookingFilter,
  {
    order,
    after,
    limit,
  }: { order: "asc" | "desc"; after?: readonly [start: Date, id: string]; limit: number },
): Promise<BookingRow[]> => {
  const { where, params } = conditions(filter);
  if (after)
    where.push(
      `(b.scheduled_at, b.id) ${order === "asc" ? ">" : "<"} ($${params.push(after[0])}, $${params.push(after[1])}::uuid)`,
    );
  return tx.query<BookingRow>(
    `select ${BOOKING_COLUMNS} from bookings.bookings b ${where.length > 0 ? `where ${where.join(" and ")}` : ""}
      order by b.scheduled_at ${order}, b.id ${order} limit $${params.push(limit)}`,
    params,
  );
};

/** A coming booking, as far as opening hours are concerned; epoch milliseconds. */
export interface ComingRow {
  id: string;
  status: BookingStatus;
  customerName: string;
  serviceName: string;
  start: number;
  end: number;
}

/** A provider's bookings that have not begun and still have their time, by start. */
export const findComing = (
  tx: Tx,
  providerUserId: string,
  providerId: string,
  now: Date,
): Promise<ComingRow[]> =>
  tx.query<ComingRow>(
    `select id, status, customer_name as "customerName", service_name as "serviceName",
            (extract(epoch from scheduled_at) * 1000)::float8 as start, (extract(epoch from ends_at) * 1000)::float8 as "end"
       from bookings.bookings
      where provider_user_id = $1 and provider_id = $2 and scheduled_at >= $3 and status = any($4)
      order by scheduled_at, id`,
    [providerUserId, providerId, now, CLAIMING_STATUSES],
  );

/** Bookings of a provider's that begin after a moment, whatever became of them. */
export const findIdsSince = async (
  tx: Tx,
  providerUserId: string,
  providerId: string,
  since: Date,
): Promise<string[]> =>
  (
    await tx.query<{ id: string }>(
      "select id from bookings.bookings where provider_user_id = $1 and provider_id = $2 and scheduled_at > $3",
      [providerUserId, providerId, since],
    )
  ).map(({ id }) => id);

/** Disputed bookings, the longest first, after the one with the given opening and id. */
export const listDisputed = (
  tx: Queryable,
  { after, limit }: { after?: readonly [openedAt: string, id: string]; limit: number },
): Promise<BookingRow[]> =>
  tx.query<BookingRow>(
    `select ${BOOKING_COLUMNS} from bookings.bookings b
      where b.status = 'disputed' and ($1::text is null or (b.dispute ->> 'openedAt', b.id) > ($1, $2::uuid))
      order by b.dispute ->> 'openedAt', b.id limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );

/** Bookings, newest first, older than the given id. */
export const listNewest = (
  tx: Queryable,
  filter: BookingFilter,
  { before, limit }: { before?: string; limit: number },
): Promise<BookingRow[]> => {
  const { where, params } = conditions(filter);
  if (before) where.push(`b.id < $${params.push(before)}::uuid`);
  return tx.query<BookingRow>(
    `select ${BOOKING_COLUMNS} from bookings.bookings b ${where.length > 0 ? `where ${where.join(" and ")}` : ""} order by b.id desc limit $${params.push(limit)}`,
    params,
  );
};
