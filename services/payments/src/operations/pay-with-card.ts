import type { Actor, Payment } from "@loconomy/contracts";
import { problem, requireUser } from "@loconomy/kit";
import { applyAnswer, refreshIntent } from "../apply-intent.ts";
import { applySetupAnswer, refreshSetup } from "../apply-setup.ts";
import type { Payments } from "../context.ts";
import { isOpen } from "../intent-step.ts";
import { cardOf } from "../saved-cards.ts";
import { visiblePayment } from "../store.ts";
import { INTENT_EXPAND, isRefusal, SETUP_EXPAND } from "../stripe.ts";
import { getPayment } from "./get-payment.ts";

/**
 * A customer pays a booking with a card that is saved: what the card form does otherwise. Where it is declined, or its bank wants
 * to see its owner, the payment stays open for the card form. Safe to repeat: an intent is paid once.
 * @throws unauthenticated, not_found (the booking or the card), forbidden (for the provider), service_unavailable.
 */
export const payWithCard = async (
  payments: Payments,
  actor: Actor,
  { id: bookingId, cardId }: { id: string; cardId: string },
): Promise<Payment> => {
  const user = requireUser(actor);
  const payment = await visiblePayment(payments.db, user, bookingId);
  if (!payment) throw problem("not_found");
  if (payment.customerId !== user.userId)
    throw problem("forbidden", "Only the customer of a booking can pay it.");
  const [card] = await cardOf(payments, user.userId, cardId);
  // Opens what is missing, and hears of what was paid meanwhile.
  const { clientSecret, status } = await getPayment(payments, user, bookingId);
  if (clientSecret && isOpen(status))
    await confirm(payments, { id: clientSecret.split("_secret_")[0]!, bookingId }, card.id);
  return getPayment(payments, user, bookingId);
};

/** Whatever the card's bank says is with the intent then. */
const confirm = async (
  payments: Payments,
  { id, bookingId }: { id: string; bookingId: string },
  payment_method: string,
): Promise<void> => {
  const { stripe, config } = payments;
  // Unlike where money moves in a customer's absence, no key: tried again, a card that was declined is asked again.
  const params = { payment_method, return_url: `${config.PUBLIC_URL}/bookings/${bookingId}` };
  const isSetup = id.startsWith("seti_");
  try {
    if (isSetup)
      await applySetupAnswer(
        payments,
        await stripe.setupIntents.confirm(id, { ...params, expand: SETUP_EXPAND }),
      );
    else
      await applyAnswer(
        payments,
        await stripe.paymentIntents.confirm(id, {
          ...params,
          error_on_requires_action: true,
          expand: INTENT_EXPAND,
        }),
      );
  } catch (error) {
    if (!isRefusal(error))
      throw problem(
        "service_unavailable",
        "Your card could not be reached. Try again in a moment: a booking is paid once.",
        undefined,
        error,
      );
    await (isSetup ? refreshSetup : refreshIntent)(payments, id);
  }
};
