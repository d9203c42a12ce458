import { can, type Actor, type Tipping, type UserActor } from "@loconomy/contracts";
import { problem, requireUser, system, transaction } from "@loconomy/kit";
import { refreshIntent } from "../apply-intent.ts";
import { isTipOpen } from "../apply-tip.ts";
import type { Payments } from "../context.ts";
import { visiblePayment, type PaymentRow } from "../store.ts";
import { tipOffer, type Tipped } from "../tip-rules.ts";
import { claimTipCheck, tipOfBooking, type TipRow } from "../tip-store.ts";

/**
 * The tip of a booking for its customer, its provider (once it is paid) and operators, and what the customer can give. While it
 * is open Stripe is asked directly, at most once a second.
 * @throws unauthenticated, not_found.
 */
export const getTip = async (
  payments: Payments,
  actor: Actor,
  bookingId: string,
): Promise<Tipping> => {
  const user = requireUser(actor);
  const reader = can(user, "admin:access") ? system("payments") : user;
  const payment = await visiblePayment(payments.db, reader, bookingId);
  if (!payment) throw problem("not_found");
  const known = await tipOfBooking(payments.db, reader, bookingId);
  if (known?.intentId && isTipOpen(known)) await catchUp(payments, known);
  return tippingFor(payments, user, payment);
};

const catchUp = async (payments: Payments, { id, intentId }: TipRow): Promise<void> => {
  const { db, clock, log } = payments;
  const mayAsk = await transaction(db, system("payments"), (tx) =>
    claimTipCheck(tx, id, clock.now()),
  );
  if (!mayAsk) return;
  await refreshIntent(payments, intentId!).catch((error) =>
    log.warn({ err: error, tipId: id }, "Stripe could not be asked; answering with what is known"),
  );
};

/** What tips depend on, of a booking that has a payment. */
export const tippedOf = async (
  { clients }: Payments,
  { bookingId, totalAmount, couponAmount, currency }: PaymentRow,
): Promise<Tipped> => {
  const booking = await clients.bookings.getRecord({ id: bookingId });
  if (!booking) throw problem("not_found");
  const { status, completedAt } = booking;
  return {
    status,
    completedAt: completedAt === null ? null : Date.parse(completedAt),
    price: totalAmount + couponAmount,
    currency,
  };
};

/** The tip of a booking as it is now, as `viewer` may see it. */
export const tippingFor = async (
  payments: Payments,
  viewer: UserActor,
  payment: PaymentRow,
): Promise<Tipping> => {
  const { db, clock, config } = payments;
  const isPayer = viewer.userId === payment.customerId;
  const tip = await tipOfBooking(db, system("payments"), payment.bookingId);
  const mayGive = isPayer && (!tip || (isTipOpen(tip) && !tip.mismatch));
  const offer = mayGive && tipOffer(await tippedOf(payments, payment), clock.now().getTime());
  const { paymentMethodId, cardBrand: brand, cardLast4: last4 } = payment;
  const card = paymentMethodId && brand && last4 ? { brand, last4 } : null;
  return {
    tip: tip && (isPayer || !isTipOpen(tip)) ? toTip(tip) : null,
    offer: offer ? { ...offer, card } : null,
    publishableKey: config.STRIPE_PUBLISHABLE_KEY,
    isSandbox: config.STRIPE_API_URL !== undefined,
  };
};

const toTip = (tip: TipRow): Tipping["tip"] => {
  const {
    amount,
    currency,
    status,
    clientSecret,
    failureCode: code,
    failureMessage: message,
  } = tip;
  return {
    amount: { amount, currency },
    status,
    clientSecret: isTipOpen(tip) && !tip.mismatch ? clientSecret : null,
    failure: code && message ? { code, message } : null,
    paidAt: tip.paidAt?.toISOString() ?? null,
  };
};
