import { exactMoney } from "@loconomy/contracts";
import { problem, publish, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { creditOf } from "../credit.ts";
import { raiseDiscrepancies } from "../discrepancy-store.ts";
import { postToLedger } from "../ledger-store.ts";
import { refundToCustomer, tipToProvider } from "../ledger.ts";
import { countRefundAttempt, endRefund, type RefundRow } from "../refund-store.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";
import { isRefusal, mayBeDone } from "../stripe.ts";
import { lockTip, moveTip } from "../tip-store.ts";
import { sendSoon } from "./send-to-provider.ts";

type RefundOutcome = "succeeded" | "failed";

/**
 * Sends a written refund to Stripe and books the answer. Safe to repeat: Stripe knows the refund by its id.
 * @param isAwaited somebody who could do something about it hears the outcome; else a refusal becomes a discrepancy.
 * @throws when Stripe cannot be reached; the refund then stays pending and is sent again later.
 */
export const sendRefund = async (
  payments: Payments,
  payment: PaymentRow,
  refund: RefundRow,
  { isAwaited } = { isAwaited: false },
): Promise<RefundOutcome> => {
  const { log } = payments;
  const { bookingId } = payment;
  const end = (status: RefundOutcome, stripeRefundId: string | null) =>
    finish(payments, refund, { status, stripeRefundId, isAwaited });
  try {
    const sent =
      (await sentBefore(payments, refund)) ?? (await sendNow(payments, bookingId, refund));
    const outcome = sent.status === "failed" || sent.status === "canceled" ? "failed" : "succeeded";
    await end(outcome, sent.id);
    return outcome;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.error({ err: error, bookingId, refundId: refund.id }, "Stripe refused a refund");
    await end("failed", null);
    return "failed";
  }
};

const sendNow = (
  payments: Payments,
  bookingId: string,
  refund: RefundRow,
): Promise<Stripe.Refund> => {
  const { id, intentId, amount, attempt } = refund;
  const asked = payments.stripe.refunds.create(
    {
      payment_intent: intentId!,
      amount,
      reason: "requested_by_customer",
      metadata: { bookingId, refundId: id },
    },
    { idempotencyKey: `booking:${bookingId}:refund:${id}:${attempt}` },
  );
  return attempted(payments, asked, (tx) => countRefundAttempt(tx, refund));
};

/**
 * Sends the written parts of a refund, all of them, for an operator who waits for it; parts that have ended stay as they are.
 * @throws unprocessable (Stripe refused a part, or another operator rejected it), service_unavailable (a part is sent later by
 *   itself); both say what became of each part.
 */
export const sendWritten = async (
  payments: Payments,
  payment: PaymentRow,
  refunds: readonly RefundRow[],
): Promise<void> => {
  const parts: RefundPart[] = [];
  let cause: unknown;
  for (const refund of refunds) {
    const { amount, status } = refund;
    const ended =
      status === "pending"
        ? await sendRefund(payments, payment, refund, { isAwaited: true }).catch(
            (error: unknown) => {
              cause = error;
              return status;
            },
          )
        : status;
    parts.push({ amount, status: ended });
  }
  const shortfall = shortfallOf(parts, payment.currency);
  if (shortfall) throw problem(shortfall.code, shortfall.detail, undefined, cause);
};

type RefundPart = Pick<RefundRow, "amount" | "status">;

/** Why not all of a refund was given back, and how much was; undefined when all was, or it waits for another operator. */
const shortfallOf = (
  parts: readonly RefundPart[],
  currency: string,
): { code: "unprocessable" | "service_unavailable"; detail: string } | undefined => {
  const of = (wanted: RefundRow["status"]): number =>
    parts.reduce((sum, { amount, status }) => (status === wanted ? sum + amount : sum), 0);
  const [back, refused, rejected, waiting] = [
    of("succeeded"),
    of("failed"),
    of("rejected"),
    of("pending"),
  ];
  if (of("proposed") > 0 || refused + rejected + waiting === 0) return undefined;
  const code = waiting > 0 ? "service_unavailable" : "unprocessable";
  const isAll = (amount: number): boolean => amount === back + refused + rejected + waiting;
  if (isAll(waiting))
    return {
      code,
      detail: "Stripe cannot be reached. The refund is noted and will be sent by itself.",
    };
  if (isAll(refused))
    return { code, detail: "Stripe refused this refund. Nothing of it was given back." };
  if (isAll(rejected)) return { code, detail: "Another operator has rejected this refund." };
  const money = (amount: number): string => exactMoney({ amount, currency });
  const detail = [
    back > 0 && `${money(back)} of this refund was given back.`,
    refused > 0 && `Stripe refused ${money(refused)} of ${back > 0 ? "it" : "this refund"}.`,
    rejected > 0 && `Another operator has rejected ${money(rejected)}.`,
    waiting > 0 &&
      `${money(waiting)} is noted and will be sent by itself: Stripe cannot be reached.`,
  ];
  return { code, detail: detail.filter(Boolean).join(" ") };
};

/** What Stripe did of it under another key. */
const sentBefore = async (
  { stripe, clock }: Payments,
  refund: RefundRow,
): Promise<Stripe.Refund | null> => {
  const { id, intentId } = refund;
  if (!mayBeDone(refund, clock.now())) return null;
  for await (const sent of stripe.refunds.list({ payment_intent: intentId!, limit: 100 }))
    if (sent.metadata?.["refundId"] === id) return sent;
  return null;
};

const finish = (
  { db, clock }: Payments,
  refund: RefundRow,
  {
    status,
    stripeRefundId,
    isAwaited,
  }: { status: RefundOutcome; stripeRefundId: string | null; isAwaited: boolean },
): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = (await lockPayment(tx, { id: refund.paymentId }))!;
    const at = clock.now();
    const isNew = await endRefund(tx, refund.id, { status, stripeRefundId, at });
    if (!isNew) return;
    const { id, bookingId, currency } = payment;
    if (status === "failed") {
      if (!isAwaited) {
        const what = refund.requestedBy === null ? "a deposit" : "a refund";
        const money = exactMoney({ amount: refund.amount, currency });
        const detail = `${money} of ${what} could not be given back`;
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
