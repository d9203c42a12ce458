import type { RefundRecord } from "@loconomy/contracts";
import type { Tx } from "@loconomy/kit";

/** A refund that an operator asked for; amounts in minor units of the payment's currency. */
export interface RefundRow {
  id: string;
  paymentId: string;
  /** The tip that goes back; null: of the price. */
  tipId: string | null;
  amount: number;
  status: RefundRecord["status"];
  /** Null for what goes back by the policy. */
  requestedBy: string | null;
  /** Whose charge is given back; null for payments that were not taken through Stripe. */
  intentId: string | null;
  /** Counts failures of Stripe's: each attempt has an idempotency key of its own. */
  attempt: number;
  createdAt: Date;
}

const COLUMNS = `id, payment_id as "paymentId", tip_id as "tipId", amount, status, requested_by as "requestedBy",
  intent_id as "intentId", attempt, created_at as "createdAt"`;

/** What of the price was given back of each charge, is proposed, or promised to the customer. Lock the payment first. */
export const refundedByIntent = async (
  tx: Tx,
  paymentId: string,
  statuses: ReadonlyArray<RefundRow["status"]> = ["proposed", "pending", "succeeded"],
): Promise<Map<string, number>> => {
  const rows = await tx.query<{ intentId: string; amount: number }>(
    `select intent_id as "intentId", sum(amount)::bigint as amount from payments.refunds
      where payment_id = $1 and tip_id is null and status = any($2) and intent_id is not null
      group by intent_id`,
    [paymentId, statuses],
  );
  return new Map(rows.map(({ intentId, amount }) => [intentId, amount]));
};

/** What of the price, or of a tip, is proposed, or promised to the customer but not yet confirmed by Stripe. Lock the payment first. */
export const pendingRefundAmount = async (
  tx: Tx,
  paymentId: string,
  tipId: string | null,
  statuses: ReadonlyArray<RefundRow["status"]> = ["proposed", "pending"],
): Promise<number> => {
  const [row] = await tx.query<{ amount: number }>(
    "select coalesce(sum(amount), 0)::bigint as amount from payments.refunds where payment_id = $1 and tip_id is not distinct from $2 and status = any($3)",
    [paymentId, tipId, statuses],
  );
  return row?.amount ?? 0;
};

export const insertRefund = async (
  tx: Tx,
  refund: {
    paymentId: string;
    tipId: string | null;
    currency: string;
    amount: number;
    reason: string;
    requestedBy: string | null;
    requestKey: string | null;
    intentId: string;
    status: "proposed" | "pending";
    at: Date;
  },
): Promise<RefundRow> => {
  const {
    paymentId,
    tipId,
    intentId,
    currency,
    amount,
    reason,
    requestedBy,
    requestKey,
    status,
    at,
  } = refund;
  const [row] = await tx.query<RefundRow>(
    `insert into payments.refunds (payment_id, currency, amount, reason, requested_by, request_key, created_at, status, tip_id, intent_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
    [paymentId, currency, amount, reason, requestedBy, requestKey, at, status, tipId, intentId],
  );
  return row!;
};

/** A refund of two charges is two under one request; no key of a client has a line break. */
export const keyOfPart = (requestKey: string, index: number): string =>
  index === 0 ? requestKey : `${requestKey}\n${index}`;

/** What somebody asked for under this key before. */
export const findRefundsOfRequest = (
  tx: Tx,
  requestedBy: string,
  requestKey: string,
): Promise<RefundRow[]> =>
  tx.query<RefundRow>(
    `select ${COLUMNS} from payments.refunds where requested_by = $1 and request_key = any($2) order by id`,
    [requestedBy, [keyOfPart(requestKey, 0), keyOfPart(requestKey, 1)]],
  );

/** Ends a pending refund; false when it had ended before. */
export const endRefund = async (
  tx: Tx,
  id: string,
  end: { status: "succeeded" | "failed"; stripeRefundId: string | null; at: Date },
): Promise<boolean> => {
  const rows = await tx.query(
    `update payments.refunds set status = $2, stripe_refund_id = $3, finished_at = $4 where id = $1 and status = 'pending' returning id`,
    [id, end.status, end.stripeRefundId, end.at],
  );
  return rows.length === 1;
};

/** Counts an attempt that Stripe failed at, so that the next one goes under a fresh idempotency key. */
export const countRefundAttempt = (tx: Tx, { id, attempt }: RefundRow): Promise<object[]> =>
  tx.query("update payments.refunds set attempt = $2 + 1 where id = $1 and attempt = $2", [
    id,
    attempt,
  ]);

/** Refunds that have waited for Stripe since before `before`, oldest first. */
export const waitingRefunds = (tx: Tx, before: Date, limit: number): Promise<RefundRow[]> =>
  tx.query<RefundRow>(
    `select ${COLUMNS} from payments.refunds where status = 'pending' and created_at < $1 order by created_at limit $2`,
    [before, limit],
  );

export const findRefund = async (tx: Tx, id: string): Promise<RefundRow | undefined> =>
  (await tx.query<RefundRow>(`select ${COLUMNS} from payments.refunds where id = $1`, [id]))[0];

/** Decides a proposed refund; undefined when it was decided before. Lock the payment first. */
export const decideRefund = async (
  tx: Tx,
  id: string,
  decision: { status: "pending" | "rejected"; by: string; at: Date },
): Promise<RefundRow | undefined> =>
  (
    await tx.query<RefundRow>(
      `update payments.refunds set status = $2, decided_by = $3, finished_at = case when $2 = 'rejected' then $4::timestamptz end
        where id = $1 and status = 'proposed' returning ${COLUMNS}`,
      [id, decision.status, decision.by, decision.at],
    )
  )[0];

interface RecordRow extends Omit<RefundRecord, "amount" | "requestedAt"> {
  amount: number;
  currency: string;
  requestedAt: Date;
}

const RECORD = `select r.id, p.booking_id as "bookingId", r.amount, r.currency, r.tip_id is not null as "isOfTip", r.reason, r.requested_by as "requestedBy",
    r.decided_by as "decidedBy", r.status, r.created_at as "requestedAt"
  from payments.refunds r join payments.payments p on p.id = r.payment_id`;

const toRecord = ({ amount, currency, requestedAt, ...refund }: RecordRow): RefundRecord => ({
  ...refund,
  amount: { amount, currency },
  requestedAt: requestedAt.toISOString(),
});

/** Refunds as operators see them (of one status, if it is given), newest first, from before the one with the id `before`. */
export const refundRecords = async (
  tx: Tx,
  { before, status, limit }: { before?: string; status?: RefundRecord["status"]; limit: number },
): Promise<RefundRecord[]> => {
  const rows = await tx.query<RecordRow>(
    `${RECORD} where ($1::uuid is null or r.id < $1) and ($2::text is null or r.status = $2) order by r.id desc limit $3`,
    [before ?? null, status ?? null, limit],
  );
  return rows.map(toRecord);
};

/** One of them, which is there. */
export const refundRecord = async (tx: Tx, id: string): Promise<RefundRecord> =>
  toRecord((await tx.query<RecordRow>(`${RECORD} where r.id = $1`, [id]))[0]!);
