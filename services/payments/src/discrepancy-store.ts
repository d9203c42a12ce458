import type { Discrepancy } from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";

/** Something that does not agree, as it is found. */
export type Found = Pick<Discrepancy, "kind" | "subject" | "bookingId" | "detail">;

export interface DiscrepancyRow extends Found {
  id: string;
  foundAt: Date;
  resolvedAt: Date | null;
  note: string | null;
}

export const DISCREPANCY_COLUMNS = `id, kind, subject, booking_id as "bookingId", detail, found_at as "foundAt",
  resolved_at as "resolvedAt", note`;

export const toDiscrepancy = ({
  foundAt,
  resolvedAt,
  note,
  ...row
}: DiscrepancyRow): Discrepancy => ({
  ...row,
  foundAt: foundAt.toISOString(),
  resolution: resolvedAt && { at: resolvedAt.toISOString(), note: note! },
});

/**
 * Notes what does not agree for an operator, each thing once while it is open; answers what was not known yet. What was found
 * at Stripe and resolved is not raised again until it says something else: its event may be looked at more than once. Faults of
 * the books themselves are, as long as they are there.
 */
export const raiseDiscrepancies = (tx: Tx, found: readonly Found[], at: Date): Promise<Found[]> =>
  tx.query<Found>(
    `insert into payments.discrepancies (kind, subject, booking_id, detail, found_at)
     select kind, subject, "bookingId", detail, $2
       from json_to_recordset($1::json) as d(kind text, subject text, "bookingId" uuid, detail text)
      where d.kind = 'ledger' or not exists (
        select from payments.discrepancies known
         where known.kind = d.kind and known.subject = d.subject and known.detail = d.detail and known.resolved_at is not null)
     on conflict (kind, subject) where resolved_at is null do nothing
     returning kind, subject, booking_id as "bookingId", detail`,
    [JSON.stringify(found), at],
  );
