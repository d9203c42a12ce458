import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { lockSingleBooking } from "../booking-store.ts";
import { keepClaim } from "../booking-writes.ts";
import { move } from "../move.ts";
import { paySeries } from "./pay-series.ts";

/**
 * The card was authorised, or saved to be authorised later. An unpaid booking is confirmed, or asks the provider; when its time had run out and somebody else has
 * it, it expires instead. Any other state has had its say: payments then releases the money.
 */
export const payBooking = (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  bookingId: string,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockSingleBooking(tx, bookingId);
    if (!row) return paySeries(tx, clock, bookingId);
    if (row.status !== "awaiting_payment") return;
    const now = clock.now();
    if (await keepClaim(tx, row.holdId))
      await move(tx, clock, row, {
        action: "pay",
        party: "customer",
        to: row.isInstant ? "confirmed" : "pending",
        reason: null,
        now,
      });
    else
      await move(tx, clock, row, {
        action: "expire",
        party: "clock",
        to: "expired",
        reason: null,
        now,
      });
  });
