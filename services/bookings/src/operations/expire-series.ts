import type { BookingStatus } from "@loconomy/contracts";
import { publish, type Clock, type Tx } from "@loconomy/kit";
import { findBooking } from "../booking-store.ts";
import { moveAll, seriesFacts } from "../series-steps.ts";
import { lockSeries } from "../series-store.ts";

/**
 * Ends what has waited too long of the series that a booking is part of: unpaid bookings or unanswered requests, all whose time
 * has come, and tells of it once. Answers when the booking itself is due if that is later, else null.
 */
export const expireSeries = async (
  tx: Tx,
  clock: Clock,
  { bookingId, states }: { bookingId: string; states: readonly BookingStatus[] },
): Promise<Date | null> => {
  const seen = await findBooking(tx, bookingId);
  if (!seen?.seriesId) return null;
  const now = clock.now();
  const waiting = (await lockSeries(tx, seen.seriesId)).filter(({ status }) =>
    states.includes(status),
  );
  const due = waiting.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
  const requests = due.filter(({ status }) => status === "pending");
  await moveAll(tx, clock, due, {
    action: "expire",
    party: "clock",
    to: "expired",
    reason: null,
    now,
  });
  if (requests.length > 0)
    await publish(tx, clock, "series.expired", seen.seriesId, seriesFacts(requests));
  const left = waiting.find(
    ({ id, expiresAt }) => id === bookingId && expiresAt && expiresAt > now,
  );
  return left?.expiresAt ?? null;
};
