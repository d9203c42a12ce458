import { exactMoney } from "@loconomy/contracts";
import { enqueue, publish, queryAs, system, transaction, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import { CREDIT_DELAY_MS, CREDIT_JOB, refreshIntent } from "./apply-intent.ts";
import { factsOfDispute, isOver, type ChargebackFacts } from "./chargeback-facts.ts";
import {
  borneByIntent,
  borneByTip,
  chargebackOfDispute,
  isHeldBack,
  saveChargeback,
  type ChargebackRow,
  type ChargebackState,
} from "./chargeback-store.ts";
import type { Also, Payments } from "./context.ts";
import { chargesOf } from "./deposit.ts";
import { raiseDiscrepancies } from "./discrepancy-store.ts";
import { postToLedger } from "./ledger-store.ts";
import { moveChargeback } from "./move-chargeback.ts";
import { sendSoon } from "./operations/send-to-provider.ts";
import { pendingRefundAmount, refundedByIntent } from "./refund-store.ts";
import { lockPayment, updatePayment, type PaymentRow } from "./store.ts";
import { lockTip, type TipRow } from "./tip-store.ts";

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

/** Asks Stripe for a dispute as it is now and takes over what it says. */
export const refreshChargeback = async (
  payments: Payments,
  disputeId: string,
  also?: Also,
): Promise<void> => {
  const askedAt = payments.clock.now();
  const dispute = await payments.stripe.disputes.retrieve(disputeId);
  await applyChargeback(payments, dispute, askedAt, also);
};

/**
 * The one place where a dispute of Stripe's becomes our chargeback, whoever brings it: webhook, reconciler, or the answer to
 * evidence. What moved the money is Stripe's balance transactions: their sum is compared with what is booked, and the
 * difference is posted. So it is safe to repeat, and what comes in between may be missed.
 * @param askedAt when Stripe was asked; what was asked for before something else that is known changes nothing.
 */
export const applyChargeback = async (
  payments: Payments,
  dispute: Stripe.Dispute,
  askedAt: Date,
  also?: Also,
): Promise<void> => {
  const intentId = idOf(dispute.payment_intent);
  if (!intentId) return;
  // It may be heard of before the capture is.
  if (await isUncaptured(payments, intentId)) await refreshIntent(payments, intentId);
  await transaction(payments.db, system("payments"), async (tx) => {
    await apply(payments, tx, { dispute, intentId, askedAt });
    also?.(tx);
  });
};

const isUncaptured = async ({ db }: Payments, intentId: string): Promise<boolean> =>
  (
    await queryAs(
      db,
      system("payments"),
      `select from payments.payments
        where intent_id = $1 and captured_amount <= case when deposit_paid_at is null then 0 else deposit_amount end
           or deposit_intent_id = $1 and deposit_paid_at is null
       union all select from payments.tips where intent_id = $1 and paid_at is null`,
      [intentId],
    )
  ).length > 0;

interface News {
  dispute: Stripe.Dispute;
  intentId: string;
  askedAt: Date;
}

const apply = async (
  payments: Payments,
  tx: Tx,
  { dispute, intentId, askedAt }: News,
): Promise<void> => {
  const { clock, log } = payments;
  const charge = await lockCharge(tx, intentId);
  if (!charge)
    return log.info(
      { disputeId: dispute.id, intentId },
      "a dispute of a payment that is not ours is left alone",
    );
  const known = await chargebackOfDispute(tx, dispute.id);
  if (known && known.askedAt > askedAt) return;
  const { payment, tip } = charge;
  const facts = factsOfDispute(dispute);
  const now = clock.now();
  const before = known ?? newChargeback(charge, dispute.id, facts);
  const wasHeldBack = known ? await isHeldBack(tx, before) : false;
  const moved = await move(payments, tx, { charge, intentId, chargeback: before, facts, now });
  const chargeback = await saveChargeback(tx, {
    ...moved,
    intentId,
    ...stateOf(before, facts, now),
    askedAt,
  });
  await tell(payments, tx, payment, { known, chargeback });
  const isSent = tip !== null || payment.creditedAt !== null;
  if (moved.movements > before.movements && isSent)
    await sendSoon(tx, { id: payment.id, intentId }, now);
  if (wasHeldBack && !(await isHeldBack(tx, chargeback)))
    await letGo(tx, charge, { intentId, now });
};

interface Charge {
  payment: PaymentRow;
  /** What is disputed when it is not the price. */
  tip: TipRow | null;
}

/** The charge of an intent, locked; undefined when nobody here made it. */
const lockCharge = async (tx: Tx, intentId: string): Promise<Charge | undefined> => {
  const payment = await lockPayment(tx, { intentId });
  if (payment) return { payment, tip: null };
  const [found] = await tx.query<{ id: string; paymentId: string }>(
    `select id, payment_id as "paymentId" from payments.tips where intent_id = $1`,
    [intentId],
  );
  if (!found) return undefined;
  const ofTip = (await lockPayment(tx, { id: found.paymentId }))!;
  return { payment: ofTip, tip: (await lockTip(tx, { id: found.id }))! };
};

/** What can still go back of it. */
const leftOf = async (tx: Tx, { payment, tip }: Charge, intentId: string): Promise<number> => {
  const { id, capturedAmount, refundedAmount, chargedBackAmount } = payment;
  const pending = await pendingRefundAmount(tx, id, tip?.id ?? null, ["pending"]);
  if (tip) return tip.status === "paid" ? tip.amount - (await borneByTip(tx, tip.id)) - pending : 0;
  // Of a deposit and its rest a bank takes back the one that it was asked for.
  const taken = chargesOf(payment).find((charge) => charge.intentId === intentId)?.left ?? 0;
  const refunded = await refundedByIntent(tx, id, ["pending", "succeeded"]);
  const ofCharge = taken - (refunded.get(intentId) ?? 0) - (await borneByIntent(tx, id, intentId));
  return Math.min(capturedAmount - refundedAmount - chargedBackAmount - pending, ofCharge);
};

const newChargeback = (
  { payment, tip }: Charge,
  stripeId: string,
  { currency, openedAt }: ChargebackFacts,
): ChargebackState => ({
  stripeId,
  paymentId: payment.id,
  tipId: tip?.id ?? null,
  intentId: null,
  bookingId: payment.bookingId,
  providerId: payment.providerId,
  currency,
  amount: 0,
  withdrawnAmount: 0,
  feeAmount: 0,
  borneAmount: 0,
  isFromEscrow: null,
  movements: 0,
  reason: "",
  isInquiry: false,
  status: "needs_response",
  dueBy: null,
  openedAt,
  submittedAt: null,
  closedAt: null,
  askedAt: openedAt,
});

const stateOf = (
  before: ChargebackState,
  { amount, reason, isInquiry, status, dueBy, isSubmitted }: ChargebackFacts,
  now: Date,
) => ({
  amount,
  reason,
  isInquiry,
  status,
  dueBy,
  submittedAt: isSubmitted ? (before.submittedAt ?? now) : null,
  closedAt: isOver(status) ? (before.closedAt ?? now) : null,
});

interface Movement {
  charge: Charge;
  intentId: string;
  chargeback: ChargebackState;
  facts: ChargebackFacts;
  now: Date;
}

/** Posts what Stripe took or gave back since the last time. The payment bears what is left of it, the platform the rest. */
const move = async (
  { log }: Payments,
  tx: Tx,
  { charge, intentId, chargeback, facts: { taken, currency }, now }: Movement,
): Promise<ChargebackState> => {
  const { payment, tip } = charge;
  const { bookingId } = payment;
  const raise = async (detail: string): Promise<void> => {
    const found = [
      { kind: "chargeback" as const, subject: chargeback.stripeId, bookingId, detail },
    ];
    const added = await raiseDiscrepancies(tx, found, now);
    for (const discrepancy of added) log.error(discrepancy, "a chargeback is not as expected");
  };
  if (!taken || currency !== payment.currency) {
    await raise(`disputed in ${currency} and settled otherwise; nothing is booked`);
    return chargeback;
  }
  const { withdrawnAmount, feeAmount } = chargeback;
  const left = await leftOf(tx, charge, intentId);
  const plan = moveChargeback({ payment, isOfTip: tip !== null, chargeback, taken, left });
  if (taken.withdrawn === withdrawnAmount && taken.fee === feeAmount && plan.postings.length === 0)
    return chargeback;
  if (taken.withdrawn > plan.borneAmount)
    await raise(
      `Stripe took back ${exactMoney({ amount: taken.withdrawn, currency })}; ${exactMoney({ amount: plan.borneAmount, currency })} of that was left of the payment`,
    );
  const movements = chargeback.movements + 1;
  postToLedger(tx, {
    kind: "chargeback",
    bookingId,
    reference: `chargeback:${chargeback.stripeId}:${movements}`,
    currency,
    at: now,
    postings: plan.postings,
  });
  await updatePayment(tx, payment.id, plan.change, now);
  return {
    ...chargeback,
    withdrawnAmount: taken.withdrawn,
    feeAmount: taken.fee,
    borneAmount: plan.borneAmount,
    isFromEscrow: plan.isFromEscrow,
    movements,
  };
};

/** What waited for the end of a chargeback goes on: the credit at its own time, a transfer at once. */
const letGo = async (
  tx: Tx,
  { payment, tip }: Charge,
  { intentId, now }: { intentId: string; now: Date },
): Promise<void> => {
  if (tip || payment.creditedAt) return sendSoon(tx, { id: payment.id, intentId }, now);
  const [capture] = await tx.query<{ at: Date }>(
    "select at from payments.ledger_transactions where reference = any($1) order by at desc limit 1",
    [[`capture:${payment.id}`, `deposit:${payment.id}`]],
  );
  const due = (capture?.at ?? now).getTime() + CREDIT_DELAY_MS;
  await enqueue(
    tx,
    CREDIT_JOB,
    { paymentId: payment.id },
    { delayMs: due - now.getTime(), key: `${CREDIT_JOB}:${payment.id}` },
  );
};

const tell = async (
  { clock }: Payments,
  tx: Tx,
  { providerUserId, customerId }: PaymentRow,
  { known, chargeback }: { known: ChargebackRow | undefined; chargeback: ChargebackRow },
): Promise<void> => {
  const { id: chargebackId, bookingId, providerId, amount, currency, reason } = chargeback;
  const { isInquiry, status, dueBy } = chargeback;
  const facts = {
    chargebackId,
    bookingId,
    providerId,
    providerUserId,
    customerId,
    amount: { amount, currency },
    reason,
    isInquiry,
  };
  // An inquiry that became a chargeback is news too: now the money is gone.
  const isOpened = !known || (known.isInquiry && !isInquiry);
  if (isOpened && !isOver(status))
    await publish(tx, clock, "chargeback.opened", bookingId, {
      ...facts,
      dueBy: dueBy?.toISOString() ?? null,
    });
  if (status === "under_review" && known?.status !== status)
    await publish(tx, clock, "chargeback.answered", bookingId, facts);
  if (isOver(status) && status !== known?.status)
    await publish(tx, clock, "chargeback.closed", bookingId, { ...facts, outcome: status });
};
