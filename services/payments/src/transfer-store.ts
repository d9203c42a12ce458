import type { Tx } from "@loconomy/kit";
import type { Charge } from "./deposit.ts";
import type { SentTransfer } from "./transfer-plan.ts";

/** Money on its way to a provider's account, or, with `reverses`, back from there; minor units. */
export interface TransferRow {
  id: string;
  paymentId: string;
  /** The tip whose charge it is of; null: the price's. */
  tipId: string | null;
  providerId: string;
  /** Stripe's id of the account. */
  accountId: string;
  /** The transfer that this takes back, by our id. */
  reverses: string | null;
  /** The intent whose charge pays for it; null when the platform's balance does. */
  sourceIntentId: string | null;
  currency: string;
  amount: number;
  /** Counts failures of Stripe's: each attempt has an idempotency key of its own. */
  attempt: number;
  createdAt: Date;
}

const COLUMNS = `id, payment_id as "paymentId", tip_id as "tipId", provider_id as "providerId", account_id as "accountId", reverses, currency, amount,
  source_intent_id as "sourceIntentId", attempt, created_at as "createdAt"`;

/** What was written down for a payment and not answered by Stripe, oldest first. */
export const pendingTransfers = (tx: Tx, paymentId: string): Promise<TransferRow[]> =>
  tx.query<TransferRow>(
    `select ${COLUMNS} from payments.transfers where payment_id = $1 and status = 'pending' order by id`,
    [paymentId],
  );

type PaidTransfer = SentTransfer & Pick<TransferRow, "accountId" | "sourceIntentId">;

/** The transfers of a payment, or of its tip, that Stripe made, oldest first, with what is left of each and where it went. */
export const sentTransfers = (
  tx: Tx,
  paymentId: string,
  tipId: string | null,
): Promise<PaidTransfer[]> =>
  tx.query<PaidTransfer>(
    `select t.id, t.account_id as "accountId", t.source_intent_id as "sourceIntentId", (t.amount - coalesce((select sum(r.amount) from payments.transfers r
        where r.reverses = t.id and r.status <> 'failed'), 0))::bigint as left
       from payments.transfers t where t.payment_id = $1 and t.tip_id is not distinct from $2 and t.reverses is null and t.status = 'succeeded' order by t.id`,
    [paymentId, tipId],
  );

/**
 * What the ledger owes a provider: for one booking, and for all of them as it will be when what is on its way has arrived. Lock
 * the provider's account first, so that nobody sends the same money meanwhile.
 */
export const owedToProvider = async (
  tx: Tx,
  { bookingId, providerId, currency }: { bookingId: string; providerId: string; currency: string },
): Promise<{ due: number; payable: number }> => {
  const [row] = await tx.query<{ due: number; payable: number }>(
    `select
       (select coalesce(sum(e.amount), 0)::bigint from payments.ledger_transactions t join payments.ledger_entries e on e.transaction_id = t.id
         where t.booking_id = $1 and e.account = 'provider_payable' and e.owner = $2 and e.currency = $3) as due,
       (select coalesce(sum(amount), 0)::bigint from payments.account_balances
         where owner = $2 and account = 'provider_payable' and currency = $3)
       - (select coalesce(sum(case when reverses is null then amount else -amount end), 0)::bigint from payments.transfers
           where provider_id = $2 and currency = $3 and status = 'pending') as payable`,
    [bookingId, providerId, currency],
  );
  return row!;
};

