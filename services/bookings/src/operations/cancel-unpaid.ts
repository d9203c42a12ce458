import { findTransition } from "@loconomy/contracts";
import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { lockBooking } from "../booking-store.ts";
import { move } from "../move.ts";

/**
 * The saved card failed and no other one paid in time: calls the booking off, free for the customer. A job that has begun is
 * left alone.
 */
export const cancelUnpaid = (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  bookingId: string,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockBooking(tx, bookingId);
    const to = row && findTransition(row.status, "cancel", "clock")?.to[0];
    if (!row || !to) return;
    const now = clock.now();
    await move(tx, clock, row, { action: "cancel", party: "clock", to, reason: null, now });
  });
