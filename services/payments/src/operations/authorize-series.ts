import { system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { holdMoment } from "../hold-plan.ts";
import { insertPayment, type PaymentRow } from "../store.ts";
import {
  agreedOf,
  openPayment,
  refuseFailed,
  requireSame,
  type Authorization,
} from "./authorize.ts";

/**
 * Opens the payments of a series, or returns them: one card is saved for all of them, also where a hold would last; what is near
 * enough is then held at once in its owner's absence. Answers the payment by which the card is saved.
 * @throws conflict when one was opened with another price or customer; service_unavailable when Stripe fails.
 */
export const authorizeSeries = async (
  payments: Payments,
  { seriesId, bookings }: { seriesId: string; bookings: readonly Authorization[] },
): Promise<PaymentRow> => {
  const { db, clock, config } = payments;
  const now = clock.now();
  const first = await transaction(db, system("payments"), async (tx) => {
    const made: PaymentRow[] = [];
    for (const booking of bookings) {
      const [startsAt, endsAt] = [new Date(booking.start), new Date(booking.end)];
      const payment = await insertPayment(
        tx,
        {
          ...booking,
          seriesId,
          ...agreedOf(booking, config.PLATFORM_FEE_BPS),
          startsAt,
          endsAt,
          authorizeAt: holdMoment(endsAt, now),
        },
        now,
      );
      requireSame(payment, booking);
      made.push(payment);
    }
    return made[0]!;
  });
  return openPayment(payments, first).catch(refuseFailed);
};
