import { actingAs, system, transaction } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { dueBeyondDeposit, restOf } from "./deposit.ts";
import { madeIntent } from "./intent-facts.ts";
import { forgetGoneCustomer, stripeCustomerOf } from "./stripe-customer.ts";
import { countAttempt, keepIntent, paymentOfBooking, type PaymentRow } from "./store.ts";
import { hasAnswered, transferGroupOf } from "./stripe.ts";

/**
 * What an intent is made for: to hold the price as the customer pays, to save the customer's card, to charge the deposit and save
 * the card with it, to hold the price on the saved card in the customer's absence, or to charge it at once.
 */
export type Purpose = "authorize" | "save-card" | "deposit" | "hold" | "charge";

const ID_OF = { "save-card": "setupId", deposit: "depositIntentId" } as const;

/**
 * The payment with the intent that it needs, made now when it is missing. Nothing moves yet: the intent's id is kept first,
 * and only what is kept is confirmed, so that no crash leaves two holds.
 * @throws whatever Stripe throws.
 */
export const ensureIntent = async (
  payments: Payments,
  payment: PaymentRow,
  purpose: Purpose,
): Promise<PaymentRow> => {
  const { db, stripe } = payments;
  const idOf = (row: PaymentRow): string | null =>
    row[purpose === "save-card" || purpose === "deposit" ? ID_OF[purpose] : "intentId"];
  if (idOf(payment)) return payment;
  const intent = await createIntent(payments, payment, purpose);
  const own = actingAs(db, system("payments"));
  const kept =
    (await keepIntent(own, madeIntent(intent))) ??
    (await paymentOfBooking(own, payment.bookingId))!;
  // Given up, or answered by somebody else, while Stripe was at it: nobody may confirm this one.
  if (idOf(kept) !== intent.id)
    await (intent.object === "setup_intent" ? stripe.setupIntents : stripe.paymentIntents).cancel(
      intent.id,
    );
  return kept;
};

const createIntent = async (
  payments: Payments,
  payment: PaymentRow,
  purpose: Purpose,
): Promise<Stripe.PaymentIntent | Stripe.SetupIntent> => {
  const { db, stripe, log } = payments;
  const { bookingId, attempt } = payment;
  const options = { idempotencyKey: `booking:${bookingId}:${purpose}:${attempt}` };
  try {
    const customer = await stripeCustomerOf(payments, payment.customerId, attempt);
    return purpose === "save-card"
      ? await stripe.setupIntents.create(setupParams(payment, customer), options)
      : await stripe.paymentIntents.create(intentParams(payment, customer, purpose), options);
  } catch (error) {
    log.error({ err: error, paymentId: payment.id, purpose }, "an intent could not be made");
    await forgetGoneCustomer(payments, payment.customerId, error);
    if (hasAnswered(error))
      await transaction(db, system("payments"), (tx) => countAttempt(tx, payment));
    throw error;
  }
};

const metadataOf = ({ id, bookingId, attempt }: PaymentRow) => ({
  bookingId,
  paymentId: id,
  attempt: String(attempt),
});

/** Only cards: other ways to pay can be saved, but their money cannot be held. */
const setupParams = (payment: PaymentRow, customer: string): Stripe.SetupIntentCreateParams => ({
  customer,
  usage: "off_session",
  allowed_payment_method_types: ["card"],
  description: payment.description,
  metadata: metadataOf(payment),
});

const amountFor = (payment: PaymentRow, purpose: Purpose): number => {
  if (purpose === "deposit") return payment.depositAmount;
  return purpose === "charge" ? dueBeyondDeposit(payment)! : restOf(payment);
};

const intentParams = (
  payment: PaymentRow,
  customer: string,
  purpose: Exclude<Purpose, "save-card">,
): Stripe.PaymentIntentCreateParams => ({
  amount: amountFor(payment, purpose),
  currency: payment.currency.toLowerCase(),
  capture_method: purpose === "charge" || purpose === "deposit" ? "automatic" : "manual",
  // Where the customer is present the card is saved as well: another hold can then follow this one.
  ...(purpose === "authorize" || purpose === "deposit"
    ? { automatic_payment_methods: { enabled: true }, setup_future_usage: "off_session" }
    : { automatic_payment_methods: { enabled: true, allow_redirects: "never" } }),
  customer,
  description: payment.description,
  metadata: { ...metadataOf(payment), ...(purpose === "deposit" ? { purpose } : {}) },
  transfer_group: transferGroupOf(payment.bookingId),
});
