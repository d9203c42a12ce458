import type { Slot } from "@loconomy/contracts";
import type { Db } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { ownClaim, type Seat } from "./class-store.ts";
import type { OpenTime } from "./intervals.ts";
import { findAlternatives, findOpenTimes } from "./open-times.ts";
import type { ScheduleRow } from "./schedule-store.ts";
import { rulesFor } from "./service-rules.ts";
import { openSlots } from "./slots.ts";
import { toSlots } from "./view.ts";

/** A booking that is to move, and the hours it can move within. */
export interface Moving {
  row: BookingRow;
  schedule: ScheduleRow;
  now: number;
  /** Of a group class: its seat, and how many people the class takes now. */
  seat: Seat | null;
}

const questionOf = ({ row, schedule, now, seat }: Moving) => ({
  rules: rulesFor(schedule, row),
  durationMinutes: row.durationMinutes,
  place: row.location.place,
  exceptId: ownClaim(row.holdId, seat),
  group: seat ? { serviceId: row.serviceId, capacity: seat.capacity } : undefined,
  now,
});

/** Whether the provider's hours offer a start, be it taken or not. */
export const isOffered = (moving: Moving, start: number): boolean =>
  openSlots({ ...questionOf(moving), from: start, to: start + 1, limit: 1, busy: [] }).length > 0;

/** Open times that a booking can move to, from `from` to `to` (exclusive): its own time is no obstacle and no answer. */
export const findNewTimes = async (
  db: Db,
  moving: Moving,
  { from, to, limit }: { from: number; to: number; limit?: number },
): Promise<OpenTime[]> => {
  const found = await findOpenTimes(db, {
    ...questionOf(moving),
    from,
    to,
    limit: limit && limit + 1,
  });
  return found.filter(({ start }) => start !== moving.row.start.getTime()).slice(0, limit);
};

/** The open times nearest to a wished one, as a refusal shows them. */
export const alternativesTo = async (db: Db, moving: Moving, wished: number): Promise<Slot[]> => {
  const found = await findAlternatives(db, questionOf(moving), wished, [
    moving.row.start.getTime(),
  ]);
  return toSlots(found, moving.schedule.timeZone);
};
