import type { Actor, PaymentHandle, Series } from "@loconomy/contracts";
import { problem, requirePermission, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import { lockHoldsOfSeries, ownerOf } from "../hold-store.ts";
import { joinSeries, lockOwnSeries, type SeriesRow } from "../series-store.ts";
import { book, paymentOf, requireComplete, type BookingInput } from "./create-booking.ts";
import { toSeries } from "./get-series.ts";

/**
 * Turns a held series into bookings that await payment, all of them, and opens the saving of the one card that pays for them.
 * A series that was held before signing in is adopted.
 * @throws hold_expired, conflict when it is booked already, unprocessable without an address where one is needed,
 * service_unavailable when the payment cannot be opened: the bookings then stay until the hold would have ended.
 */
export const createSeries = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: BookingInput,
): Promise<Series & { payment: PaymentHandle }> => {
  const user = requirePermission(actor, "create:booking");
  const [contact] = await deps.clients.users.getContacts({ userIds: [user.userId] });
  if (!contact) throw problem("unauthenticated", "This account does not exist any more.");
  const now = deps.clock.now();
  const { series, rows } = await transaction(deps.db, actor, async (tx) => {
    const held = await lockOwnSeries(tx, input.holdId, ownerOf(actor));
    if (!held) throw problem("not_found", "There is no such series of yours.");
    requireUsable(held, now);
    const holds = await lockHoldsOfSeries(tx, held.id);
    requireComplete(holds[0]!, user.userId, input);
    const customer = { userId: user.userId, name: contact.displayName };
    for (const hold of holds) await book(tx, deps, hold, customer, input, now);
    return { series: held, rows: await joinSeries(tx, held.id, user.userId) };
  });
  return {
    ...toSeries(series, rows, "customer", now),
    payment: await openPayments(deps, series.id, rows),
  };
};

const requireUsable = ({ id, status, expiresAt }: SeriesRow, now: Date): void => {
  if (status === "used")
    throw problem("conflict", "This series is booked already.", { seriesId: id });
  if (status === "released")
    throw problem("hold_expired", "You gave these times back. Pick a time again.");
  if (expiresAt <= now)
    throw problem("hold_expired", "The ten minutes are over. Pick a time again.");
};

const openPayments = async (
  { clients, log }: ServiceDependencies,
  seriesId: string,
  rows: readonly BookingRow[],
): Promise<PaymentHandle> => {
  try {
    return await clients.payments.authorizeSeries({ seriesId, bookings: rows.map(paymentOf) });
  } catch (error) {
    log.error({ err: error, seriesId }, "the payments of a series could not be opened");
    throw problem(
      "service_unavailable",
      "Your times are kept, but the payment cannot be opened right now. Try again from your bookings in a moment.",
      { seriesId },
      error,
    );
  }
};
