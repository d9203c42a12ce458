import type { LedgerKind } from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";
import type { Posting } from "./ledger.ts";

export interface LedgerTransaction {
  kind: LedgerKind;
  /** Null for what belongs to no single booking. */
  bookingId: string | null;
  /** What caused it, e.g. `capture:<payment id>`; posting the same cause again is refused by the database. */
  reference: string;
  currency: string;
  at: Date;
  postings: Posting[];
}

/**
 * Writes one balanced transaction, on the way with what follows in the surrounding one; the database checks the balance again when
 * that commits. It fails, with SQLSTATE 23505, when the same cause was posted before.
 */
export const postToLedger = (
  tx: Tx,
  { kind, bookingId, reference, currency, at, postings }: LedgerTransaction,
): void =>
  tx.write(
    `with made as (
       insert into payments.ledger_transactions (kind, booking_id, reference, at) values ($1, $2, $3, $4) returning id
     )
     insert into payments.ledger_entries (transaction_id, account, owner, amount, currency)
     select made.id, p.account, p.owner, p.amount, $6
       from made, json_to_recordset($5::json) as p(account text, owner uuid, amount bigint)`,
    [kind, bookingId, reference, at, JSON.stringify(postings), currency],
  );
