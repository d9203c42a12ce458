import type { Db } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { findClaim } from "./claim-store.ts";
import { findBusy, type ScheduleRow } from "./schedule-store.ts";
import { rulesFor } from "./service-rules.ts";
import { around, bookableRange, openSlots, type Interval } from "./slots.ts";

const MINUTE_MS = 60_000;
const ALTERNATIVES_MAX = 5;

/** A booking that is to move, and the hours it can move within. */
export interface Moving {
  row: BookingRow;
  schedule: ScheduleRow;
  now: number;
}

/** Whether the provider's hours offer a start, be it taken or not. */
export const isOffered = (moving: Moving, start: number): boolean =>
  openSlots({
    rules: rulesFor(moving.schedule, moving.row),
    busy: [],
    durationMinutes: moving.row.durationMinutes,
    from: start,
    to: start + 1,
    now: moving.now,
    limit: 1,
  }).length > 0;

/** Open times that a booking can move to, from `from` to `to` (exclusive): its own time is no obstacle and no answer. */
export const findNewTimes = async (
  db: Db,
  moving: Moving,
  { from, to, limit }: { from: number; to: number; limit?: number },
): Promise<Interval[]> => {
  const { row, schedule, now } = moving;
  const rules = rulesFor(schedule, row);
  const { earliest, latest } = bookableRange(rules, from, to, now);
  if (latest < earliest) return [];
  const margin =
    (row.durationMinutes + rules.bufferBeforeMinutes + rules.bufferAfterMinutes) * MINUTE_MS;
  const [claims, own] = await Promise.all([
    findBusy(db, [row.providerId], earliest - margin, latest + margin, now),
    findClaim(db, row.holdId),
  ]);
  const busy = (claims.get(row.providerId) ?? []).filter(
    ({ start, end }) => start !== own?.start || end !== own.end,
  );
  return openSlots({
    rules,
    busy,
    durationMinutes: row.durationMinutes,
    from,
    to,
    now,
    limit: limit && limit + 1,
  })
    .filter(({ start }) => start !== row.start.getTime())
    .slice(0, limit);
};

/** The open times nearest to a wished one, within two weeks of it. */
export const findAlternatives = async (
  db: Db,
  moving: Moving,
  wished: number,
): Promise<Interval[]> =>
  (
    await findNewTimes(
      db,
      moving,
      around(wished, rulesFor(moving.schedule, moving.row), moving.now),
    )
  )
    .toSorted(
      (a, b) => Math.abs(a.start - wished) - Math.abs(b.start - wished) || a.start - b.start,
    )
    .slice(0, ALTERNATIVES_MAX);
