import type { Actor, BookingAction } from "@loconomy/contracts";
import {
  actingAs,
  problem,
  requireUser,
  sqlState,
  transaction,
  type Clock,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { findBooking, lockBooking, type BookingRow } from "./booking-store.ts";
import { lockCalendar } from "./claim-store.ts";
import { findSeat, type Seat } from "./class-store.ts";
import { timeRefusal } from "./lifecycle.ts";
import { move } from "./move.ts";
import { alternativesTo, type Moving } from "./new-times.ts";
import { readerFor, requireParty } from "./policy.ts";
import { findSchedule, type ScheduleRow } from "./schedule-store.ts";
import type { Target } from "./taking.ts";
import { timesOf } from "./view.ts";

const MINUTE_MS = 60_000;
/** What the database says when a claim overlaps another. */
export const EXCLUSION_VIOLATION = "23P01";

type Party = ReturnType<typeof requireParty>["party"];

/** A booking of the actor's with the hours of its provider, before anything is locked. */
export const loadMoving = async (
  { db, clients, clock }: ServiceDependencies,
  actor: Actor,
  id: string,
): Promise<Moving & { party: Party }> => {
  const user = requireUser(actor);
  const { row, party } = requireParty(
    user,
    await transaction(db, readerFor(user), (tx) => findBooking(tx, id)),
  );
  const now = clock.now();
  const [schedule, seat] = await Promise.all([
    findSchedule(db, row.providerId),
    findSeat(actingAs(db, readerFor(user)), row.holdId, now),
  ]);
  if (!schedule)
    throw problem("slot_unavailable", "This provider has no opening hours.", { alternatives: [] });
  return {
    row,
    party,
    schedule,
    now: now.getTime(),
    seat: seat ? await sizedNow(clients, seat) : null,
  };
};

/** The seat with the size that its class has by now; the session's own when the class is not offered any more. */
const sizedNow = async (
  { providers }: ServiceDependencies["clients"],
  seat: Seat,
): Promise<Seat> => {
  const bookable = await providers.getBookable({ serviceId: seat.serviceId });
  return { ...seat, capacity: bookable?.service.capacity ?? seat.capacity };
};

/** Only a customer moves a booking at once, and only while that takes nothing from the provider. */
export const actionFor = (row: BookingRow, party: Party, now: number): BookingAction =>
  party === "customer" && timeRefusal("reschedule", party, timesOf(row), now) !== "not_free"
    ? "reschedule"
    : "propose";

/** The same booking, locked together with its provider's calendar; a proposal whose time is over has lapsed. */
export const lockMoving = async (
  tx: Tx,
  clock: Clock,
  actor: Actor,
  seen: BookingRow,
): Promise<{ row: BookingRow; party: Party; now: Date }> => {
  await lockCalendar(tx, seen.providerId);
  const { row, party } = requireParty(actor, await lockBooking(tx, seen.id));
  const now = clock.now();
  return { row: await lapse(tx, clock, row, now), party, now };
};

/** Notes that a proposal which nobody answered in time is void; leaves a booking without one as it is. */
export const lapse = async (
  tx: Tx,
  clock: Clock,
  row: BookingRow,
  now: Date,
): Promise<BookingRow> => {
  if (!row.proposal || now.getTime() < Date.parse(row.proposal.expiresAt)) return row;
  return move(tx, clock, row, {
    action: "lapse_proposal",
    party: "clock",
    to: row.status,
    time: proposedTime(row.proposal),
    reason: null,
    now,
  });
};

interface Time {
  start: Date;
  end: Date;
}

export const proposedTime = ({ start, end }: { start: string; end: string }): Time => ({
  start: new Date(start),
  end: new Date(end),
});

/** What a booking at this time takes from its provider's calendar, buffers included. */
export const claimAt = (
  { start, end }: Time,
  { providerId, bufferBeforeMinutes, bufferAfterMinutes }: ScheduleRow,
  now: Date,
): Target => ({
  providerId,
  time: { start, end },
  period: {
    start: start.getTime() - bufferBeforeMinutes * MINUTE_MS,
    end: end.getTime() + bufferAfterMinutes * MINUTE_MS,
  },
  startsAt: start,
  endsAt: end,
  now,
});

/**
 * What `work` resolves with, unless somebody has the time that it wants: it says so with null, or the database does.
 * @throws slot_taken with the open times nearest to it.
 */
export const unlessTaken = async <T>(
  { db }: ServiceDependencies,
  moving: Moving,
  start: number,
  work: () => Promise<T | null>,
): Promise<T> => {
  const done = await work().catch((error: unknown) => {
    if (sqlState(error) === EXCLUSION_VIOLATION) return null;
    throw error;
  });
  if (done !== null) return done;
  throw problem("slot_taken", "Somebody has this time. The booking stays where it is.", {
    alternatives: await alternativesTo(db, moving, start),
  });
};
