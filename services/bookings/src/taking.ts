import type { Tx } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { isTaken, moveClaim, type Move } from "./claim-store.ts";
import {
  findSeat,
  lockSession,
  moveSeat,
  ownClaim,
  type Seat,
  type WantedSession,
} from "./class-store.ts";
import type { Moving } from "./new-times.ts";
import { isTooFar } from "./open-times.ts";

/** Another time for a booking, and what it takes from the calendar. The calendar must be locked by the transaction. */
export interface Target extends Move {
  time: { start: Date; end: Date };
}

const sessionAt = (
  { row, seat }: Moving,
  { providerId, period, time, now }: Target,
): WantedSession => ({
  providerId,
  serviceId: row.serviceId,
  capacity: seat?.capacity ?? 1,
  time,
  period,
  now,
});

/** Whether a seat would move into a session that is there already. */
export const isJoining = async (tx: Tx, moving: Moving, target: Target): Promise<boolean> =>
  moving.seat !== null && (await lockSession(tx, sessionAt(moving, target))) !== undefined;

const seatOf = async (tx: Tx, { holdId }: BookingRow, { now }: Target): Promise<Seat | null> =>
  (await findSeat(tx, holdId, now)) ?? null;

/** Whether the provider could not be there in time between their other jobs. Those in a session are there already. */
export const isOutOfReach = async (
  tx: Tx,
  moving: Moving,
  row: BookingRow,
  target: Target,
): Promise<boolean> => {
  if (await isJoining(tx, moving, target)) return false;
  return isTooFar(tx, moving.schedule, {
    start: target.time.start.getTime(),
    end: target.time.end.getTime(),
    place: row.location.place ?? null,
    exceptId: ownClaim(row.holdId, await seatOf(tx, row, target)),
    now: target.now,
  });
};

/** Whether the time cannot be had now, without taking it. */
export const isTimeTaken = async (
  tx: Tx,
  moving: Moving,
  row: BookingRow,
  target: Target,
): Promise<boolean> => {
  const seat = await seatOf(tx, row, target);
  const wanted = sessionAt(moving, target);
  const session = seat && (await lockSession(tx, wanted));
  if (session) return session.taken >= wanted.capacity;
  return isTaken(tx, { ...target, exceptId: ownClaim(row.holdId, seat) });
};

/**
 * Puts a booking's claim or its seat on another time. False: no seat is left there.
 * @throws the database's exclusion_violation (23P01) when somebody else has any of it.
 */
export const takeTime = async (
  tx: Tx,
  moving: Moving,
  row: BookingRow,
  target: Target,
): Promise<boolean> => {
  const seat = await seatOf(tx, row, target);
  if (seat) return moveSeat(tx, row.holdId, seat, sessionAt(moving, target));
  await moveClaim(tx, row.holdId, target);
  return true;
};
