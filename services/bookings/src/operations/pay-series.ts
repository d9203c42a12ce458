import { publish, type Clock, type Tx } from "@loconomy/kit";
import { findBooking } from "../booking-store.ts";
import { keepClaim } from "../booking-writes.ts";
import { tellIfPaidTooLate } from "../paid-too-late.ts";
import { moveAll, seriesFacts } from "../series-steps.ts";
import { lockSeries } from "../series-store.ts";

/**
 * The one card of a series is saved: all its unpaid bookings are confirmed, or ask the provider. When its hold had run out
 * and somebody has any of its times, or one has come, all of it expires instead.
 */
export const paySeries = async (tx: Tx, clock: Clock, bookingId: string): Promise<void> => {
  const seen = await findBooking(tx, bookingId);
  if (seen) await tellIfPaidTooLate(tx, clock, seen);
  if (seen?.status !== "awaiting_payment" || !seen.seriesId) return;
  const unpaid = (await lockSeries(tx, seen.seriesId)).filter(
    ({ status }) => status === "awaiting_payment",
  );
  if (unpaid.length === 0) return;
  const now = clock.now();
  let isKept = unpaid.every(({ start }) => start > now);
  for (const { holdId } of unpaid) isKept &&= await keepClaim(tx, holdId);
  if (!isKept) {
    const step = { action: "expire", party: "clock", to: "expired", reason: null, now } as const;
    await moveAll(tx, clock, unpaid, step);
    return;
  }
  const { isInstant } = seen;
  const moved = await moveAll(tx, clock, unpaid, {
    action: "pay",
    party: "customer",
    to: isInstant ? "confirmed" : "pending",
    reason: null,
    now,
  });
  await publish(
    tx,
    clock,
    isInstant ? "series.confirmed" : "series.requested",
    seen.seriesId,
    seriesFacts(moved),
  );
};
