import { system, transaction, type Tx } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { dueBeyondDeposit, restOf } from "../deposit.ts";
import { backToSavedCard, enqueueHold, renewalOf } from "../hold-plan.ts";
import { ensureIntent } from "../make-intent.ts";
import { lockPayment, type PaymentRow } from "../store.ts";
import { isRefusal } from "../stripe.ts";
import { chargeSavedCard } from "./charge-saved-card.ts";
import { confirmOffSession } from "./confirm-off-session.ts";
import { failSavedCard } from "./fail-saved-card.ts";

/**
 * Holds the price of a booking on its saved card, when the time has come; makes a hold anew that would lapse too early.
 * Does nothing where the payment has gone on otherwise. Safe to repeat.
 * @throws when Stripe cannot be reached, so that the job runs again.
 */
export const holdSavedCard = async (payments: Payments, paymentId: string): Promise<void> => {
  const { db, clock } = payments;
  const payment = await transaction(db, system("payments"), (tx) =>
    takeDue(tx, paymentId, clock.now()),
  );
  if (!payment) return;
  if (payment.settleAmount !== null) return chargeSavedCard(payments, payment);
  try {
    const ready = await ensureIntent(payments, payment, "hold");
    if (ready.status === "card_saved" && ready.intentId) await confirmOffSession(payments, ready);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const message = "The saved card cannot be used any more.";
    await failSavedCard(payments, payment, { code: error.code ?? "refused", message });
  }
};

/** The payment if its saved card is to be used now; when it is too early, the job is put off. */
const takeDue = async (tx: Tx, id: string, now: Date): Promise<PaymentRow | undefined> => {
  const payment = await lockPayment(tx, { id });
  if (!payment || dueBeyondDeposit(payment) === 0 || restOf(payment) === 0) return undefined;
  const { status, settleAmount, authorizeAt } = payment;
  if (status === "card_saved" && settleAmount !== null) return payment;
  const isRenewal = status === "authorized" && settleAmount === null;
  const at = isRenewal ? renewalOf(payment) : authorizeAt;
  if (!at || (!isRenewal && status !== "card_saved")) return undefined;
  if (at <= now) return isRenewal ? backToSavedCard(tx, payment, at, now) : payment;
  // The queue goes by the database's clock, which may be ahead of ours.
  await enqueueHold(tx, id, at, now);
  return undefined;
};
