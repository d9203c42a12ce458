import { Id, type Actor, type RefundRecord } from "@loconomy/contracts";
import { decodeCursor, requirePermission, system, toPage, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { refundRecords } from "../refund-store.ts";

/**
 * For operators: refunds, of one status if it is given, with who asked for them and why, newest first.
 * @throws unauthenticated, forbidden, invalid_request (a cursor that is not ours).
 */
export const listRefunds = async (
  { db }: Payments,
  actor: Actor,
  { cursor, limit, status }: { cursor?: string; limit: number; status?: RefundRecord["status"] },
) => {
  requirePermission(actor, "admin:access");
  const before = decodeCursor(Id, cursor);
  const rows = await transaction(db, system("payments"), (tx) =>
    refundRecords(tx, { before, status, limit: limit + 1 }),
  );
  return toPage(
    rows,
    limit,
    ({ id }) => id,
    (refund) => refund,
  );
};
