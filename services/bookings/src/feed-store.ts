import type { Tx } from "@loconomy/kit";
import { BOOKING_COLUMNS, type BookingRow } from "./booking-store.ts";
import type { CalendarLinkRow } from "./calendar-link-store.ts";

export interface FeedRow extends BookingRow {
  changedAt: Date;
}

const COLUMNS = `${BOOKING_COLUMNS}, b.updated_at as "changedAt"`;
/** Statuses of bookings that do not take place. */
const OFF = "('declined', 'cancelled', 'expired')";
/** More than anybody keeps; so that a feed has an end. */
const ENTRIES_MAX = 10_000;

interface Window {
  /** Starts from here on. */
  from: Date;
  /** What is off is left out when it is so since before. */
  offSince: Date;
}

/**
 * What a calendar link shows, by start. Unpaid bookings are nobody's plan yet; what is off is told for a while, and only when
 * it was in the calendar before.
 */
export const findFeed = (
  tx: Tx,
  { userId, providerId }: Pick<CalendarLinkRow, "userId" | "providerId">,
  { from, offSince }: Window,
): Promise<FeedRow[]> =>
  tx.query<FeedRow>(
    `select ${COLUMNS} from bookings.bookings b
      where ${providerId ? "b.provider_user_id" : "b.customer_id"} = $1 and b.scheduled_at >= $2 and b.status <> 'awaiting_payment'
        and ($3::uuid is null or b.provider_id = $3)
        and (b.status not in ${OFF} or b.updated_at >= $4 and exists (
          select from bookings.timeline t where t.booking_id = b.id and t.to_status in ('pending', 'confirmed')))
      order by b.scheduled_at, b.id limit ${ENTRIES_MAX}`,
    [userId, from, providerId, offSince],
  );

export const findFeedRow = async (tx: Tx, id: string): Promise<FeedRow | undefined> =>
  (await tx.query<FeedRow>(`select ${COLUMNS} from bookings.bookings b where b.id = $1`, [id]))[0];
