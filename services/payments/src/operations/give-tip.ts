import { exactMoney, type Actor, type Money, type Tipping } from "@loconomy/contracts";
import { problem, requireUser, system, transaction } from "@loconomy/kit";
import { applyAnswer, refreshIntent } from "../apply-intent.ts";
import { isTipOpen } from "../apply-tip.ts";
import { attempted } from "../attempts.ts";
import type { Payments } from "../context.ts";
import { lockPayment, visiblePayment, type PaymentRow } from "../store.ts";
import { INTENT_EXPAND, isRefusal } from "../stripe.ts";
import { tipOffer, tipRefusal, type Tipped, type TipRefusal } from "../tip-rules.ts";
import {
  countTipAttempt,
  intendTip,
  lockTip,
  moveTip,
  restartTip,
  type TipRow,
} from "../tip-store.ts";
import { ensureTipIntent } from "../tip-intent.ts";
import { tippedOf, tippingFor } from "./get-tip.ts";

/** Another amount gives the intent before up at Stripe, which somebody may be paying at the same time. */
const TRIES_MAX = 3;

/**
 * A customer tips the provider of a completed booking. Written down first, then charged to the saved card; where there is none,
 * or it does not pay by itself, the card form goes on with the same intent. A booking has one tip: the same amount again answers
 * it, whoever comes first.
 * @throws unauthenticated, not_found, forbidden (for the provider), invalid_transition (the booking is not completed), unprocessable
 *   (too late, another currency, too little, too much, refused by Stripe), already_exists (another amount was paid),
 *   service_unavailable.
 */
export const giveTip = async (
  payments: Payments,
  actor: Actor,
  { id, amount }: { id: string; amount: Money },
): Promise<Tipping> => {
  const user = requireUser(actor);
  const payment = await visiblePayment(payments.db, user, id);
  if (!payment) throw problem("not_found");
  if (payment.customerId !== user.userId)
    throw problem("forbidden", "Only the customer of a booking can tip for it.");
  const tipped = await tippedOf(payments, payment);
  const now = payments.clock.now().getTime();
  const refusal = tipRefusal(tipped, amount, now);
  if (refusal) refuse(refusal, tipped, now);
  const tip = await intend(payments, payment, amount);
  if (isTipOpen(tip)) await charge(payments, payment, tip);
  return tippingFor(payments, user, payment);
};

const refuse = (refusal: TipRefusal, tipped: Tipped, now: number): never => {
  const at = (path: string, message: string) => ({ errors: [{ path, message }] });
  if (refusal === "not_completed")
    throw problem("invalid_transition", "You can tip when the booking is completed.", {
      bookingStatus: tipped.status,
    });
  if (refusal === "too_late")
    throw problem("unprocessable", "The time for a tip is over for this booking.");
  if (refusal === "other_currency")
    throw problem(
      "unprocessable",
      "A tip is given in the currency of the booking.",
      at("amount.currency", `must be ${tipped.currency}`),
    );
  const { least, most } = tipOffer(tipped, now)!;
  const message =
    refusal === "too_little"
      ? `must be at least ${exactMoney(least)}`
      : `must be at most ${exactMoney(most)}`;
  throw problem("unprocessable", `A tip ${message}.`, at("amount.amount", message));
};

/** The tip that is to be paid, or was, with the amount that was asked for. */
const intend = async (
  payments: Payments,
  payment: PaymentRow,
  { amount, currency }: Money,
): Promise<TipRow> => {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const { tip, leave } = await writeDown(payments, payment, { amount, currency });
    if (!leave) return tip;
    await giveUp(payments, tip);
  }
  throw problem("conflict", "This tip is being given with another amount at the moment.");
};

const writeDown = (
  { db, clock }: Payments,
  { id: paymentId }: PaymentRow,
  { amount, currency }: Money,
): Promise<{ tip: TipRow; leave: boolean }> =>
  transaction(db, system("payments"), async (tx) => {
    const now = clock.now();
    const payment = (await lockPayment(tx, { id: paymentId }))!;
    const tip = await intendTip(tx, { ...payment, paymentId, amount, currency }, now);
    if (tip.mismatch)
      throw problem("conflict", "Something is wrong with the tip before. We look into it.");
    if (tip.amount === amount) return { tip, leave: false };
    if (!isTipOpen(tip))
      throw problem("already_exists", "You have tipped for this booking already.");
    if (tip.intentId) return { tip, leave: true };
    return { tip: await restartTip(tx, tip, amount, now), leave: false };
  });

/** Ends an intent at Stripe before another one takes its place; one that was paid meanwhile stays. */
const giveUp = async (payments: Payments, tip: TipRow): Promise<void> => {
  const { id, intentId, attempt } = tip;
  try {
    const options = { idempotencyKey: `tip:${id}:cancel:${attempt}` };
    const params = { expand: INTENT_EXPAND };
    await applyAnswer(
      payments,
      await attempted(
        payments,
        payments.stripe.paymentIntents.cancel(intentId!, params, options),
        (tx) => countTipAttempt(tx, tip),
      ),
    );
  } catch (error) {
    if (!isRefusal(error)) throw away(error);
    await refreshIntent(payments, intentId!).catch((cause: unknown) => {
      throw away(cause);
    });
  }
};

const away = (cause: unknown) =>
  problem(
    "service_unavailable",
    "Your card could not be reached. Try again in a moment: a tip is charged once, however often it is sent.",
    undefined,
    cause,
  );

const charge = async (payments: Payments, payment: PaymentRow, tip: TipRow): Promise<void> => {
  try {
    const ready = await ensureTipIntent(payments, tip);
    if (ready?.intentId && ready.status === "requires_payment" && payment.paymentMethodId)
      await chargeSaved(payments, ready, payment.paymentMethodId);
  } catch (error) {
    if (!isRefusal(error)) throw away(error);
    throw problem("unprocessable", error.message, undefined, error);
  }
};

/** Its owner is there, but not at the bank: a card that wants to see them goes on in the card form. */
const chargeSaved = async (
  payments: Payments,
  tip: TipRow,
  paymentMethodId: string,
): Promise<void> => {
  const { stripe } = payments;
  const { id, intentId, attempt } = tip;
  const params = {
    payment_method: paymentMethodId,
    error_on_requires_action: true,
    expand: INTENT_EXPAND,
  };
  try {
    const options = { idempotencyKey: `tip:${id}:confirm:${attempt}` };
    const asked = stripe.paymentIntents.confirm(intentId!, params, options);
    await applyAnswer(payments, await attempted(payments, asked, (tx) => countTipAttempt(tx, tip)));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await refreshIntent(payments, intentId!);
    await cardFailed(payments, id, intentId!, error.code ?? "card_unusable");
  }
};

/** Refused for another reason than the card, as when it was removed at Stripe: the intent says nothing of it. */
const cardFailed = (
  { db, clock }: Payments,
  id: string,
  intentId: string,
  code: string,
): Promise<void> =>
  transaction(db, system("payments"), async (tx) => {
    const tip = await lockTip(tx, { id });
    if (tip?.status !== "requires_payment" || tip.intentId !== intentId) return;
    const failure = { code, message: "The saved card cannot be used any more." };
    await moveTip(tx, id, { status: "failed", failure }, clock.now());
  });
