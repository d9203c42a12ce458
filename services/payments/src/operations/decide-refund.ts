import type { Actor, RefundRecord } from "@loconomy/contracts";
import { problem, requirePermission, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import {
  decideRefund as decide,
  findRefund,
  refundRecord,
  type RefundRow,
} from "../refund-store.ts";
import { lockPayment, type PaymentRow } from "../store.ts";
import { assertNotChargedBack } from "./refund-booking.ts";
import { sendWritten } from "./send-refund.ts";

interface Decision {
  id: string;
  isApproved: boolean;
}

/**
 * A second operator approves a large refund, which is sent then, or rejects it.
 * @throws unauthenticated, forbidden (also for whoever proposed it), not_found, conflict (it is decided), unprocessable
 *   (charged back, or refused by Stripe), service_unavailable (approved; it is sent later by itself).
 */
export const decideRefund = async (
  payments: Payments,
  actor: Actor,
  decision: Decision,
): Promise<RefundRecord> => {
  const { userId } = requirePermission(actor, "admin:access");
  const { db } = payments;
  const { payment, refund } = await transaction(db, system("payments"), async (tx) => {
    const found = await findRefund(tx, decision.id);
    const locked = found && (await lockPayment(tx, { id: found.paymentId }));
    if (!locked) throw problem("not_found");
    if (found.requestedBy === userId)
      throw problem("forbidden", "Another operator has to decide what you proposed.");
    if (decision.isApproved) await assertNotChargedBack(tx, found);
    const status = decision.isApproved ? "pending" : "rejected";
    const decided = await decide(tx, decision.id, { status, by: userId, at: payments.clock.now() });
    if (!decided) throw problem("conflict", "This refund was decided before.");
    return { payment: locked, refund: decided } satisfies {
      payment: PaymentRow;
      refund: RefundRow;
    };
  });
  if (decision.isApproved) await sendWritten(payments, payment, [refund]);
  return transaction(db, system("payments"), (tx) => refundRecord(tx, decision.id));
};
