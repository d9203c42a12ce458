import { exactMoney, Id } from "@loconomy/contracts";
import { publish, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import type { Payments } from "./context.ts";
import { raiseDiscrepancies } from "./discrepancy-store.ts";
import { factsOf } from "./intent-facts.ts";
import { postToLedger } from "./ledger-store.ts";
import { tipToProvider } from "./ledger.ts";
import { sendSoon } from "./operations/send-to-provider.ts";
import { lockPayment } from "./store.ts";
import { findTip, keepTipIntent, lockTip, moveTip, restartTip, type TipRow } from "./tip-store.ts";

/** The tip that an intent was made for, as it says itself; null when it was made for something else. */
export const madeForTip = ({ metadata }: Pick<Stripe.PaymentIntent, "metadata">): string | null =>
  Id.safeParse(metadata?.["tipId"]).data ?? null;

/** Nothing was paid yet: the customer can still act. */
export const isTipOpen = ({ status }: Pick<TipRow, "status">): boolean =>
  status !== "paid" && status !== "refunded";

/**
 * The one place where the PaymentIntent (with `INTENT_EXPAND`) of a tip becomes ours, whoever brings it. Safe to repeat and in
 * any order.
 */
export const applyTip = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  intent: Stripe.PaymentIntent,
): Promise<void> => {
  const { clock, log } = payments;
  const tip = await lockTipOf(tx, intent);
  if (!tip || !isTipOpen(tip)) return;
  const now = clock.now();
  const { status, received, amount, currency, failure } = factsOf(intent);
  if (status === "canceled") return void (await restartTip(tx, tip, tip.amount, now));
  if (status === "requires_action") return moveTip(tx, tip.id, { status }, now);
  if (status === "requires_payment_method") {
    if (failure) return moveTip(tx, tip.id, { status: "failed", failure }, now);
    return;
  }
  if (status !== "succeeded") return;
  const isAgreed = received === tip.amount && currency.toUpperCase() === tip.currency;
  if (isAgreed) return book(payments, tx, tip, now);
  const money = (minor: number): string =>
    exactMoney({ amount: minor, currency: currency.toUpperCase() });
  const detail = `amount ${money(received)} of ${money(amount)} instead of ${exactMoney(tip)}`;
  if (detail === tip.mismatch) return;
  log.error(
    { tipId: tip.id, intentId: intent.id, detail },
    "Stripe took another tip than was agreed",
  );
  const { id: subject, bookingId } = tip;
  await raiseDiscrepancies(tx, [{ kind: "payment", subject, bookingId, detail }], now);
  const message = "The amount of this tip is not the one agreed on. We look into it.";
  const mismatch = { code: "amount_mismatch", message };
  await moveTip(tx, tip.id, { status: "failed", failure: mismatch, mismatch: detail }, now);
};

/** An intent that was left behind by another attempt has no say. One whose id was not stored before a crash is kept. */
const lockTipOf = async (tx: Tx, intent: Stripe.PaymentIntent): Promise<TipRow | undefined> => {
  const found = await findTip(tx, madeForTip(intent)!);
  if (!found) return undefined;
  await lockPayment(tx, { id: found.paymentId });
  const tip = (await lockTip(tx, { id: found.id }))!;
  if (tip.intentId) return tip.intentId === intent.id ? tip : undefined;
  const { id, client_secret: clientSecret, metadata } = intent;
  const attempt = Number(metadata["attempt"]);
  return keepTipIntent(tx, { tipId: tip.id, id, clientSecret, attempt });
};

const book = async (
  { clock }: Pick<Payments, "clock">,
  tx: Tx,
  tip: TipRow,
  at: Date,
): Promise<void> => {
  const { id, bookingId, paymentId, providerId, amount, currency, intentId } = tip;
  await moveTip(tx, id, { status: "paid" }, at);
  postToLedger(tx, {
    kind: "tip",
    bookingId,
    reference: `tip:${id}`,
    currency,
    at,
    postings: tipToProvider(providerId, amount),
  });
  await sendSoon(tx, { id: paymentId, intentId }, at);
  await publish(tx, clock, "tip.paid", bookingId, {
    tipId: id,
    bookingId,
    providerId,
    amount: { amount, currency },
  });
};
