import type { Actor, Payment } from "@loconomy/contracts";
import { actingAs, problem, requirePermission, system, transaction, type Tx } from "@loconomy/kit";
import { isChargedBack, type DisputableCharge } from "../chargeback-store.ts";
import type { Payments } from "../context.ts";
import { chargesOf } from "../deposit.ts";
import { isOver } from "../intent-step.ts";
import { findRefundsOfRequest, refundedByIntent, type RefundRow } from "../refund-store.ts";
import { lockPayment, paymentOfBooking, type PaymentRow } from "../store.ts";
import { toPayment } from "../views.ts";
import { refundableCharges, writeRefunds } from "../write-refunds.ts";
import { sendWritten } from "./send-refund.ts";

interface RefundRequest {
  id: string;
  /** Minor units of the payment's currency. */
  amount: number;
  reason: string;
}

/**
 * An operator gives back a captured payment, whole or in part: of the charge of the rest first, then of the deposit's, each as a
 * refund of its own. Written first, then sent, then booked; the row lock keeps
 * parallel refunds from giving back more than was taken. What makes them more than `REFUND_FOUR_EYES_ABOVE` together is only
 * proposed: it is sent when another operator approves.
 * @param requestKey of the operator's request: its repeat goes on with the refund that it made.
 * @throws forbidden, not_found, unprocessable (more than is left, or Stripe refused it, whole or in part), idempotency_key_reused,
 * service_unavailable.
 */
export const refundBooking = async (
  payments: Payments,
  actor: Actor,
  input: RefundRequest,
  requestKey: string | null,
): Promise<Payment & { refund: "proposed" | "succeeded" }> => {
  const operator = requirePermission(actor, "admin:access");
  const { db } = payments;
  const { payment, refunds } = await reserve(payments, input, {
    requestedBy: operator.userId,
    requestKey,
  });
  await sendWritten(payments, payment, refunds);
  const after = await paymentOfBooking(actingAs(db, system("payments")), input.id);
  return {
    ...toPayment(payments.config, after!, operator),
    refund: refunds.some(({ status }) => status === "proposed") ? "proposed" : "succeeded",
  };
};

const reserve = (
  { db, clock, config }: Payments,
  { id, amount, reason }: RefundRequest,
  { requestedBy, requestKey }: { requestedBy: string; requestKey: string | null },
): Promise<{ payment: PaymentRow; refunds: RefundRow[] }> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId: id });
    if (!payment) throw problem("not_found");
    const asked = requestKey ? await findRefundsOfRequest(tx, requestedBy, requestKey) : [];
    if (asked.length > 0) {
      const sum = asked.reduce((all, refund) => all + refund.amount, 0);
      if (asked.some(({ paymentId }) => paymentId !== payment.id) || sum !== amount)
        throw problem("idempotency_key_reused");
      return { payment, refunds: asked };
    }
    if (payment.capturedAmount > 0 && !isOver(payment))
      throw problem(
        "unprocessable",
        "Only a deposit was taken, and the booking still stands. Cancel it to give the deposit back.",
      );
    const left = await leftToRefund(tx, payment);
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
    const at = clock.now();
    const wish = { amount, reason, requestedBy, requestKey, at };
    const refunds = await writeRefunds(tx, config, payment, wish);
    if (!refunds)
      throw problem(
        "unprocessable",
        "This payment was not taken through Stripe, so it cannot be given back there.",
      );
    return { payment, refunds };
  });

const chargedBack = () =>
  problem(
    "unprocessable",
    "The cardholder's bank has taken this payment back, so it cannot be refunded as well. Answer or accept the chargeback instead.",
  );

/** What can be given back of a locked payment, in minor units. @throws unprocessable: banks have taken back what was left. */
const leftToRefund = async (tx: Tx, payment: PaymentRow): Promise<number> => {
  const refunded = await refundedByIntent(tx, payment.id);
  const givenBack = [...refunded.values()].reduce((sum, part) => sum + part, 0);
  const left = payment.capturedAmount - payment.chargedBackAmount - givenBack;
  const charges = chargesOf(payment);
  const refundable = await refundableCharges(tx, payment);
  if (refundable.length === charges.length) return left;
  const sum = refundable.reduce((all, charge) => all + charge.left, 0);
  if (sum === 0) throw chargedBack();
  return Math.min(left, sum);
};

/** @throws unprocessable: the customer has the money from the bank already, or is about to. */
export const assertNotChargedBack = async (
  tx: Tx,
  charge: DisputableCharge & { intentId: string | null },
): Promise<void> => {
  if (await isChargedBack(tx, charge)) throw chargedBack();
};
