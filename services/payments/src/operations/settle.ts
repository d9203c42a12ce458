import { actingAs, enqueue, system, transaction } from "@loconomy/kit";
import { applyAnswer, refreshIntent } from "../apply-intent.ts";
import { applySetupAnswer } from "../apply-setup.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { awaitsDeposit, depositTaken, dueBeyondDeposit } from "../deposit.ts";
import { endAtDeposit } from "../end-at-deposit.ts";
import { backToSavedCard } from "../hold-plan.ts";
import { isOpen, isSettled } from "../intent-step.ts";
import { refreshPayment } from "../refresh-payment.ts";
import { returnRedeemed } from "../pricing/coupon-store.ts";
import {
  countAttempt,
  lockPayment,
  paymentOfBooking,
  updatePayment,
  type PaymentRow,
} from "../store.ts";
import { INTENT_EXPAND, isAuthorizationLapsed, isRefusal, SETUP_EXPAND } from "../stripe.ts";
import { chargeSavedCard } from "./charge-saved-card.ts";

/** Ends the payment of a booking as it was asked to, when Stripe was away before. */
export const SETTLE_JOB = "payments.settle";
const AGAIN_MS = 10 * 60_000;

/** What `SETTLE_JOB` needs. */
export interface Settlement {
  bookingId: string;
  amount: number;
}

/**
 * Ends the payment of a booking: takes `amount` (minor units) and gives the rest of what is held back, or, with 0, all of
 * it. A card that is only saved is charged the amount. A deposit counts towards it: only what it does not cover is taken, and what
 * is not kept of it goes back. Decided once: a later call with another amount changes nothing.
 * Safe to repeat.
 * @throws whatever Stripe throws, so that the job which asked runs again.
 */
export const settle = async (
  payments: Payments,
  bookingId: string,
  amount: number,
): Promise<void> => {
  // A card that was accepted without our hearing of it counts.
  if (amount > 0) await askIfOpen(payments, bookingId, amount);
  const payment = await decide(payments, bookingId, amount);
  if (!payment) return;
  if (payment.settleAmount !== amount)
    payments.log.warn(
      { bookingId, decided: payment.settleAmount, amount },
      "the payment was settled otherwise before",
    );
  if (isSettled(payment.status)) return;
  const due = dueBeyondDeposit(payment);
  await (due ? take(payments, payment, due) : giveBack(payments, payment));
};

const load = ({ db }: Payments, bookingId: string): Promise<PaymentRow | undefined> =>
  paymentOfBooking(actingAs(db, system("payments")), bookingId);

const askIfOpen = async (payments: Payments, bookingId: string, amount: number): Promise<void> => {
  const payment = await load(payments, bookingId);
  if (!payment || !isOpen(payment.status)) return;
  try {
    await refreshPayment(payments, payment);
  } catch (error) {
    // What is not decided is nowhere written down, and the job that asks for it gives up some time.
    const later: Settlement = { bookingId, amount };
    await transaction(payments.db, system("payments"), (tx) =>
      enqueue(tx, SETTLE_JOB, later, { delayMs: AGAIN_MS, key: `${SETTLE_JOB}:${bookingId}` }),
    );
    throw error;
  }
};

const decide = (
  { db, clock }: Payments,
  bookingId: string,
  amount: number,
): Promise<PaymentRow | undefined> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment || payment.settleAmount !== null) return payment;
    // Also when Stripe or time let go of the money before.
    const isTaken = isSettled(payment.status) && payment.capturedAmount > 0;
    if (amount === 0 && !isTaken && payment.couponAmount > 0) await returnRedeemed(tx, bookingId);
    if (isSettled(payment.status)) return payment;
    const now = clock.now();
    await updatePayment(tx, payment.id, { settleAmount: amount, payBy: null }, now);
    const decided = { ...payment, settleAmount: amount, payBy: null };
    // A card that failed to hold all may still pay the part that is owed.
    const isOwed = dueBeyondDeposit(decided)! > 0;
    const wasAsked = payment.paymentMethodId !== null || payment.intentId !== null;
    return isOwed && isOpen(payment.status) && wasAsked && !payment.mismatch
      ? backToSavedCard(tx, decided, now, now)
      : decided;
  });

