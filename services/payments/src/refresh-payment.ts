import { refreshIntent } from "./apply-intent.ts";
import { refreshSetup } from "./apply-setup.ts";
import type { Payments } from "./context.ts";
import type { PaymentRow } from "./store.ts";

/** Asks Stripe how what a payment waits for stands now, and takes over what it says. */
export const refreshPayment = async (
  payments: Payments,
  { intentId, setupId }: Pick<PaymentRow, "intentId" | "setupId">,
): Promise<void> => {
  if (intentId) return refreshIntent(payments, intentId);
  if (setupId) return refreshSetup(payments, setupId);
};
