import type { Tx } from "@loconomy/kit";

/** Something that does not agree: among our own books, or between them and Stripe. */
export interface Discrepancy {
  kind: "ledger" | "payment" | "charge" | "refund";
  /** What it is about: an id of Stripe's or of ours. */
  subject: string;
  bookingId: string | null;
  detail: string;
}

/** Notes what does not agree for an operator, each thing once while it is open; answers what was not known yet. */
export const raiseDiscrepancies = (
  tx: Tx,
  found: readonly Discrepancy[],
  at: Date,
): Promise<Discrepancy[]> =>
  tx.query<Discrepancy>(
    `insert into payments.discrepancies (kind, subject, booking_id, detail, found_at)
     select kind, subject, "bookingId", detail, $2
       from json_to_recordset($1::json) as d(kind text, subject text, "bookingId" uuid, detail text)
     on conflict (kind, subject) where resolved_at is null do nothing
     returning kind, subject, booking_id as "bookingId", detail`,
    [JSON.stringify(found), at],
  );
