import { system, transaction } from "@loconomy/kit";
import { applyAnswer, refreshIntent } from "../apply-intent.ts";
import type { Payments } from "../context.ts";
import { isOpen, isSettled } from "../intent-step.ts";
import { lockPayment, paymentOfBooking, updatePayment, type PaymentRow } from "../store.ts";
import { INTENT_EXPAND, isAuthorizationLapsed, isRefusal } from "../stripe.ts";

/**
 * Ends the authorisation of a booking: takes `amount` (minor units) and gives the rest back, or, with 0, gives back
 * all of it. Decided once: a later call with another amount changes nothing. Safe to repeat.
 * @throws whatever Stripe throws, so that the job which asked runs again.
 */
export const settle = async (
  payments: Payments,
  bookingId: string,
  amount: number,
): Promise<void> => {
  const { log } = payments;
  const payment = await decide(payments, bookingId, amount);
  if (!payment) return;
  if (payment.settleAmount !== amount)
    log.warn(
      { bookingId, decided: payment.settleAmount, amount },
      "the payment was settled otherwise before",
    );
  if (isSettled(payment.status)) return;
  if (!payment.intentId)
    return payment.settleAmount
      ? log.error({ bookingId }, "nothing can be captured: the card was never asked for")
      : undefined;
  await (payment.settleAmount
    ? capture(payments, payment, payment.settleAmount)
    : cancel(payments, payment));
};

const decide = (
  { db, clock }: Payments,
  bookingId: string,
  amount: number,
): Promise<PaymentRow | undefined> =>
  transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment || payment.settleAmount !== null || isSettled(payment.status)) return payment;
    // Without an intent there is nothing to give back at Stripe.
    const isNeverMade = amount === 0 && !payment.intentId;
    await updatePayment(
      tx,
      payment.id,
      { settleAmount: amount, ...(isNeverMade ? { status: "released" } : {}) },
      clock.now(),
    );
    return { ...payment, settleAmount: amount };
  });

const capture = async (payments: Payments, payment: PaymentRow, amount: number): Promise<void> => {
  const { stripe, log } = payments;
  const { bookingId } = payment;
  const intentId = payment.intentId!;
  // A capture tried before the hold would be refused, and the refusal kept under the key.
  const now = isOpen(payment.status) ? await refreshed(payments, payment) : payment;
  if (isSettled(now.status)) return;
  if (now.mismatch)
    return log.error(
      { bookingId, mismatch: now.mismatch },
      "nothing is captured: Stripe holds other money than was agreed",
    );
  if (now.status !== "authorized")
    throw new Error(`The payment of booking ${bookingId} cannot be captured: it is ${now.status}.`);
  try {
    const params = { amount_to_capture: amount, expand: INTENT_EXPAND };
    await applyAnswer(
      payments,
      await stripe.paymentIntents.capture(intentId, params, {
        idempotencyKey: `booking:${bookingId}:capture:${amount}`,
      }),
    );
  } catch (error) {
    if (isAuthorizationLapsed(error)) {
      log.error(
        { bookingId, amount },
        "the card hold lapsed before the capture; the money is lost",
      );
      return cancel(payments, payment);
    }
    await settledMeanwhile(payments, payment, error);
  }
};

const cancel = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { bookingId, intentId } = payment;
  try {
    const options = { idempotencyKey: `booking:${bookingId}:cancel` };
    await applyAnswer(
      payments,
      await payments.stripe.paymentIntents.cancel(intentId!, { expand: INTENT_EXPAND }, options),
    );
  } catch (error) {
    await settledMeanwhile(payments, payment, error);
  }
};

/** A refusal because it was done already is success; anything else goes on as it came. */
const settledMeanwhile = async (
  payments: Payments,
  payment: PaymentRow,
  error: unknown,
): Promise<void> => {
  if (!isRefusal(error)) throw error;
  const now = await refreshed(payments, payment);
  if (!isSettled(now.status)) throw error;
};

/** The payment after asking Stripe how its intent stands. */
const refreshed = async (
  payments: Payments,
  { intentId, bookingId }: PaymentRow,
): Promise<PaymentRow> => {
  await refreshIntent(payments, intentId!);
  return (await transaction(payments.db, system("payments"), (tx) =>
    paymentOfBooking(tx, bookingId),
  ))!;
};
