import { system, transaction, type Jobs, type Recurring } from "@loconomy/kit";
import { refreshChargeback } from "./apply-chargeback.ts";
import { refreshPayout } from "./apply-payout.ts";
import { CREDIT_JOB } from "./apply-intent.ts";
import { dueAnswers, uncheckedChargebacks } from "./chargeback-store.ts";
import { checkBooks } from "./check-books.ts";
import type { Payments } from "./context.ts";
import { REFUND_JOB } from "./end-at-deposit.ts";
import { GIVE_UP_JOB, HOLD_JOB, RELEASE_JOB, type LeftIntent } from "./hold-plan.ts";
import { forgetEvents, process, waitingEvents } from "./inbox.ts";
import { takeSnapshot } from "./ledger-snapshot.ts";
import { answer } from "./operations/answer-chargeback.ts";
import { creditProvider } from "./operations/credit-provider.ts";
import { giveUp } from "./operations/give-up.ts";
import { holdSavedCard } from "./operations/hold-saved-card.ts";
import { issueFeeInvoices } from "./operations/issue-fee-invoice.ts";
import { releaseIntent } from "./operations/release-intent.ts";
import { sendRefund } from "./operations/send-refund.ts";
import { sendToProvider, TRANSFER_JOB } from "./operations/send-to-provider.ts";
import { settle, SETTLE_JOB, type Settlement } from "./operations/settle.ts";
import { reconcile } from "./reconcile.ts";
import { findRefund, waitingRefunds } from "./refund-store.ts";
import { lockPayment, overduePayments, unsettledPayments } from "./store.ts";
import { isStripeError } from "./stripe.ts";
import { latePayouts } from "./payout-store.ts";
import { dueTransfers } from "./transfer-store.ts";

const BATCH_MAX = 100;
/** What is younger may still be under way elsewhere. */
const UNDER_WAY_MS = 30_000;
/** A job that is later than that was lost, or has given up. */
const OVERDUE_MS = 10 * 60_000;
/** A chargeback that is not over is asked for again after that long. */
const UNCHECKED_MS = 6 * 3_600_000;
/** An answer that nobody sent is sent so long before it is too late. */
const ANSWERED_BEFORE_MS = 24 * 3_600_000;
const INBOX_KEPT_MS = 90 * 24 * 3_600_000;

interface OfPayment {
  paymentId: string;
}

interface OfRefund {
  refundId: string;
}

const ago = ({ clock }: Payments, ms: number): Date => new Date(clock.now().getTime() - ms);

export const createJobs = (payments: Payments): Jobs => ({
  [CREDIT_JOB]: ({ paymentId }: OfPayment) => creditProvider(payments, paymentId),
  [TRANSFER_JOB]: ({ paymentId }: OfPayment) => sendToProvider(payments, paymentId),
  "payments.check-payouts": () => checkPayouts(payments),
  "payments.retry-transfers": () => retryTransfers(payments),
  "payments.check-chargebacks": () => checkChargebacks(payments),
  "payments.answer-chargebacks": () => answerChargebacks(payments),
  [SETTLE_JOB]: (asked: Settlement) => settleLater(payments, asked),
  [HOLD_JOB]: ({ paymentId }: OfPayment) => holdSavedCard(payments, paymentId),
  [GIVE_UP_JOB]: ({ paymentId }: OfPayment) => giveUp(payments, paymentId),
  [RELEASE_JOB]: (left: LeftIntent) => releaseIntent(payments, left),
  "payments.retry-holds": async () => {
    await retrySettlements(payments);
    await retryHolds(payments);
  },
  "payments.retry-webhooks": async () => {
    for (const event of await waitingEvents(payments, ago(payments, UNDER_WAY_MS), BATCH_MAX)) {
      await process(payments, event).catch((error) =>
        payments.log.error(
          { err: error, eventId: event.id },
          "a webhook still cannot be processed",
        ),
      );
    }
  },
  [REFUND_JOB]: ({ refundId }: OfRefund) => sendOne(payments, refundId),
  "payments.retry-refunds": () => retryRefunds(payments),
  "payments.take-snapshot": () => takeSnapshot(payments.db),
  "payments.check-books": () => checkBooks(payments),
  "payments.issue-fee-invoices": () => issueFeeInvoices(payments),
  "payments.reconcile": () => reconcile(payments),
  "payments.forget-webhooks": () => forgetEvents(payments, ago(payments, INBOX_KEPT_MS)),
});

/** Takes or gives back what was decided while Stripe was away for longer than its job was tried: in time, before a hold lapses. */
const retrySettlements = async (payments: Payments): Promise<void> => {
  const { db, clock, log } = payments;
  const [now, before] = [clock.now(), ago(payments, OVERDUE_MS)];
  const unsettled = await transaction(db, system("payments"), (tx) =>
    unsettledPayments(tx, { now, before, limit: BATCH_MAX }),
  );
  for (const { bookingId, settleAmount } of unsettled) {
    await settle(payments, bookingId, settleAmount).catch((error) =>
      log.error({ err: error, bookingId }, "a payment still cannot be settled"),
    );
  }
};

