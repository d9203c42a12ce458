import { refreshIntent } from "./apply-intent.ts";
import { refreshSetup } from "./apply-setup.ts";
import type { Payments } from "./context.ts";
import type { PaymentRow } from "./store.ts";

/** Asks Stripe how what a payment waits for stands now, and takes over what it says. */
export const refreshPayment = async (
  payments: Payments,
  {
    intentId,
    setupId,
    depositIntentId,
    depositPaidAt,
  }: Pick<PaymentRow, "intentId" | "setupId" | "depositIntentId" | "depositPaidAt">,
): Promise<void> => {
  if (depositIntentId && !depositPaidAt) return refreshIntent(payments, depositIntentId);
  if (intentId) return refreshIntent(payments, intentId);
  if (setupId) return refreshSetup(payments, setupId);
};