/** The tip of a payment, if it was paid: its charge, and what the ledger owes of it and has not sent; negative when too much was sent. */
export const dueOfTip = async (
  tx: Tx,
  paymentId: string,
): Promise<{ tipId: string; charges: Charge[]; due: number } | undefined> => {
  const [row] = await tx.query<{ tipId: string; intentId: string; taken: number; due: number }>(
    `select t.id as "tipId", t.intent_id as "intentId", t.amount as taken, ((case t.status when 'paid' then t.amount else 0 end)
       - coalesce((select sum(case when s.reverses is null then s.amount else -s.amount end) from payments.transfers s
           where s.tip_id = t.id and s.status = 'succeeded'), 0)
       - coalesce((select sum(c.borne_amount) from payments.chargebacks c where c.tip_id = t.id), 0))::bigint as due
       from payments.tips t where t.payment_id = $1 and t.paid_at is not null`,
    [paymentId],
  );
  if (!row) return undefined;
  const { tipId, intentId, taken, due } = row;
  return { tipId, charges: [{ intentId, left: taken }], due };
};

export const insertTransfer = async (
  tx: Tx,
  transfer: Omit<TransferRow, "id" | "attempt" | "createdAt">,
  now: Date,
): Promise<TransferRow> => {
  const { paymentId, tipId, providerId, accountId, reverses, sourceIntentId, currency, amount } =
    transfer;
  const [row] = await tx.query<TransferRow>(
    `insert into payments.transfers (payment_id, provider_id, account_id, reverses, currency, amount, created_at, tip_id, source_intent_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
    [paymentId, providerId, accountId, reverses, currency, amount, now, tipId, sourceIntentId],
  );
  return row!;
};

/** Counts an attempt that Stripe failed at, so that the next one goes under a fresh idempotency key. */
export const countTransferAttempt = (tx: Tx, { id, attempt }: TransferRow): Promise<object[]> =>
  tx.query("update payments.transfers set attempt = $2 + 1 where id = $1 and attempt = $2", [
    id,
    attempt,
  ]);

/** Ends a pending transfer; false when it had ended before. */
export const endTransfer = async (
  tx: Tx,
  id: string,
  end: {
    status: "succeeded" | "failed";
    stripeId: string | null;
    failureCode: string | null;
    at: Date;
  },
): Promise<boolean> => {
  const rows = await tx.query(
    `update payments.transfers set status = $2, stripe_id = $3, failure_code = $4, finished_at = $5
      where id = $1 and status = 'pending' returning id`,
    [id, end.status, end.stripeId, end.failureCode, end.at],
  );
  return rows.length === 1;
};

/** Stripe's id of a transfer that was made. */
export const stripeTransferId = async (tx: Tx, id: string): Promise<string> =>
  (
    await tx.query<{ stripeId: string }>(
      `select stripe_id as "stripeId" from payments.transfers where id = $1`,
      [id],
    )
  )[0]!.stripeId;

/** Payments of which something may have to be sent or taken back since before `before`, the longest first. */
export const dueTransfers = async (tx: Tx, before: Date, limit: number): Promise<string[]> => {
  const rows = await tx.query<{ id: string }>(
    "select id from payments.payments where transfer_due_at < $1 order by transfer_due_at limit $2",
    [before, limit],
  );
  return rows.map(({ id }) => id);
};

/** When a payment is looked at again whose money settles what another booking left open: not by itself. */
export const UNTIL_WOKEN = new Date("9999-12-31T00:00:00Z");

/**
 * Has the payments of a provider looked at whose money settled a debt that is none any more. Whoever looks at one of them at this moment
 * sees that as well.
 */
export const wakeUnsent = (
  tx: Tx,
  { providerId, currency }: { providerId: string; currency: string },
  now: Date,
): Promise<object[]> =>
  tx.query(
    `update payments.payments set transfer_due_at = $4
      where id in (select id from payments.payments
                    where provider_id = $1 and currency = $2 and transfer_due_at = $3 for update skip locked)`,
    [providerId, currency, UNTIL_WOKEN, now],
  );

/** Looks at all that waits for a provider's account at once. */
export const hastenTransfers = (tx: Tx, providerId: string, now: Date): Promise<object[]> =>
  tx.query(
    "update payments.payments set transfer_due_at = $2 where provider_id = $1 and transfer_due_at > $2",
    [providerId, now],
  );
