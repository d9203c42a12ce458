import type { Booking, Payment } from "@loconomy/contracts";
import { api } from "../../api/browser.ts";

/** Resolves after so many milliseconds. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The customer's card still has to do something. */
export const isOpen = ({ status }: Payment): boolean =>
  status === "requires_payment" || status === "requires_action" || status === "failed";

/**
 * Asks until a payment has gone through and its booking has moved on, at most `triesMax` times. Asking for the payment makes
 * the server check with Stripe by itself, so a late webhook does not hold anybody up. Answers the booking as it is then, or
 * null when nothing has come of it yet.
 */
export async function waitForPayment(
  id: string,
  triesMax = 15,
  pauseMs = 800,
): Promise<Booking | null> {
  for (let attempt = 1; ; attempt += 1) {
    const payment = await api.payments.getPayment({ id }).catch(() => null);
    const booking = await api.bookings.getBooking({ id });
    const isThrough = booking.status !== "awaiting_payment" && !(payment && isOpen(payment));
    if (isThrough) return booking;
    if (attempt >= triesMax) return null;
    await pause(pauseMs);
  }
}
