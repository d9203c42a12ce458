import { can, type Payment, type PaymentHandle, type UserActor } from "@loconomy/contracts";
import type { PaymentsConfig } from "./config.ts";
import { isOpen } from "./intent-step.ts";
import type { PaymentRow } from "./store.ts";

/** What the bookings service passes on to the customer who pays. */
export const toHandle = ({ status, clientSecret }: PaymentRow): PaymentHandle => ({
  status,
  clientSecret,
});

/**
 * A payment as `viewer` may see it: only the customer gets the client secret, and only while there is something to pay;
 * the provider learns nothing of the customer's card.
 */
export const toPayment = (
  config: PaymentsConfig,
  payment: PaymentRow,
  viewer: UserActor,
): Payment => {
  const money = (amount: number) => ({ amount, currency: payment.currency });
  const isPayer = viewer.userId === payment.customerId;
  const seesCard = isPayer || can(viewer, "admin:access");
  const {
    failureCode: code,
    failureMessage: message,
    cardBrand: brand,
    cardLast4: last4,
  } = payment;
  return {
    bookingId: payment.bookingId,
    status: payment.status,
    clientSecret: isPayer && isOpen(payment.status) ? payment.clientSecret : null,
    amount: money(payment.totalAmount),
    captured: money(payment.capturedAmount),
    refunded: money(payment.refundedAmount),
    card: seesCard && brand && last4 ? { brand, last4 } : null,
    failure: seesCard && code && message ? { code, message } : null,
    publishableKey: config.STRIPE_PUBLISHABLE_KEY,
    isSandbox: config.STRIPE_API_URL !== undefined,
  };
};
