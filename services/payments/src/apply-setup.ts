import { publish, system, transaction, type Tx } from "@loconomy/kit";
import type { PaymentStatus } from "@loconomy/contracts";
import type Stripe from "stripe";
import type { Also, Payments } from "./context.ts";
import { enqueueHold } from "./hold-plan.ts";
import { cardOfMethod, failureOf, madeIntent } from "./intent-facts.ts";
import { isOpen } from "./intent-step.ts";
import {
  lockPaymentOfIntent,
  lockPaymentsOfSeries,
  updatePayment,
  type PaymentRow,
} from "./store.ts";
import { SETUP_EXPAND } from "./stripe.ts";

const OURS: Record<string, PaymentStatus> = {
  requires_payment_method: "requires_payment",
  requires_confirmation: "requires_payment",
  requires_action: "requires_action",
  succeeded: "card_saved",
  canceled: "released",
};

/**
 * The one place where the state of a Stripe SetupIntent (with `SETUP_EXPAND`) becomes ours, whoever brings it. It has a say
 * only until the card is saved. Safe to repeat and in any order.
 */
export const applySetup = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  setup: Stripe.SetupIntent,
): Promise<void> => {
  const payment = await lockPaymentOfIntent(tx, madeIntent(setup));
  const to = OURS[setup.status];
  // With a PaymentIntent of its own the payment has left the saving of the card behind.
  if (!payment || !to || !isOpen(payment.status) || payment.intentId) return;
  if (to === "card_saved") {
    const method = setup.payment_method as Stripe.PaymentMethod;
    const saved = { id: method.id, card: cardOfMethod(method) };
    return payment.seriesId === null
      ? cardSaved(payments, tx, payment, saved)
      : cardSavedForSeries(payments, tx, payment.seriesId, saved);
  }
  const failure = to === "requires_payment" ? failureOf(setup.last_setup_error) : null;
  const status = failure ? "failed" : to;
  const isNews = failure !== null && failure.reference !== payment.failureReference;
  if (status === payment.status && !isNews) return;
  const { clock } = payments;
  await updatePayment(
    tx,
    payment.id,
    {
      status,
      failureCode: failure?.code ?? null,
      failureMessage: failure?.message ?? null,
      ...(failure ? { failureReference: failure.reference } : {}),
    },
    clock.now(),
  );
  if (isNews)
    await publish(tx, clock, "payment.failed", payment.bookingId, {
      ...factsOf(payment),
      declineCode: failure.code,
    });
};

const factsOf = ({ id, bookingId, totalAmount, currency }: PaymentRow) => ({
  paymentId: id,
  bookingId,
  amount: { amount: totalAmount, currency },
});

/** A card that pays from now on; its id is null where Stripe does not keep it. */
export interface CardToSave {
  id: string | null;
  card: { brand: string; last4: string } | null;
}

/** The card of a series pays for all its bookings that are still to be paid. */
export const cardSavedForSeries = async (
  payments: Pick<Payments, "clock">,
  tx: Tx,
  seriesId: string,
  method: CardToSave,
): Promise<void> => {
  for (const payment of await lockPaymentsOfSeries(tx, seriesId))
    if (isOpen(payment.status) && !payment.intentId) await cardSaved(payments, tx, payment, method);
};

const cardSaved = async (
  { clock }: Pick<Payments, "clock">,
  tx: Tx,
  payment: PaymentRow,
  { id: paymentMethodId, card }: CardToSave,
): Promise<void> => {
  const { id, bookingId, settleAmount } = payment;
  const now = clock.now();
  const at = new Date(Math.max(now.getTime(), payment.authorizeAt?.getTime() ?? 0));
  // A booking that was over before the card was saved has no use for it.
  const isOver = settleAmount === 0;
  await updatePayment(
    tx,
    id,
    {
      status: isOver ? "released" : "card_saved",
      paymentMethodId,
      failureCode: null,
      failureMessage: null,
      ...(card ? { cardBrand: card.brand, cardLast4: card.last4 } : {}),
    },
    now,
  );
  if (isOver) return;
  await publish(tx, clock, "payment.card_saved", bookingId, {
    ...factsOf(payment),
    authorizeAt: at.toISOString(),
  });
  await enqueueHold(tx, id, at, now);
};

/** Asks Stripe how the saving of a card stands now and takes over what it says. */
export const refreshSetup = async (
  payments: Payments,
  setupId: string,
  also?: Also,
): Promise<void> => {
  const setup = await payments.stripe.setupIntents.retrieve(setupId, { expand: SETUP_EXPAND });
  await applySetupAnswer(payments, setup, also);
};

/** Takes over a SetupIntent that Stripe answered with. */
export const applySetupAnswer = (
  payments: Payments,
  setup: Stripe.SetupIntent,
  also?: Also,
): Promise<void> =>
  transaction(payments.db, system("payments"), async (tx) => {
    await applySetup(payments, tx, setup);
    also?.(tx);
  });