const take = async (payments: Payments, payment: PaymentRow, amount: number): Promise<void> => {
  const { bookingId, status, intentId, paymentMethodId, mismatch } = payment;
  const { log } = payments;
  if (status === "card_saved") return chargeSavedCard(payments, payment);
  if (mismatch)
    return log.error(
      { bookingId, mismatch },
      "nothing is captured: Stripe holds other money than was agreed",
    );
  if (status === "authorized") return capture(payments, payment, amount);
  if (!intentId) return log.error({ bookingId }, "nothing can be captured: no card was given");
  // A charge that failed is noted with the payment.
  if (!paymentMethodId)
    throw new Error(`The payment of booking ${bookingId} cannot be captured: it is ${status}.`);
};

const capture = async (payments: Payments, payment: PaymentRow, amount: number): Promise<void> => {
  const { stripe } = payments;
  const { bookingId, intentId, attempt } = payment;
  try {
    const params = { amount_to_capture: amount, expand: INTENT_EXPAND };
    await applyAnswer(
      payments,
      await attempted(
        payments,
        stripe.paymentIntents.capture(intentId!, params, {
          idempotencyKey: `booking:${bookingId}:capture:${attempt}:${amount}`,
        }),
        (tx) => countAttempt(tx, payment),
      ),
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await refreshIntent(payments, intentId!);
    const now = (await load(payments, bookingId))!;
    if (now.status === "authorized" && isAuthorizationLapsed(error))
      return holdLapsed(payments, now);
    // Done already, or lapsed meanwhile: the saved card is charged then.
    if (now.status === "card_saved") return chargeSavedCard(payments, now);
    if (!isSettled(now.status)) throw error;
  }
};

/** The card networks hold money for a limited time: what is owed is charged to the saved card instead, if there is one. */
const holdLapsed = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { db, clock, log } = payments;
  const { id, bookingId, settleAmount: amount } = payment;
  log.error({ bookingId, amount }, "the card hold lapsed before the capture");
  if (!payment.paymentMethodId) return giveBack(payments, payment);
  const saved = await transaction(db, system("payments"), async (tx) => {
    const locked = (await lockPayment(tx, { id }))!;
    return locked.status === "authorized"
      ? backToSavedCard(tx, locked, clock.now(), clock.now())
      : locked;
  });
  if (saved.status === "card_saved") await chargeSavedCard(payments, saved);
};

const giveBack = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { db, clock } = payments;
  const { id, intentId, setupId, depositIntentId, status } = payment;
  if (depositIntentId && awaitsDeposit(payment)) return cancelIntent(payments, payment);
  if (intentId) return cancelIntent(payments, payment);
  if (setupId && isOpen(status)) return cancelSetup(payments, payment);
  // Nothing was asked of Stripe, or a card was saved and never held.
  await transaction(db, system("payments"), async (tx) => {
    const now = await lockPayment(tx, { id });
    if (!now || isSettled(now.status)) return;
    if (depositTaken(now) > 0) return endAtDeposit(payments, tx, now, clock.now());
    await updatePayment(tx, id, { status: "released" }, clock.now());
  });
};

const cancelIntent = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { bookingId, attempt, intentId, depositIntentId } = payment;
  const [wanted, step] = awaitsDeposit(payment)
    ? [depositIntentId, "cancel-deposit"]
    : [intentId, "cancel"];
  try {
    const options = { idempotencyKey: `booking:${bookingId}:${step}:${attempt}` };
    await applyAnswer(
      payments,
      await attempted(
        payments,
        payments.stripe.paymentIntents.cancel(wanted!, { expand: INTENT_EXPAND }, options),
        (tx) => countAttempt(tx, payment),
      ),
    );
  } catch (error) {
    await endedMeanwhile(payments, payment, error);
  }
};

const cancelSetup = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { bookingId, attempt, setupId } = payment;
  try {
    const options = { idempotencyKey: `booking:${bookingId}:cancel-setup:${attempt}` };
    await applySetupAnswer(
      payments,
      await attempted(
        payments,
        payments.stripe.setupIntents.cancel(setupId!, { expand: SETUP_EXPAND }, options),
        (tx) => countAttempt(tx, payment),
      ),
    );
  } catch (error) {
    await endedMeanwhile(payments, payment, error);
  }
};

/** A refusal because it was done already is success; anything else goes on as it came. */
const endedMeanwhile = async (
  payments: Payments,
  payment: PaymentRow,
  error: unknown,
): Promise<void> => {
  if (!isRefusal(error)) throw error;
  await refreshPayment(payments, payment);
  const now = await load(payments, payment.bookingId);
  if (!now || !isSettled(now.status)) throw error;
};
