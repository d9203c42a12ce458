import { applyAnswer, refreshIntent } from "../apply-intent.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { countAttempt, type PaymentRow } from "../store.ts";
import { INTENT_EXPAND, isRefusal } from "../stripe.ts";
import { failSavedCard } from "./fail-saved-card.ts";

const NO_CARD = { code: "no_saved_card", message: "No card is saved for this booking." };

/**
 * Confirms the intent of a payment with the saved card, in its owner's absence. A card that declines, or that its bank
 * wants to see its owner for, fails the payment; the intent then waits for another card. Safe to repeat.
 * @throws when Stripe cannot be reached, so that the job which asked runs again.
 */
export const confirmOffSession = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { stripe } = payments;
  const { bookingId, attempt, paymentMethodId } = payment;
  const intentId = payment.intentId!;
  try {
    if (paymentMethodId) {
      const intent = await attempted(
        payments,
        stripe.paymentIntents.confirm(
          intentId,
          { payment_method: paymentMethodId, off_session: true, expand: INTENT_EXPAND },
          { idempotencyKey: `booking:${bookingId}:confirm:${attempt}` },
        ),
        (tx) => countAttempt(tx, payment),
      );
      return await applyAnswer(payments, intent);
    }
    await saveNextCard(payments, payment);
    await failSavedCard(payments, payment, NO_CARD);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await saveNextCard(payments, payment);
    await refreshIntent(payments, intentId);
    // Refused for another reason than the card, as when it was removed at Stripe: the intent says nothing of it.
    await failSavedCard(payments, payment, {
      code: error.decline_code || error.code || "card_unusable",
      message: "The saved card cannot be used any more.",
    });
  }
};

/**
 * The card that pays instead is to be saved as well, so that another hold could follow. Only now: Stripe refuses to save a
 * card while its owner is away.
 */
const saveNextCard = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  const { stripe, log } = payments;
  const { bookingId, intentId, attempt, settleAmount } = payment;
  if (settleAmount !== null) return;
  try {
    await attempted(
      payments,
      stripe.paymentIntents.update(
        intentId!,
        { setup_future_usage: "off_session" },
        { idempotencyKey: `booking:${bookingId}:save-next:${attempt}` },
      ),
      (tx) => countAttempt(tx, payment),
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.warn({ err: error, bookingId }, "the next card of a payment will not be saved");
  }
};
