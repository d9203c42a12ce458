import { exactMoney, type PaymentStatus } from "@loconomy/contracts";
import { publish, type Tx } from "@loconomy/kit";
import type Stripe from "stripe";
import { cardSavedForSeries } from "./apply-setup.ts";
import type { Payments } from "./context.ts";
import { restOf } from "./deposit.ts";
import { raiseDiscrepancies } from "./discrepancy-store.ts";
import { endAtDeposit } from "./end-at-deposit.ts";
import { enqueueHold } from "./hold-plan.ts";
import { cardOfIntent, factsOf, savedMethodOf } from "./intent-facts.ts";
import { isOpen } from "./intent-step.ts";
import { postToLedger } from "./ledger-store.ts";
import { captureToEscrow } from "./ledger.ts";
import { updatePayment, type PaymentRow } from "./store.ts";

const OURS: Record<string, PaymentStatus> = {
  requires_payment_method: "requires_payment",
  requires_confirmation: "requires_payment",
  requires_action: "requires_action",
  canceled: "released",
};

/**
 * Takes over how the PaymentIntent of a deposit stands (with `INTENT_EXPAND`). Once it is charged the payment goes on as one whose
 * card is saved, for the rest. Safe to repeat and in any order.
 * @param payment locked.
 */
export const applyDeposit = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  payment: PaymentRow,
  intent: Stripe.PaymentIntent,
): Promise<void> => {
  if (payment.depositPaidAt) return;
  if (intent.status === "succeeded") return depositPaid(payments, tx, payment, intent);
  const facts = factsOf(intent);
  const open = OURS[intent.status];
  if (!open || !isOpen(payment.status)) return;
  const failure = open === "requires_payment" ? facts.failure : null;
  const status = failure ? "failed" : open;
  const isNews = failure !== null && failure.reference !== payment.failureReference;
  // An intent that was never confirmed knows nothing of an attempt that failed before.
  const isOld = status === "requires_payment" && payment.status === "failed";
  if (!isNews && (status === payment.status || isOld)) return;
  await updatePayment(
    tx,
    payment.id,
    {
      status,
      failureCode: failure?.code ?? null,
      failureMessage: failure?.message ?? null,
      ...(failure ? { failureReference: failure.reference } : {}),
    },
    payments.clock.now(),
  );
  if (isNews)
    await publish(tx, payments.clock, "payment.failed", payment.bookingId, {
      ...eventFacts(payment, payment.depositAmount),
      declineCode: failure.code,
    });
};

const eventFacts = ({ id, bookingId, currency }: PaymentRow, amount: number) => ({
  paymentId: id,
  bookingId,
  amount: { amount, currency },
});

const depositPaid = async (
  payments: Pick<Payments, "clock" | "log">,
  tx: Tx,
  payment: PaymentRow,
  intent: Stripe.PaymentIntent,
): Promise<void> => {
  const { id, bookingId, depositAmount, currency, settleAmount, totalAmount } = payment;
  const { clock } = payments;
  const now = clock.now();
  if (await differs(payments, tx, payment, intent)) return;
  const card = cardOfIntent(intent);
  const change = {
    status: "card_saved",
    capturedAmount: depositAmount,
    depositPaidAt: now,
    paymentMethodId: savedMethodOf(intent.payment_method),
    clientSecret: null,
    failureCode: null,
    failureMessage: null,
    ...(card ? { cardBrand: card.brand, cardLast4: card.last4 } : {}),
  } as const;
  await updatePayment(tx, id, change, now);
  // The card of the first date pays for the others as well.
  if (payment.seriesId)
    await cardSavedForSeries(payments, tx, payment.seriesId, { id: change.paymentMethodId, card });
  postToLedger(tx, {
    kind: "capture",
    bookingId,
    reference: `deposit:${id}`,
    currency,
    at: now,
    postings: captureToEscrow(bookingId, depositAmount),
  });
  const paid = { ...payment, ...change };
  if (settleAmount !== null && settleAmount <= depositAmount)
    return endAtDeposit(payments, tx, paid, now);
  await tellPaid(payments, tx, paid, now);
  // Where nothing is left there is nothing to hold.
  if (totalAmount === depositAmount) return;
  const at = settleAmount === null ? new Date(Math.max(+now, +(payment.authorizeAt ?? now))) : now;
  await enqueueHold(tx, id, at, now);
};

/** The booking counts as paid. */
const tellPaid = async (
  { clock }: Pick<Payments, "clock">,
  tx: Tx,
  payment: PaymentRow,
  now: Date,
): Promise<void> => {
  const { bookingId, depositAmount, authorizeAt } = payment;
  const rest = restOf(payment);
  if (rest === 0)
    return publish(tx, clock, "payment.authorized", bookingId, eventFacts(payment, depositAmount));
  await publish(tx, clock, "payment.card_saved", bookingId, {
    ...eventFacts(payment, rest),
    authorizeAt: new Date(Math.max(+now, +(authorizeAt ?? now))).toISOString(),
  });
};

/** Other money than was agreed is not booked, but raised to the operator. */
const differs = async (
  { clock, log }: Pick<Payments, "clock" | "log">,
  tx: Tx,
  payment: PaymentRow,
  intent: Stripe.PaymentIntent,
): Promise<boolean> => {
  const { id: subject, bookingId, depositAmount, currency } = payment;
  const taken = { amount: intent.amount_received, currency: intent.currency.toUpperCase() };
  if (taken.amount === depositAmount && taken.currency === currency) return false;
  const agreed = { amount: depositAmount, currency };
  const detail = `deposit ${exactMoney(taken)} instead of ${exactMoney(agreed)}`;
  if (detail === payment.mismatch) return true;
  log.error({ paymentId: subject, intentId: intent.id, detail }, "Stripe took another deposit");
  const now = clock.now();
  await raiseDiscrepancies(tx, [{ kind: "payment", subject, bookingId, detail }], now);
  await updatePayment(
    tx,
    subject,
    {
      mismatch: detail,
      failureCode: "amount_mismatch",
      failureMessage:
        "The amount of this payment is not the one agreed on. An operator looks into it; please do not pay again.",
    },
    now,
  );
  return true;
};
