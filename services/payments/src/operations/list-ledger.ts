import type { Actor, LedgerEntry } from "@loconomy/contracts";
import { decodeCursor, query, toPage } from "@loconomy/kit";
import { z } from "zod";
import type { Payments } from "../context.ts";
import { requireProviderOwner } from "../provider-owner.ts";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

interface EntryRow extends Omit<LedgerEntry, "amount" | "at"> {
  amount: number;
  currency: string;
  at: Date;
}

/**
 * Every posting to a provider's account, newest first.
 * @throws unauthenticated, not_found, invalid_request (a cursor that is not ours).
 */
export const listLedger = async (
  payments: Payments,
  actor: Actor,
  { id, cursor, limit }: { id: string; cursor?: string; limit: number },
) => {
  const [beforeAt, beforeId] = decodeCursor(Cursor, cursor) ?? [null, null];
  await requireProviderOwner(payments, actor, id);
  const rows = await query<EntryRow>(
    payments.db,
    `select e.id, t.kind, t.booking_id as "bookingId", e.account, e.amount, e.currency, t.at
       from payments.ledger_entries e join payments.ledger_transactions t on t.id = e.transaction_id
      where e.owner = $1 and e.account = 'provider_payable' and ($2::timestamptz is null or (t.at, e.id) < ($2, $3::uuid))
      order by t.at desc, e.id desc limit $4`,
    [id, beforeAt, beforeId, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.at.toISOString(), row.id], toEntry);
};

const toEntry = ({ amount, currency, at, ...entry }: EntryRow): LedgerEntry => ({
  ...entry,
  amount: { amount, currency },
  at: at.toISOString(),
});
