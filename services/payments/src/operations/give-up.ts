import { enqueue, publish, system, transaction } from "@loconomy/kit";
import { refreshIntent } from "../apply-intent.ts";
import { canCallOff } from "../card-hold.ts";
import type { Payments } from "../context.ts";
import { restOf } from "../deposit.ts";
import { GIVE_UP_JOB } from "../hold-plan.ts";
import { isOpen } from "../intent-step.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";

const isWaiting = (payment: PaymentRow | undefined): payment is PaymentRow & { payBy: Date } =>
  payment !== undefined &&
  payment.payBy !== null &&
  payment.settleAmount === null &&
  isOpen(payment.status);

/**
 * The time is over in which another card could pay after the saved one failed: tells so, once, and the booking is cancelled.
 * Stripe is asked first, so that a card that was accepted at the last moment counts. Where this comes too late, when the job has
 * begun, nothing is called off: the price is charged when it is done, or owed.
 * @throws whatever Stripe throws, so that the job runs again.
 */
export const giveUp = async (payments: Payments, paymentId: string): Promise<void> => {
  const { db, clock, log } = payments;
  const act = system("payments");
  const before = await transaction(db, act, (tx) => lockPayment(tx, { id: paymentId }));
  if (!isWaiting(before)) return;
  if (before.payBy <= clock.now() && before.intentId)
    await refreshIntent(payments, before.intentId);
  await transaction(db, act, async (tx) => {
    const payment = await lockPayment(tx, { id: paymentId });
    if (!isWaiting(payment)) return;
    const now = clock.now();
    if (payment.payBy > now)
      return enqueue(
        tx,
        GIVE_UP_JOB,
        { paymentId },
        {
          delayMs: payment.payBy.getTime() - now.getTime(),
          key: `${GIVE_UP_JOB}:${paymentId}`,
        },
      );
    const { bookingId, currency, startsAt } = payment;
    await updatePayment(tx, paymentId, { payBy: null }, now);
    if (startsAt && !canCallOff(startsAt.getTime(), now.getTime()))
      return log.error({ bookingId }, "nobody had paid for a booking when its job began");
    await publish(tx, clock, "payment.expired", bookingId, {
      paymentId,
      bookingId,
      amount: { amount: restOf(payment), currency },
    });
  });
};
