import { problem, publish, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "../context.ts";
import { creditOf } from "../credit.ts";
import { raiseDiscrepancies } from "../discrepancy-store.ts";
import { postToLedger } from "../ledger-store.ts";
import { refundToCustomer, tipToProvider } from "../ledger.ts";
import { endRefund, type RefundRow } from "../refund-store.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";
import { isRefusal, mayBeForgotten } from "../stripe.ts";
import { lockTip, moveTip } from "../tip-store.ts";
import { sendSoon } from "./send-to-provider.ts";

type RefundOutcome = "succeeded" | "failed";

/**
 * Sends a written refund to Stripe and books the answer. Safe to repeat: Stripe knows the refund by its id.
 * @throws when Stripe cannot be reached; the refund then stays pending and is sent again later.
 */
export const sendRefund = async (
  payments: Payments,
  payment: PaymentRow,
  refund: RefundRow,
): Promise<RefundOutcome> => {
  const { stripe, log } = payments;
  const { bookingId } = payment;
  try {
    const sent =
      (await sentBefore(payments, refund)) ??
      (await stripe.refunds.create(
        {
          payment_intent: refund.intentId!,
          amount: refund.amount,
          reason: "requested_by_customer",
          metadata: { bookingId, refundId: refund.id },
        },
        { idempotencyKey: `booking:${bookingId}:refund:${refund.id}` },
      ));
    const outcome = sent.status === "failed" || sent.status === "canceled" ? "failed" : "succeeded";
    await finish(payments, refund, outcome, sent.id);
    return outcome;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.error({ err: error, bookingId, refundId: refund.id }, "Stripe refused a refund");
    await finish(payments, refund, "failed", null);
    return "failed";
  }
};

/**
 * Sends a written refund for an operator who waits for it.
 * @throws unprocessable (Stripe refused), service_unavailable.
 */
export const sendWritten = async (
  payments: Payments,
  payment: PaymentRow,
  refund: RefundRow,
): Promise<void> => {
  const outcome = await sendRefund(payments, payment, refund).catch((cause: unknown) => {
    throw problem(
      "service_unavailable",
      "Stripe cannot be reached. The refund is noted and will be sent by itself.",
      undefined,
      cause,
    );
  });
  if (outcome === "failed") throw refundRefused();
};

export const refundRefused = () =>
  problem("unprocessable", "Stripe refused this refund. Nothing of it was given back.");

/** What Stripe did of it, when its key may be forgotten. */
const sentBefore = async (
  { stripe, clock }: Payments,
  { id, intentId, createdAt }: RefundRow,
): Promise<Stripe.Refund | null> => {
  if (!mayBeForgotten(createdAt, clock.now())) return null;
  for await (const sent of stripe.refunds.list({ payment_intent: intentId!, limit: 100 }))
    if (sent.metadata?.["refundId"] === id) return sent;
  return null;
};

const finish = (
  { db, clock }: Payments,
  refund: RefundRow,
  status: RefundOutcome,
  stripeRefundId: string | null,
): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = (await lockPayment(tx, { id: refund.paymentId }))!;
    const at = clock.now();
    const isNew = await endRefund(tx, refund.id, { status, stripeRefundId, at });
    if (!isNew) return;
    const { id, bookingId, currency } = payment;
    if (status === "failed") {
      // Nobody waits for its answer who could do something about it.
      if (refund.requestedBy === null) {
        const detail = `${refund.amount} ${currency} of a deposit could not be given back`;
        const found = { kind: "refund", subject: refund.id, bookingId, detail } as const;
        await raiseDiscrepancies(tx, [found], at);
      }
      return;
    }
    if (refund.tipId) return tipGoesBack(clock, tx, refund, refund.tipId, at);
    const refundedAmount = payment.refundedAmount + refund.amount;
    const isAll = refundedAmount === payment.capturedAmount;
    await updatePayment(tx, id, { refundedAmount, ...(isAll ? { status: "refunded" } : {}) }, at);
    const postings = refundToCustomer(payment, refund.amount, creditOf(payment));
    postToLedger(tx, {
      kind: "refund",
      bookingId,
      reference: `refund:${refund.id}`,
      currency,
      at,
      postings,
    });
    if (payment.creditedAt) await sendSoon(tx, payment, at);
    await publish(tx, clock, "payment.refunded", bookingId, {
      paymentId: id,
      bookingId,
      amount: { amount: refund.amount, currency },
    });
  });

const tipGoesBack = async (
  clock: Payments["clock"],
  tx: Tx,
  { id }: RefundRow,
  tipId: string,
  at: Date,
): Promise<void> => {
  const { paymentId, bookingId, providerId, intentId, amount, currency } = (await lockTip(tx, {
    id: tipId,
  }))!;
  await moveTip(tx, tipId, { status: "refunded" }, at);
  postToLedger(tx, {
    kind: "tip",
    bookingId,
    reference: `refund:${id}`,
    currency,
    at,
    postings: tipToProvider(providerId, -amount),
  });
  await sendSoon(tx, { id: paymentId, intentId }, at);
  await publish(tx, clock, "tip.refunded", bookingId, {
    tipId,
    bookingId,
    providerId,
    amount: { amount, currency },
  });
};
