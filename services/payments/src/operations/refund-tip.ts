import type { Actor, Tipping } from "@loconomy/contracts";
import { problem, requirePermission, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { needsFourEyes } from "../four-eyes.ts";
import { insertRefund, type RefundRow } from "../refund-store.ts";
import { lockPayment, type PaymentRow } from "../store.ts";
import { lockTip } from "../tip-store.ts";
import { tippingFor } from "./get-tip.ts";
import { assertNotChargedBack } from "./refund-booking.ts";
import { sendWritten } from "./send-refund.ts";

/**
 * An operator gives a tip back, all of it; the provider gives it up again. One above `REFUND_FOUR_EYES_ABOVE` is only proposed: it
 * is sent when another operator approves.
 * @throws unauthenticated, forbidden, not_found, unprocessable (nothing was paid, the bank took it back, or Stripe
 *   refused), conflict (it is on its way
 *   back), service_unavailable.
 */
export const refundTip = async (
  payments: Payments,
  actor: Actor,
  { id, reason }: { id: string; reason: string },
): Promise<Tipping> => {
  const operator = requirePermission(actor, "admin:access");
  const { payment, refund } = await reserve(payments, id, reason, operator.userId);
  await sendWritten(payments, payment, [refund]);
  return tippingFor(payments, operator, payment);
};

const reserve = (
  { db, clock, config }: Payments,
  bookingId: string,
  reason: string,
  requestedBy: string,
): Promise<{ payment: PaymentRow; refund: RefundRow }> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment) throw problem("not_found");
    const tip = await lockTip(tx, { bookingId });
    if (tip?.status !== "paid")
      throw problem("unprocessable", "No tip was paid for this booking, or it went back already.");
    const { id: tipId, intentId } = tip;
    await assertNotChargedBack(tx, { paymentId: payment.id, tipId, intentId });
    const waiting = await tx.query(
      "select from payments.refunds where tip_id = $1 and status in ('proposed', 'pending')",
      [tip.id],
    );
    if (waiting.length > 0) throw problem("conflict", "This tip is on its way back already.");
    const { amount, currency } = tip;
    const refund = await insertRefund(tx, {
      paymentId: payment.id,
      tipId: tip.id,
      intentId: tip.intentId!,
      currency,
      amount,
      reason,
      requestedBy,
      // All of it goes back, so it cannot go back twice.
      requestKey: null,
      status: needsFourEyes(config, amount, currency) ? "proposed" : "pending",
      at: clock.now(),
    });
    return { payment, refund };
  });
