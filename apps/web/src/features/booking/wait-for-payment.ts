import type { Booking } from "@loconomy/contracts";
import { api } from "../../api/browser.ts";

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Asks until a paid booking has moved on, at most `triesMax` times. Asking for the payment makes the server check with
 * Stripe by itself, so a late webhook does not hold anybody up. Answers the booking as it is then.
 */
export async function waitForPayment(id: string, triesMax = 15, pauseMs = 800): Promise<Booking> {
  for (let attempt = 1; ; attempt += 1) {
    await api.payments.getPayment({ id }).catch(() => null);
    const booking = await api.bookings.getBooking({ id });
    if (booking.status !== "awaiting_payment" || attempt >= triesMax) return booking;
    await pause(pauseMs);
  }
}
