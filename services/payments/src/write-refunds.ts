import type { Tx } from "@loconomy/kit";
import type { PaymentsConfig } from "./config.ts";
import { isChargedBack } from "./chargeback-store.ts";
import { chargesOf, takeFrom, type Charge } from "./deposit.ts";
import { needsFourEyes } from "./four-eyes.ts";
import { insertRefund, keyOfPart, refundedByIntent, type RefundRow } from "./refund-store.ts";
import type { PaymentRow } from "./store.ts";

/**
 * The charges of a locked payment with what can be given back of each, that of the rest first: nothing of one that the cardholder's bank
 * has taken back.
 */
export const refundableCharges = async (tx: Tx, payment: PaymentRow): Promise<Charge[]> => {
  const refunded = await refundedByIntent(tx, payment.id);
  const charges: Charge[] = [];
  for (const { intentId, left: taken } of chargesOf(payment))
    if (!(await isChargedBack(tx, { paymentId: payment.id, tipId: null, intentId })))
      charges.push({ intentId, left: taken - (refunded.get(intentId) ?? 0) });
  return charges;
};

/**
 * Writes down that so much of a locked payment goes back, of the charge of the rest first: proposed, when all refunds of it together
 * are large, else to be sent. Undefined, and nothing is written, when it was not charged through Stripe.
 */
export const writeRefunds = async (
  tx: Tx,
  config: PaymentsConfig,
  payment: PaymentRow,
  wish: {
    /** Minor units, at most what is left. */
    amount: number;
    reason: string;
    requestedBy: string;
    requestKey: string | null;
    at: Date;
  },
): Promise<RefundRow[] | undefined> => {
  const { amount, reason, requestedBy, requestKey, at } = wish;
  const refunded = await refundedByIntent(tx, payment.id);
  const givenBack = [...refunded.values()].reduce((sum, part) => sum + part, 0);
  const parts = takeFrom(await refundableCharges(tx, payment), amount);
  if (!parts) return undefined;
  const { id: paymentId, currency } = payment;
  const isLarge = needsFourEyes(config, givenBack + amount, currency);
  const refunds: RefundRow[] = [];
  for (const [index, { intentId, left }] of parts.entries())
    refunds.push(
      await insertRefund(tx, {
        paymentId,
        tipId: null,
        currency,
        reason,
        requestedBy,
        requestKey: requestKey && keyOfPart(requestKey, index),
        intentId,
        amount: left,
        status: isLarge ? "proposed" : "pending",
        at,
      }),
    );
  return refunds;
};
