import type { BookingStatus } from "@loconomy/contracts";
import type { Payments } from "../context.ts";
import { settle } from "./settle.ts";

const OVER: readonly BookingStatus[] = ["expired", "cancelled", "declined"];

/** Gives an authorisation or a saved card up that came when its booking was over already. */
export const releaseLate = async (payments: Payments, bookingId: string): Promise<void> => {
  const booking = await payments.clients.bookings.getRecord({ id: bookingId });
  if (booking && OVER.includes(booking.status)) await settle(payments, bookingId, 0);
};
