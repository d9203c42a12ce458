import type { Actor, TipStatus } from "@loconomy/contracts";
import { queryAs, type Db, type Tx } from "@loconomy/kit";

/** A tip as stored; the amount in minor units. */
export interface TipRow {
  id: string;
  bookingId: string;
  paymentId: string;
  customerId: string;
  providerId: string;
  providerUserId: string;
  currency: string;
  amount: number;
  status: TipStatus;
  intentId: string | null;
  clientSecret: string | null;
  /** Counts what is asked of Stripe anew: each attempt has idempotency keys and an intent of its own. */
  attempt: number;
  failureCode: string | null;
  failureMessage: string | null;
  mismatch: string | null;
  paidAt: Date | null;
}

const COLUMNS = `id, booking_id as "bookingId", payment_id as "paymentId", customer_id as "customerId", provider_id as "providerId",
  provider_user_id as "providerUserId", currency, amount, status, intent_id as "intentId", client_secret as "clientSecret", attempt,
  failure_code as "failureCode", failure_message as "failureMessage", mismatch, paid_at as "paidAt"`;

/** Writes the tip of a booking down unless there is one; answers the one that is there, locked. Lock the payment first. */
export const intendTip = async (
  tx: Tx,
  tip: Pick<
    TipRow,
    | "bookingId"
    | "paymentId"
    | "customerId"
    | "providerId"
    | "providerUserId"
    | "currency"
    | "amount"
  >,
  now: Date,
): Promise<TipRow> => {
  await tx.query(
    `insert into payments.tips (booking_id, payment_id, customer_id, provider_id, provider_user_id, currency, amount, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (booking_id) do nothing`,
    [
      tip.bookingId,
      tip.paymentId,
      tip.customerId,
      tip.providerId,
      tip.providerUserId,
      tip.currency,
      tip.amount,
      now,
    ],
  );
  return (await lockTip(tx, { bookingId: tip.bookingId }))!;
};

/** Locks a tip until the transaction ends. Lock its payment first. */
export const lockTip = async (
  tx: Tx,
  by: { id: string } | { bookingId: string } | { intentId: string },
): Promise<TipRow | undefined> => {
  const [column, value] =
    "id" in by
      ? ["id", by.id]
      : "intentId" in by
        ? ["intent_id", by.intentId]
        : ["booking_id", by.bookingId];
  return (
    await tx.query<TipRow>(`select ${COLUMNS} from payments.tips where ${column} = $1 for update`, [
      value,
    ])
  )[0];
};

export const findTip = async (tx: Tx, id: string): Promise<TipRow | undefined> =>
  (await tx.query<TipRow>(`select ${COLUMNS} from payments.tips where id = $1`, [id]))[0];

/** The tip of a booking as far as the actor may see it. */
export const tipOfBooking = async (
  db: Db,
  actor: Actor,
  bookingId: string,
): Promise<TipRow | undefined> =>
  (
    await queryAs<TipRow>(db, actor, `select ${COLUMNS} from payments.tips where booking_id = $1`, [
      bookingId,
    ])
  )[0];

/** Stores the intent of a tip that waits for one; undefined when it does not: it has one, or has gone on to another attempt. */
export const keepTipIntent = async (
  tx: Tx,
  {
    tipId,
    id,
    clientSecret,
    attempt,
  }: { tipId: string; id: string; clientSecret: string | null; attempt: number },
): Promise<TipRow | undefined> =>
  (
    await tx.query<TipRow>(
      `update payments.tips set intent_id = $2, client_secret = $3 where id = $1 and intent_id is null and attempt = $4
       returning ${COLUMNS}`,
      [tipId, id, clientSecret, attempt],
    )
  )[0];

/** A locked tip begins anew, with an intent of its own, and maybe another amount. */
export const restartTip = async (
  tx: Tx,
  { id, attempt }: TipRow,
  amount: number,
  now: Date,
): Promise<TipRow> => {
  const [row] = await tx.query<TipRow>(
    `update payments.tips set amount = $2, attempt = $3, status = 'requires_payment', intent_id = null, client_secret = null,
       failure_code = null, failure_message = null, updated_at = $4
      where id = $1 returning ${COLUMNS}`,
    [id, amount, attempt + 1, now],
  );
  return row!;
};

/** Counts an attempt that Stripe refused or failed at, so that the next one goes under a fresh idempotency key. */
export const countTipAttempt = (tx: Tx, { id, attempt }: TipRow): Promise<object[]> =>
  tx.query("update payments.tips set attempt = $2 + 1 where id = $1 and attempt = $2", [
    id,
    attempt,
  ]);

/** How a locked tip stands now. */
export const moveTip = async (
  tx: Tx,
  id: string,
  to: {
    status: TipStatus;
    failure?: { code: string; message: string } | null;
    mismatch?: string;
  },
  now: Date,
): Promise<void> => {
  const { status, failure = null, mismatch = null } = to;
  await tx.query(
    `update payments.tips set status = $2, failure_code = $3, failure_message = $4, mismatch = coalesce($5, mismatch),
       paid_at = case when $2 in ('paid', 'refunded') then coalesce(paid_at, $6) end, updated_at = $6 where id = $1`,
    [id, status, failure?.code ?? null, failure?.message ?? null, mismatch, now],
  );
};

/** True once per second and tip: this caller may ask Stripe. */
export const claimTipCheck = async (tx: Tx, id: string, now: Date): Promise<boolean> => {
  const rows = await tx.query(
    "update payments.tips set checked_at = $2 where id = $1 and (checked_at is null or checked_at <= $3) returning id",
    [id, now, new Date(now.getTime() - 1000)],
  );
  return rows.length === 1;
};

/** Intents of tips that are open and were not looked at since `before`, but made after `since`; marked as looked at. */
export const uncheckedTips = async (
  tx: Tx,
  { now, before, since, limit }: { now: Date; before: Date; since: Date; limit: number },
): Promise<string[]> => {
  const rows = await tx.query<{ intentId: string }>(
    `update payments.tips set checked_at = $1
      where id in (
        select id from payments.tips
         where status in ('requires_payment', 'requires_action') and intent_id is not null
           and coalesce(checked_at, updated_at) < $2 and created_at > $3
         order by coalesce(checked_at, updated_at) limit $4
      )
      returning intent_id as "intentId"`,
    [now, before, since, limit],
  );
  return rows.map(({ intentId }) => intentId);
};
