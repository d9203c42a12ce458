import { system, transaction } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { forgetGoneCustomer, stripeCustomerOf } from "./stripe-customer.ts";
import { hasAnswered, transferGroupOf } from "./stripe.ts";
import { countTipAttempt, findTip, keepTipIntent, type TipRow } from "./tip-store.ts";

/**
 * The tip with its intent, made now when it is missing and kept before anybody confirms it, so that no crash leaves two charges.
 * @throws whatever Stripe throws.
 */
export const ensureTipIntent = async (
  payments: Payments,
  tip: TipRow,
): Promise<TipRow | undefined> => {
  if (tip.intentId) return tip;
  const { db, stripe } = payments;
  const { id, client_secret: clientSecret } = await createIntent(payments, tip);
  const kept = await transaction(db, system("payments"), async (tx) => {
    const intent = { tipId: tip.id, id, clientSecret, attempt: tip.attempt };
    return (await keepTipIntent(tx, intent)) ?? findTip(tx, tip.id);
  });
  // The tip has gone on to another attempt while Stripe was at it: nobody may confirm this one.
  if (kept?.intentId !== id) await stripe.paymentIntents.cancel(id);
  return kept;
};

const createIntent = async (payments: Payments, tip: TipRow) => {
  const { db, stripe, log } = payments;
  const { id: tipId, bookingId, attempt, amount, currency, customerId } = tip;
  try {
    return await stripe.paymentIntents.create(
      {
        amount,
        currency: currency.toLowerCase(),
        capture_method: "automatic",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
        customer: await stripeCustomerOf(payments, customerId, attempt),
        description: "Tip",
        metadata: { bookingId, tipId, attempt: String(attempt) },
        transfer_group: transferGroupOf(bookingId),
      },
      { idempotencyKey: `tip:${tipId}:intent:${attempt}` },
    );
  } catch (error) {
    log.error({ err: error, tipId }, "an intent for a tip could not be made");
    await forgetGoneCustomer(payments, customerId, error);
    if (hasAnswered(error))
      await transaction(db, system("payments"), (tx) => countTipAttempt(tx, tip));
    throw error;
  }
};
