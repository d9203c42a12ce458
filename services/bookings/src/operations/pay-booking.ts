import { system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { lockSingleBooking } from "../booking-store.ts";
import { keepClaim } from "../booking-writes.ts";
import { move } from "../move.ts";
import { tellIfPaidTooLate } from "../paid-too-late.ts";
import { closeEntry } from "../waitlist-store.ts";
import { paySeries } from "./pay-series.ts";

/**
 * The card was authorised, or saved to be authorised later. An unpaid booking is confirmed, or asks the provider; when its hold
 * had run out and somebody else has the time, or the time has come, it expires instead. A booking that is over already asks for the
 * money to be released.
 */
export const payBooking = (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  bookingId: string,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockSingleBooking(tx, bookingId);
    if (!row) return paySeries(tx, clock, bookingId);
    await tellIfPaidTooLate(tx, clock, row);
    if (row.status !== "awaiting_payment") return;
    const now = clock.now();
    if (row.start > now && (await keepClaim(tx, row.holdId))) {
      await closeEntry(tx, row.holdId, now);
      await move(tx, clock, row, {
        action: "pay",
        party: "customer",
        to: row.isInstant ? "confirmed" : "pending",
        reason: null,
        now,
      });
    } else
      await move(tx, clock, row, {
        action: "expire",
        party: "clock",
        to: "expired",
        reason: null,
        now,
      });
  });
