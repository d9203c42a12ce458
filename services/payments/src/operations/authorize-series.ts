import { system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { holdMoment } from "../hold-plan.ts";
import { insertPayment, leadOfSeries, type PaymentRow } from "../store.ts";
import {
  agreedOf,
  openPayment,
  refuseFailed,
  requireSame,
  type Authorization,
} from "./authorize.ts";

/**
 * Opens the payments of a series, or returns them: one card is saved for all of them, also where a hold would last, by itself or with
 * the deposit of the first; what is near enough is then held at once in its owner's absence. Answers the payment by which the card is saved.
 * @throws conflict when one was opened with another price or customer; service_unavailable when Stripe fails.
 */
export const authorizeSeries = async (
  payments: Payments,
  { seriesId, bookings }: { seriesId: string; bookings: readonly Authorization[] },
): Promise<PaymentRow> => {
  const { db, clock, config } = payments;
  const now = clock.now();
  const first = await transaction(db, system("payments"), async (tx) => {
    for (const booking of bookings) {
      const [startsAt, endsAt] = [new Date(booking.start), new Date(booking.end)];
      const agreed = agreedOf(booking, config.PLATFORM_FEE_BPS);
      const isWhole = agreed.depositAmount === booking.amount.amount;
      const payment = await insertPayment(
        tx,
        {
          ...booking,
          seriesId,
          ...agreed,
          startsAt,
          endsAt,
          authorizeAt: isWhole ? null : holdMoment(endsAt, now),
        },
        now,
      );
      requireSame(payment, booking);
    }
    return leadOfSeries(tx, seriesId);
  });
  return openPayment(payments, first).catch(refuseFailed);
};
