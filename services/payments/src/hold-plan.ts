import { enqueue, publish, type Tx } from "@loconomy/kit";
import { authorizeAt, payBy, renewAt } from "./card-hold.ts";
import type { Payments } from "./context.ts";
import { restOf } from "./deposit.ts";
import { updatePayment, type PaymentRow } from "./store.ts";

/** Holds the price on a saved card when its time has come, or charges what a cancellation costs. */
export const HOLD_JOB = "payments.hold-saved-card";
/** Gives an intent up at Stripe that a payment has left behind. */
export const RELEASE_JOB = "payments.release-intent";
/** Ends the time in which another card could pay. */
export const GIVE_UP_JOB = "payments.give-up";

/** What `RELEASE_JOB` needs. */
export interface LeftIntent {
  bookingId: string;
  intentId: string;
  /** At giving it up, counted on from that of its payment. */
  attempt: number;
}

export const enqueueHold = (tx: Tx, paymentId: string, at: Date, now: Date): Promise<void> =>
  enqueue(
    tx,
    HOLD_JOB,
    { paymentId },
    { delayMs: at.getTime() - now.getTime(), key: `${HOLD_JOB}:${paymentId}` },
  );

/** When the hold of an authorised payment has to be made anew; null when it lasts as long as it must. */
export const renewalOf = ({
  startsAt,
  endsAt,
  heldAt,
  captureBefore,
}: Pick<PaymentRow, "startsAt" | "endsAt" | "heldAt" | "captureBefore">): Date | null => {
  if (!startsAt || !endsAt || !heldAt) return null;
  const at = renewAt(
    { start: startsAt.getTime(), end: endsAt.getTime() },
    { heldAt: heldAt.getTime(), captureBefore: captureBefore?.getTime() ?? null },
  );
  return at === null ? null : new Date(at);
};

/** When a saved card is to be held for a job that ends at `end`; not in the past. */
export const holdMoment = (end: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), authorizeAt(end.getTime())));

/**
 * Leaves the intent of a locked payment behind, to be given up at Stripe by a job, and goes back to the saved card, which is
 * held at `at`. An intent that is left behind has no say any more: the next one belongs to another attempt.
 */
export const backToSavedCard = async (
  tx: Tx,
  payment: PaymentRow,
  at: Date,
  now: Date,
): Promise<PaymentRow> => {
  const { id, bookingId, intentId, attempt } = payment;
  const change = {
    status: "card_saved",
    authorizeAt: at,
    attempt: attempt + 1,
    intentId: null,
    clientSecret: null,
    heldAt: null,
    captureBefore: null,
    payBy: null,
    failureCode: null,
    failureMessage: null,
  } as const;
  await updatePayment(tx, id, change, now);
  if (intentId)
    await enqueue(tx, RELEASE_JOB, { bookingId, intentId, attempt } satisfies LeftIntent);
  return { ...payment, ...change };
};

/**
 * The saved card of a locked payment failed: its owner gets time to pay with another one and is told. After the start of
 * the job nothing is called off any more; what is owed is charged once more when it is done.
 */
export const startGrace = async (
  { clock, log }: Pick<Payments, "clock" | "log">,
  tx: Tx,
  payment: PaymentRow,
  declineCode: string | null,
): Promise<void> => {
  const { id, bookingId, currency, startsAt } = payment;
  const now = clock.now();
  const until = startsAt && payBy(startsAt.getTime(), now.getTime());
  if (!until)
    return log.error({ bookingId, declineCode }, "a saved card failed when the job had begun");
  await updatePayment(tx, id, { payBy: new Date(until) }, now);
  await publish(tx, clock, "payment.authorization_failed", bookingId, {
    paymentId: id,
    bookingId,
    amount: { amount: restOf(payment), currency },
    declineCode,
    payBy: new Date(until).toISOString(),
  });
  await enqueue(
    tx,
    GIVE_UP_JOB,
    { paymentId: id },
    { delayMs: until - now.getTime(), key: `${GIVE_UP_JOB}:${id}` },
  );
};
