import type { Payments } from "../context.ts";
import type { LeftIntent } from "../hold-plan.ts";
import { isRefusal } from "../stripe.ts";

/**
 * Gives an intent up at Stripe that its payment has left behind, and with it whatever it holds. Safe to repeat.
 * @throws when Stripe cannot be reached, so that the job runs again.
 */
export const releaseIntent = async (
  { stripe, log }: Payments,
  { bookingId, intentId, attempt }: LeftIntent,
): Promise<void> => {
  try {
    await stripe.paymentIntents.cancel(
      intentId,
      {},
      { idempotencyKey: `booking:${bookingId}:cancel:${attempt}` },
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { status } = await stripe.paymentIntents.retrieve(intentId);
    if (status !== "canceled")
      log.error({ err: error, bookingId, intentId, status }, "an intent could not be given up");
  }
};
