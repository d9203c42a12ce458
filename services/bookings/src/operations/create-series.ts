import type { Actor, PaymentHandle, Series } from "@loconomy/contracts";
import {
  actingAs,
  problem,
  requirePermission,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import { lockCalendar } from "../claim-store.ts";
import { findHoldsOfSeries, lockHoldsOfSeries, ownerOf, type HoldRow } from "../hold-store.ts";
import {
  findOtherPlace,
  isStillReachable,
  moved,
  timesAt,
  type OtherPlace,
} from "../other-place.ts";
import { findQuotesElsewhere, priceChanged } from "../tax-place.ts";
import { findOwnSeries, joinSeries, lockOwnSeries, type SeriesRow } from "../series-store.ts";
import { book, paymentOf, requireComplete, type BookingInput } from "./create-booking.ts";
import { toSeries } from "./get-series.ts";

/**
 * Turns a held series into bookings that await payment, all of them, and opens the saving of the one card that pays for them.
 * A series that was held before signing in is adopted.
 * @throws hold_expired, conflict when it is booked already, unprocessable without an address where one is needed,
 * out_of_area when the provider does not come to the address, price_changed when the address is taxed otherwise: the holds have the
 * other prices then, and can be booked at them, slot_taken with the dates at which they cannot be there in time,
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
  const { holds: held, placed } = await findPlace(deps, actor, input);
  const elsewhere = await findQuotesElsewhere(deps, held, placed);
  if (elsewhere.length > 0) throw await priceChanged(deps, user, elsewhere);
  const outcome = await transaction(deps.db, actor, async (tx) => {
    if (placed) await lockCalendar(tx, placed.hold.providerId);
    const held = await lockOwnSeries(tx, input.holdId, ownerOf(actor));
    if (!held) throw problem("not_found", "There is no such series of yours.");
    requireUsable(held, now);
    const holds = await lockHoldsOfSeries(tx, held.id);
    requireComplete(holds[0]!, user.userId, input);
    const far = placed ? await outOfReach(tx, placed, holds, now) : [];
    if (far.length > 0) return { far };
    const customer = { userId: user.userId, name: contact.displayName };
    for (const hold of holds) await book(tx, deps, moved(hold, placed), customer, input, now);
    return { far, series: held, rows: await joinSeries(tx, held.id, user.userId) };
  });
  if (!outcome.series) throw await tooFar(deps, outcome.far, now);
  const { series, rows } = outcome;
  return {
    ...toSeries(series, rows, "customer", now),
    payment: await openPayments(deps, series.id, rows),
  };
};

const findPlace = async (
  deps: ServiceDependencies,
  actor: Actor,
  { holdId, address }: BookingInput,
): Promise<{ holds: HoldRow[]; placed?: OtherPlace }> => {
  const series = address && (await findOwnSeries(actingAs(deps.db, actor), holdId, ownerOf(actor)));
  const holds = series ? await findHoldsOfSeries(deps.db, series.id) : [];
  // What the first knows of the place all know.
  const [first] = holds;
  return first && address
    ? { holds, placed: await findOtherPlace(deps, first, address) }
    : { holds };
};

/** A date at which the provider could not be at the other place in time. */
type Far = OtherPlace & { occurrence: number };

const outOfReach = async (
  tx: Tx,
  placed: OtherPlace,
  holds: readonly HoldRow[],
  now: Date,
): Promise<Far[]> => {
  const far: Far[] = [];
  for (const [index, hold] of holds.entries()) {
    const other = { ...placed, hold, occurrence: index + 1 };
    if (!(await isStillReachable(tx, other, now))) far.push(other);
  }
  return far;
};

const tooFar = async ({ db }: ServiceDependencies, far: readonly Far[], now: Date) =>
  problem(
    "slot_taken",
    `The provider could not be at this address in time on ${far.length} of these dates.`,
    {
      conflicts: await Promise.all(
        far.map(async (other) => ({
          occurrence: other.occurrence,
          start: other.hold.start.toISOString(),
          end: other.hold.end.toISOString(),
          reason: "taken",
          alternatives: await timesAt(db, other, now),
        })),
      ),
    },
  );

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
