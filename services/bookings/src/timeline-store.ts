import type { BookingAction, BookingParty, BookingStatus } from "@loconomy/contracts";
import type { Queryable } from "@loconomy/kit";
import type { ChainedFact } from "./timeline.ts";

interface EntryRow {
  bookingId: string;
  sequence: number;
  action: BookingAction | "book";
  by: BookingParty;
  from: BookingStatus | null;
  to: BookingStatus;
  at: Date;
  start: Date | null;
  end: Date | null;
  reason: string | null;
  reasonDigest: string | null;
  previousHash: string;
  hash: string;
}

/** A booking's timeline as far as the acting person may see it, in order. */
export const listTimeline = async (
  tx: Queryable,
  bookingId: string,
): Promise<Array<ChainedFact & { reason: string | null }>> => {
  const rows = await tx.query<EntryRow>(
    `select booking_id as "bookingId", sequence, action, by_party as by, from_status as "from", to_status as "to", at,
            starts_at as start, ends_at as "end", reason, reason_digest as "reasonDigest", previous_hash as "previousHash", hash
       from bookings.timeline where booking_id = $1 order by sequence`,
    [bookingId],
  );
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    start: row.start?.toISOString() ?? null,
    end: row.end?.toISOString() ?? null,
  }));
};
