import { CLAIMING_STATUSES, type AgendaItem, type BookingStatus } from "@loconomy/contracts";
import type { Queryable } from "@loconomy/kit";
import { BOOKING_COLUMNS, type BookingRow } from "./booking-store.ts";

/** What is done stays to be seen; what was called off does not. */
const SHOWN_STATUSES: readonly BookingStatus[] = [
  ...CLAIMING_STATUSES,
  "completed",
  "no_show",
  "disputed",
  "refunded",
];

interface Range {
  providerId: string;
  from: Date;
  to: Date;
  now: Date;
}

/** The session of a group class; null for what stands by itself. */
interface Session {
  sessionId: string | null;
  taken: number | null;
  capacity: number | null;
}

/** Of `bookings.time_claims c`, as a `Session`. */
const SESSION_COLUMNS = `case c.kind when 'class' then c.id end as "sessionId", c.taken, c.capacity`;

export interface AgendaBookingRow extends BookingRow, Session {
  /** What the booking takes from the calendar; null when it is over. */
  claimStart: Date | null;
  claimEnd: Date | null;
}

/**
 * A provider's bookings that have time in the range, or are proposed for a time in it, by start. No job is longer than the day that
 * is looked back.
 */
export const findAgendaBookings = (
  tx: Queryable,
  providerUserId: string,
  { providerId, from, to, now }: Range,
): Promise<AgendaBookingRow[]> =>
  tx.query<AgendaBookingRow>(
    `select ${BOOKING_COLUMNS}, lower(c.period) as "claimStart", upper(c.period) as "claimEnd", ${SESSION_COLUMNS}
       from bookings.bookings b left join bookings.class_seats s on s.id = b.hold_id
       left join bookings.time_claims c
         on c.id = coalesce(s.session_id, b.hold_id) and c.kind in ('booking', 'class') and b.status = any($7)
      where b.provider_user_id = $1 and b.provider_id = $2 and b.status = any($6)
        and (b.status <> 'awaiting_payment' or b.expires_at > $5)
        and (b.scheduled_at > $3::timestamptz - interval '1 day' and b.scheduled_at < $4 and b.ends_at > $3
          or b.scheduled_at > $5 and b.proposal is not null
            and (b.proposal ->> 'start')::timestamptz < $4 and (b.proposal ->> 'end')::timestamptz > $3)
      order by b.scheduled_at, b.id`,
    [providerUserId, providerId, from, to, now, SHOWN_STATUSES, CLAIMING_STATUSES],
  );

export interface AgendaTimeRow extends Session {
  kind: Exclude<AgendaItem["kind"], "booking" | "request">;
  id: string;
  start: Date;
  end: Date;
  claimStart: Date;
  claimEnd: Date;
  title: string | null;
  expiresAt: Date | null;
}

/** Everything else that takes time in the range: held times, time off, and what calendars elsewhere say. By start. */
export const findAgendaTimes = (
  tx: Queryable,
  { providerId, from, to, now }: Range,
): Promise<AgendaTimeRow[]> =>
  tx.query<AgendaTimeRow>(
    `select 'hold' as kind, h.id, h.starts_at as start, h.ends_at as "end", lower(c.period) as "claimStart",
            upper(c.period) as "claimEnd", null as title, h.expires_at as "expiresAt", ${SESSION_COLUMNS}
       from bookings.time_claims c left join bookings.class_seats s on s.session_id = c.id and s.booking_id is null
       join bookings.holds h on h.id = coalesce(s.id, c.id)
      where c.provider_id = $1 and c.period && tstzrange($2, $3) and c.kind in ('hold', 'class')
        and coalesce(s.expires_at, c.expires_at) > $4
     union all
     select 'time_off', id, starts_at, ends_at, starts_at, ends_at, note, null, null, null, null
       from bookings.time_off where provider_id = $1 and starts_at < $3 and ends_at > $2
     union all
     select 'external', e.calendar_id, e.starts_at, e.ends_at, e.starts_at, e.ends_at, x.name, null, null, null, null
       from bookings.external_busy e join bookings.external_calendars x on x.id = e.calendar_id
      where e.provider_id = $1 and tstzrange(e.starts_at, e.ends_at) && tstzrange($2, $3)
      order by start, "end"`,
    [providerId, from, to, now],
  );
