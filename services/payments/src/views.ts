import { can, type Payment, type PaymentHandle, type UserActor } from "@loconomy/contracts";
import type { PaymentsConfig } from "./config.ts";
import { isOpen, isSettled, payableAfter } from "./intent-step.ts";
import type { PaymentRow } from "./store.ts";

/** What the bookings service passes on to the customer who pays. */
export const toHandle = (payment: PaymentRow): PaymentHandle => {
  const { status, clientSecret, intentId, payBy, settleAmount } = payment;
  // With a PaymentIntent of its own the payment has left the saving of the card behind.
  const isWaiting =
    payment.authorizeAt !== null && intentId === null && payBy === null && !settleAmount;
  const isLater = isWaiting && payment.depositAmount === 0;
  const authorizeAt = isWaiting || status === "card_saved" ? payment.authorizeAt : null;
  return {
    status,
    clientSecret,
    kind: isLater ? "setup" : "payment",
    authorizeAt: authorizeAt && !isSettled(status) ? authorizeAt.toISOString() : null,
  };
};

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
  const owed = payableAfter(payment);
  // The secret of a card that was saved pays nothing.
  const isOwedNow = owed > 0 && payment.intentId !== null;
  const isPayable = isOpen(payment.status) && (payment.settleAmount === null || isOwedNow);
  return {
    ...toHandle(payment),
    bookingId: payment.bookingId,
    clientSecret: isPayer && isPayable ? payment.clientSecret : null,
    amount: money(payment.totalAmount),
    breakdown: payment.breakdown ?? {
      lines: [{ kind: "service", label: payment.description, amount: money(payment.totalAmount) }],
      includedTaxes: [],
    },
    deposit:
      payment.depositAmount > 0
        ? { amount: money(payment.depositAmount), isPaid: payment.depositPaidAt !== null }
        : null,
    captured: money(payment.capturedAmount),
    refunded: money(payment.refundedAmount),
    chargedBack: money(payment.chargedBackAmount),
    owed: owed > 0 ? money(owed) : null,
    card: seesCard && brand && last4 ? { brand, last4 } : null,
    failure: seesCard && code && message ? { code, message } : null,
    payBy: isPayable ? (payment.payBy?.toISOString() ?? null) : null,
    publishableKey: config.STRIPE_PUBLISHABLE_KEY,
    isSandbox: config.STRIPE_API_URL !== undefined,
  };
};
