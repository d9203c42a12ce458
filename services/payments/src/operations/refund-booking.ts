import type { Actor, Payment } from "@loconomy/contracts";
import { problem, requirePermission, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { insertRefund, pendingRefundAmount, type RefundRow } from "../refund-store.ts";
import { lockPayment, paymentOfBooking, type PaymentRow } from "../store.ts";
import { toPayment } from "../views.ts";
import { sendRefund } from "./send-refund.ts";

interface RefundRequest {
  id: string;
  /** Minor units of the payment's currency. */
  amount: number;
  reason: string;
}

/**
 * An operator gives back a captured payment, whole or in part. Written first, then sent, then booked; the row lock keeps
 * parallel refunds from giving back more than was taken.
 * @throws forbidden, not_found, unprocessable (more than is left, or refused by Stripe), service_unavailable.
 */
export const refundBooking = async (
  payments: Payments,
  actor: Actor,
  input: RefundRequest,
): Promise<Payment> => {
  const operator = requirePermission(actor, "admin:access");
  const { db } = payments;
  const { payment, refund } = await reserve(payments, input, operator.userId);
  const outcome = await sendRefund(payments, payment, refund).catch((cause: unknown) => {
    throw problem(
      "service_unavailable",
      "Stripe cannot be reached. The refund is noted and will be sent by itself.",
      undefined,
      cause,
    );
  });
  if (outcome === "failed")
    throw problem("unprocessable", "Stripe refused this refund. Nothing was given back.");
  const after = await transaction(db, system("payments"), (tx) => paymentOfBooking(tx, input.id));
  return toPayment(payments.config, after!, operator);
};

const reserve = (
  { db, clock }: Payments,
  { id, amount, reason }: RefundRequest,
  requestedBy: string,
): Promise<{ payment: PaymentRow; refund: RefundRow }> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId: id });
    if (!payment) throw problem("not_found");
    const left =
      payment.capturedAmount - payment.refundedAmount - (await pendingRefundAmount(tx, payment.id));
    if (payment.capturedAmount === 0)
      throw problem(
        "unprocessable",
        "Nothing was taken for this booking yet, so nothing can be given back.",
      );
    if (amount > left) {
      const message = `must be at most ${left}`;
      throw problem("unprocessable", "This is more than is left of the payment.", {
        errors: [{ path: "amount", message }],
      });
    }
    if (!payment.intentId)
      throw problem(
        "unprocessable",
        "This payment was not taken through Stripe, so it cannot be given back there.",
      );
    const { currency } = payment;
    const refund = await insertRefund(tx, {
      paymentId: payment.id,
      currency,
      amount,
      reason,
      requestedBy,
      at: clock.now(),
    });
    return { payment, refund };
  });
