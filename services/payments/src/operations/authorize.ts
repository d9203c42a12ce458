import type { Money } from "@loconomy/contracts";
import { problem, system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "../context.ts";
import {
  countAttempt,
  insertPayment,
  keepIntent,
  paymentOfBooking,
  type PaymentRow,
} from "../store.ts";
import { hasAnswered } from "../stripe.ts";

interface Authorization {
  bookingId: string;
  customerId: string;
  providerId: string;
  providerUserId: string;
  amount: Money;
  description: string;
}

/**
 * Opens the authorisation of a booking's price, or returns the one that is there. The payment is written first, so that
 * a repeat after a crash finds it and goes on; Stripe recognises the repeat by the idempotency key.
 * @throws conflict when the booking was opened with another price or customer; service_unavailable when Stripe fails.
 */
export const authorize = async (payments: Payments, input: Authorization): Promise<PaymentRow> => {
  const { db, clock, config } = payments;
  const payment = await transaction(db, system("payments"), (tx) =>
    insertPayment(tx, { ...input, feeBps: config.PLATFORM_FEE_BPS }, clock.now()),
  );
  const isSame =
    payment.customerId === input.customerId &&
    payment.totalAmount === input.amount.amount &&
    payment.currency === input.amount.currency;
  if (!isSame)
    throw problem("conflict", "This booking was already opened with another price or customer.");
  return ensureIntent(payments, payment);
};

/** The payment with its PaymentIntent, which is made now when it is missing. */
export const ensureIntent = async (
  payments: Payments,
  payment: PaymentRow,
): Promise<PaymentRow> => {
  if (payment.intentId || payment.settleAmount !== null) return payment;
  const { db, stripe } = payments;
  const intent = await createIntent(payments, payment);
  const kept = await transaction(db, system("payments"), async (tx) => {
    const now = await keepIntent(tx, payment.id, {
      id: intent.id,
      clientSecret: intent.client_secret,
    });
    return now ?? (await paymentOfBooking(tx, payment.bookingId))!;
  });
  // Given up, or answered by somebody else, while Stripe was at it: nobody may confirm this one.
  if (kept.intentId !== intent.id) await stripe.paymentIntents.cancel(intent.id);
  return kept;
};

const createIntent = async (
  { db, stripe, log }: Payments,
  payment: PaymentRow,
): Promise<Stripe.PaymentIntent> => {
  const { id, bookingId, totalAmount, currency, attempt } = payment;
  try {
    return await stripe.paymentIntents.create(
      {
        amount: totalAmount,
        currency: currency.toLowerCase(),
        capture_method: "manual",
        automatic_payment_methods: { enabled: true },
        description: payment.description,
        metadata: { bookingId, paymentId: id },
        transfer_group: `booking:${bookingId}`,
      },
      { idempotencyKey: `booking:${bookingId}:authorize:${attempt}` },
    );
  } catch (error) {
    log.error({ err: error, paymentId: id }, "a PaymentIntent could not be made");
    if (hasAnswered(error))
      await transaction(db, system("payments"), (tx) => countAttempt(tx, payment));
    throw problem(
      "service_unavailable",
      "The payment could not be prepared. Please try again in a moment.",
      undefined,
      error,
    );
  }
};
