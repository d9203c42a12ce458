import type { Payments } from "../context.ts";
import { ensureIntent } from "../make-intent.ts";
import type { PaymentRow } from "../store.ts";
import { isRefusal } from "../stripe.ts";
import { confirmOffSession } from "./confirm-off-session.ts";
import { failSavedCard } from "./fail-saved-card.ts";

/**
 * Charges what is owed for a booking (`settleAmount`) to its saved card, without holding it first: what a cancellation
 * costs, or a job whose hold has lapsed. What fails is noted and not tried again by itself. Safe to repeat.
 * @throws when Stripe cannot be reached, so that the job which asked runs again.
 */
export const chargeSavedCard = async (payments: Payments, payment: PaymentRow): Promise<void> => {
  try {
    const ready = await ensureIntent(payments, payment, "charge");
    if (ready.status === "card_saved" && ready.intentId) await confirmOffSession(payments, ready);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Such as an amount below what Stripe charges at all.
    const { code = "refused", message } = error;
    await failSavedCard(payments, payment, { code, message });
  }
};
