import {
  can,
  type Actor,
  type BookingRecord,
  type Payment,
  type UserActor,
} from "@loconomy/contracts";
import { problem, requireUser, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { awaitsDeposit } from "../deposit.ts";
import { isOpen, isOwed } from "../intent-step.ts";
import { refreshPayment } from "../refresh-payment.ts";
import { claimCheck, visiblePayment, type PaymentRow } from "../store.ts";
import { toPayment } from "../views.ts";
import { authorizeSeries } from "./authorize-series.ts";
import { authorize, cardSaverOf, openPayment } from "./authorize.ts";

/**
 * The payment of a booking, for its customer, its provider and operators. While it is open Stripe is asked directly, at
 * most once a second, so that a customer need not wait for the webhook.
 * @throws unauthenticated, not_found.
 */
export const getPayment = async (
  payments: Payments,
  actor: Actor,
  bookingId: string,
): Promise<Payment> => {
  const user = requireUser(actor);
  const payment =
    (await find(payments, user, bookingId)) ?? (await openMissing(payments, user, bookingId));
  if (!payment) throw problem("not_found");
  if (!isOpen(payment.status)) return toPayment(payments.config, payment, user);
  await catchUp(payments, payment);
  const now = await find(payments, user, bookingId);
  return toPayment(payments.config, now ?? payment, user);
};

const find = (
  { db }: Payments,
  user: UserActor,
  bookingId: string,
): Promise<PaymentRow | undefined> =>
  visiblePayment(db, can(user, "admin:access") ? system("payments") : user, bookingId);

/** A crash right after a booking was made leaves it without a payment; its customer opens that by looking. */
const openMissing = async (
  payments: Payments,
  user: UserActor,
  bookingId: string,
): Promise<PaymentRow | undefined> => {
  const booking = await payments.clients.bookings.getRecord({ id: bookingId });
  if (booking?.status !== "awaiting_payment" || booking.customerId !== user.userId)
    return undefined;
  if (!booking.series) return authorize(payments, authorizationOf(booking));
  const { id: seriesId } = booking.series;
  const { items } = await payments.clients.bookings.getSeriesRecords({ id: seriesId });
  await authorizeSeries(payments, { seriesId, bookings: items.map(authorizationOf) });
  return find(payments, user, bookingId);
};

const authorizationOf = (booking: BookingRecord) => {
  const {
    id: bookingId,
    customerId,
    providerId,
    providerUserId,
    price,
    pricing,
    start,
    end,
  } = booking;
  const description = `${booking.serviceName} – ${booking.providerName}`.slice(0, 300);
  return {
    bookingId,
    customerId,
    providerId,
    providerUserId,
    amount: price,
    pricing,
    description,
    start,
    end,
  };
};

const catchUp = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { db, clients, clock, log } = payments;
  const mayAsk = await transaction(db, system("payments"), (tx) =>
    claimCheck(tx, payment.id, clock.now()),
  );
  if (!mayAsk) return;
  try {
    // Such a payment has left the saving of a card behind.
    const isLate = payment.payBy !== null || isOwed(payment);
    const saver = isLate ? payment : await cardSaverOf(payments, payment);
    const isOwn = (awaitsDeposit(payment) ? payment.depositIntentId : payment.intentId) !== null;
    const isAsked = saver.setupId ?? (saver.id === payment.id ? null : saver.depositIntentId);
    if (isOwn || (isAsked && !isLate))
      return await refreshPayment(payments, isOwn ? payment : saver);
    // Stripe was away when the booking was made, or had no use for the saved card.
    const booking = await clients.bookings.getRecord({ id: payment.bookingId });
    if (booking?.status === "awaiting_payment" || isLate) await openPayment(payments, payment);
  } catch (error) {
    log.warn(
      { err: error, paymentId: payment.id },
      "Stripe could not be asked; answering with what is known",
    );
  }
};
