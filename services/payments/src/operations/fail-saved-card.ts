import { system, transaction } from "@loconomy/kit";
import { cardFailed } from "../apply-intent.ts";
import type { Payments } from "../context.ts";
import { lockPayment, updatePayment, type PaymentRow } from "../store.ts";

/** Notes that a saved card cannot be used, unless news of its intent has moved the payment on. Safe to repeat. */
export const failSavedCard = (
  payments: Payments,
  { id, intentId }: PaymentRow,
  { code, message }: { code: string; message: string },
): Promise<void> =>
  transaction(payments.db, system("payments"), async (tx) => {
    const payment = await lockPayment(tx, { id });
    if (payment?.status !== "card_saved" || payment.intentId !== intentId) return;
    const change = { failureCode: code, failureMessage: message, failureReference: code };
    await updatePayment(tx, id, { status: "failed", ...change }, payments.clock.now());
    await cardFailed(payments, tx, payment, code);
  });
