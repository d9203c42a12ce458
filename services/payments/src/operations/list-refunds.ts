import { Id, type Actor, type RefundRecord } from "@loconomy/contracts";
import { decodeCursor, queryAs, requirePermission, system, toPage } from "@loconomy/kit";
import type { Payments } from "../context.ts";

interface RefundRow extends Omit<RefundRecord, "amount" | "requestedAt"> {
  amount: number;
  currency: string;
  requestedAt: Date;
}

/**
 * For operators: refunds with who asked for them and why, newest first.
 * @throws unauthenticated, forbidden, invalid_request (a cursor that is not ours).
 */
export const listRefunds = async (
  { db }: Payments,
  actor: Actor,
  { cursor, limit }: { cursor?: string; limit: number },
) => {
  requirePermission(actor, "admin:access");
  const rows = await queryAs<RefundRow>(
    db,
    system("payments"),
    `select r.id, p.booking_id as "bookingId", r.amount, r.currency, r.reason, r.requested_by as "requestedBy", r.status,
            r.created_at as "requestedAt"
       from payments.refunds r join payments.payments p on p.id = r.payment_id
      where $1::uuid is null or r.id < $1 order by r.id desc limit $2`,
    [decodeCursor(Id, cursor) ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => id, toRecord);
};

const toRecord = ({ amount, currency, requestedAt, ...refund }: RefundRow): RefundRecord => ({
  ...refund,
  amount: { amount, currency },
  requestedAt: requestedAt.toISOString(),
});
