import { enqueue, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { RELEASE_JOB, type LeftIntent } from "../hold-plan.ts";
import { isRefusal, isStripeError } from "../stripe.ts";

/** While Stripe is away it is asked again so much later, however long that is: nobody else knows of what was left. */
const AGAIN_MS = 10 * 60_000;

/**
 * Gives an intent up at Stripe that its payment has left behind, and with it whatever it holds; by another job when Stripe cannot be
 * reached. Safe to repeat.
 */
export const releaseIntent = async (
  { stripe, db, log }: Payments,
  { bookingId, intentId, attempt }: LeftIntent,
): Promise<void> => {
  try {
    await stripe.paymentIntents.cancel(
      intentId,
      {},
      { idempotencyKey: `booking:${bookingId}:leave:${intentId}:${attempt}` },
    );
  } catch (error) {
    if (!isStripeError(error)) throw error;
    if (!isRefusal(error)) {
      log.error({ err: error, bookingId, intentId }, "an intent cannot be given up yet");
      const next: LeftIntent = { bookingId, intentId, attempt: attempt + 1 };
      return transaction(db, system("payments"), (tx) =>
        enqueue(tx, RELEASE_JOB, next, { delayMs: AGAIN_MS }),
      );
    }
    const { status } = await stripe.paymentIntents.retrieve(intentId);
    if (status !== "canceled")
      log.error({ err: error, bookingId, intentId, status }, "an intent could not be given up");
  }
};
