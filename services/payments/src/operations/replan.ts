import { system, transaction, type Tx } from "@loconomy/kit";
import { lapsesAt, payBy as payByOf } from "../card-hold.ts";
import type { Payments } from "../context.ts";
import { restOf } from "../deposit.ts";
import { backToSavedCard, enqueueHold, holdMoment, renewalOf, startGrace } from "../hold-plan.ts";
import { isOpen } from "../intent-step.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";

/**
 * A booking has another time: arranges anew when its price is held. A saved card is held at its new moment. A hold that
 * outlasts the new time stays; one that would lapse before its renewal is given back now, and the saved card is held again
 * later. What is open because the saved card failed is tried once more when its moment is still to come; else its owner is told
 * where the new start leaves less time to pay. The booking is
 * asked for its time, since news of several changes may come in any order. Safe to repeat.
 */
export const replan = async (payments: Payments, bookingId: string): Promise<void> => {
  const { db, clients, clock } = payments;
  const booking = await clients.bookings.getRecord({ id: bookingId });
  if (!booking) return;
  await transaction(db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { bookingId });
    if (!payment || payment.settleAmount !== null) return;
    // A later change was arranged while this one was being asked for.
    if (payment.bookingSequence > booking.sequence) return;
    const now = clock.now();
    const change = {
      startsAt: new Date(booking.start),
      endsAt: new Date(booking.end),
      bookingSequence: booking.sequence,
    };
    await updatePayment(tx, payment.id, change, now);
    await rearrange(payments, tx, { ...payment, ...change }, now);
  });
};

const rearrange = async (
  payments: Payments,
  tx: Tx,
  payment: PaymentRow & { startsAt: Date; endsAt: Date },
  now: Date,
): Promise<void> => {
  const { id, status, startsAt, endsAt, payBy, failureCode } = payment;
  const moment = holdMoment(endsAt, now);
  if (status === "authorized") return rearrangeHold(tx, payment, moment, now);
  if (restOf(payment) === 0) return;
  if (status === "card_saved") {
    await updatePayment(tx, id, { authorizeAt: moment }, now);
    return enqueueHold(tx, id, moment, now);
  }
  if (!isOpen(status) || !payBy) return;
  if (moment > now) {
    await backToSavedCard(tx, payment, moment, now);
    return enqueueHold(tx, id, moment, now);
  }
  const until = payByOf(startsAt.getTime(), now.getTime());
  if (until !== null && until < payBy.getTime())
    await startGrace(payments, tx, payment, failureCode);
};

const rearrangeHold = async (
  tx: Tx,
  payment: PaymentRow,
  moment: Date,
  now: Date,
): Promise<void> => {
  const renewal = renewalOf(payment);
  if (!renewal) return;
  const { id, heldAt, captureBefore } = payment;
  const lapses = lapsesAt({
    heldAt: heldAt!.getTime(),
    captureBefore: captureBefore?.getTime() ?? null,
  });
  if (renewal.getTime() > lapses) {
    await backToSavedCard(tx, payment, moment, now);
    return enqueueHold(tx, id, moment, now);
  }
  await enqueueHold(tx, id, renewal, now);
};