/** While Stripe stays away this asks again by itself, or what was decided is taken up by `retrySettlements`. */
const settleLater = (payments: Payments, { bookingId, amount }: Settlement): Promise<void> =>
  settle(payments, bookingId, amount).catch((error) => {
    if (!isStripeError(error)) throw error;
    payments.log.error({ err: error, bookingId }, "a payment still cannot be settled");
  });

/** Does what should have been done to saved cards by now: a card that fails in time leaves its owner time to pay. */
const retryHolds = async (payments: Payments): Promise<void> => {
  const overdue = await transaction(payments.db, system("payments"), (tx) =>
    overduePayments(tx, ago(payments, OVERDUE_MS), BATCH_MAX),
  );
  for (const { id, status } of overdue) {
    await (status === "card_saved" ? holdSavedCard : giveUp)(payments, id).catch((error) =>
      payments.log.error({ err: error, paymentId: id }, "a saved card still cannot be used"),
    );
  }
};

/** Asks Stripe for payouts that should have arrived and of which nothing was heard. */
const checkPayouts = async (payments: Payments): Promise<void> => {
  const { db, log } = payments;
  const late = await transaction(db, system("payments"), (tx) =>
    latePayouts(tx, ago(payments, OVERDUE_MS), BATCH_MAX),
  );
  for (const { id, accountId } of late) {
    await refreshPayout(payments, accountId, id).catch((error) =>
      log.error({ err: error, payoutId: id }, "a payout still cannot be looked at"),
    );
  }
};

/** Asks Stripe for chargebacks of which nothing was heard for long. */
const checkChargebacks = async (payments: Payments): Promise<void> => {
  const { db, log } = payments;
  const unchecked = await transaction(db, system("payments"), (tx) =>
    uncheckedChargebacks(tx, ago(payments, UNCHECKED_MS), BATCH_MAX),
  );
  for (const { stripeId } of unchecked) {
    await refreshChargeback(payments, stripeId).catch((error) =>
      log.error({ err: error, disputeId: stripeId }, "a chargeback still cannot be looked at"),
    );
  }
};

/** Answers as it stands what nobody has answered and is due soon: what is not answered is lost. */
const answerChargebacks = async (payments: Payments): Promise<void> => {
  const { db, log, clock } = payments;
  const soon = new Date(clock.now().getTime() + ANSWERED_BEFORE_MS);
  const due = await transaction(db, system("payments"), (tx) => dueAnswers(tx, soon, BATCH_MAX));
  for (const chargeback of due) {
    await answer(payments, chargeback, chargeback.words).catch((error) =>
      log.error({ err: error, chargebackId: chargeback.id }, "a chargeback cannot be answered yet"),
    );
  }
};

/** Sends what waited for Stripe, or for the account of a provider. */
const retryTransfers = async (payments: Payments): Promise<void> => {
  const { db, log } = payments;
  const due = await transaction(db, system("payments"), (tx) =>
    dueTransfers(tx, ago(payments, UNDER_WAY_MS), BATCH_MAX),
  );
  for (const paymentId of due) {
    await sendToProvider(payments, paymentId).catch((error) =>
      log.error({ err: error, paymentId }, "a provider's money still cannot be sent"),
    );
  }
};

/** Sends what the policy gives back of a deposit. */
const sendOne = async (payments: Payments, refundId: string): Promise<void> => {
  const found = await transaction(payments.db, system("payments"), async (tx) => {
    const refund = await findRefund(tx, refundId);
    const payment = refund && (await lockPayment(tx, { id: refund.paymentId }));
    return refund && payment && { refund, payment };
  });
  if (found?.refund.status === "pending") await sendRefund(payments, found.payment, found.refund);
};

/** Sends the refunds again that were written down when Stripe could not be reached. */
const retryRefunds = async (payments: Payments): Promise<void> => {
  const { db, log } = payments;
  const act = system("payments");
  const refunds = await transaction(db, act, (tx) =>
    waitingRefunds(tx, ago(payments, UNDER_WAY_MS), BATCH_MAX),
  );
  for (const refund of refunds) {
    const payment = await transaction(db, act, (tx) => lockPayment(tx, { id: refund.paymentId }));
    await sendRefund(payments, payment!, refund).catch((error) =>
      log.error({ err: error, refundId: refund.id }, "a refund still cannot be sent"),
    );
  }
};

export const RECURRING: readonly Recurring[] = [
  { task: "payments.retry-webhooks", crontab: "* * * * *" },
  { task: "payments.retry-refunds", crontab: "* * * * *" },
  { task: "payments.retry-transfers", crontab: "* * * * *" },
  { task: "payments.check-payouts", crontab: "41 * * * *" },
  { task: "payments.check-chargebacks", crontab: "23 * * * *" },
  { task: "payments.answer-chargebacks", crontab: "7,37 * * * *" },
  { task: "payments.retry-holds", crontab: "*/10 * * * *" },
  { task: "payments.reconcile", crontab: "*/10 * * * *" },
  { task: "payments.take-snapshot", crontab: "*/5 * * * *" },
  { task: "payments.check-books", crontab: "47 3 * * *" },
  { task: "payments.issue-fee-invoices", crontab: "13 4 * * *" },
  { task: "payments.forget-webhooks", crontab: "17 3 * * *" },
];
