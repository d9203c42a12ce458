import type { Tx } from "@loconomy/kit";

/** A refund that an operator asked for; amounts in minor units of the payment's currency. */
export interface RefundRow {
  id: string;
  paymentId: string;
  amount: number;
  status: "pending" | "succeeded" | "failed";
  createdAt: Date;
}

const COLUMNS = `id, payment_id as "paymentId", amount, status, created_at as "createdAt"`;

/** What is promised to the customer but not yet confirmed by Stripe. Lock the payment first. */
export const pendingRefundAmount = async (tx: Tx, paymentId: string): Promise<number> => {
  const [row] = await tx.query<{ amount: number }>(
    "select coalesce(sum(amount), 0)::bigint as amount from payments.refunds where payment_id = $1 and status = 'pending'",
    [paymentId],
  );
  return row?.amount ?? 0;
};

export const insertRefund = async (
  tx: Tx,
  refund: {
    paymentId: string;
    currency: string;
    amount: number;
    reason: string;
    requestedBy: string;
    at: Date;
  },
): Promise<RefundRow> => {
  const { paymentId, currency, amount, reason, requestedBy, at } = refund;
  const [row] = await tx.query<RefundRow>(
    `insert into payments.refunds (payment_id, currency, amount, reason, requested_by, created_at)
     values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    [paymentId, currency, amount, reason, requestedBy, at],
  );
  return row!;
};

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

/** Refunds that have waited for Stripe since before `before`, oldest first. */
export const waitingRefunds = (tx: Tx, before: Date, limit: number): Promise<RefundRow[]> =>
  tx.query<RefundRow>(
    `select ${COLUMNS} from payments.refunds where status = 'pending' and created_at < $1 order by created_at limit $2`,
    [before, limit],
  );
