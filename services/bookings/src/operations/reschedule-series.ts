import {
  HORIZON_DAYS_MAX,
  type Actor,
  type Series,
  type SeriesMovePlan,
} from "@loconomy/contracts";
import {
  actingAs,
  problem,
  publish,
  requireUser,
  sqlState,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import {
  isBusyElsewhere,
  lockCalendar,
  moveClaim,
  parkClaims,
  sweepClaims,
} from "../claim-store.ts";
import { move } from "../move.ts";
import { claimAt, EXCLUSION_VIOLATION, lapse } from "../moving.ts";
import { isFull, isTooFar } from "../open-times.ts";
import { findBusy, findSchedule, type ScheduleRow } from "../schedule-store.ts";
import { shiftSeries, type Shift } from "../series-move.ts";
import { requireOpenDates, type PlannedDate } from "../series-conflicts.ts";
import { planRange, planSeries } from "../series-plan.ts";
import { seriesFacts } from "../series-steps.ts";
import { findSeries, listSeries, lockSeries } from "../series-store.ts";
import { rulesFor } from "../service-rules.ts";
import { authorise } from "../transition.ts";
import { travelOf } from "../travel.ts";
import { toSlots } from "../view.ts";
import { dayOf } from "../wall-clock.ts";
import { mayNow, requireSeriesParty, toSeries } from "./get-series.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How often a move is tried whose times were open when looked at, and were not when claimed. */
const TRIES = 3;

interface Input {
  id: string;
  /** This occurrence and those that follow it. */
  from: number;
  /** Where the first of them that is still to come begins then; the others move by as much on the clocks. */
  start: string;
  replacements: ReadonlyArray<{ occurrence: number; start: string }>;
  /** These stay where they are. */
  skip: readonly number[];
}

interface Wished {
  schedule: ScheduleRow;
  party: Series["party"];
  /** All that are still to come, from the first that was asked for. */
  coming: BookingRow[];
  shift: Shift[];
  now: Date;
}

/**
 * Moves the bookings of a series from one on by as much as the first of them, on the provider's clocks: all, or none. As one
 * booking does, each moves at once only while cancelling it would be free.
 * @throws forbidden for the provider, who proposes times one by one; slot_taken or slot_unavailable with every date that cannot
 * be had, or cannot move any more (`fixed`), and what could be had instead.
 */
export const rescheduleSeries = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: Input,
): Promise<Series> => {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const wished = await readMove(deps, actor, input);
    requireOpenDates(await findMovePlan(deps, wished), wished.schedule.timeZone);
    const moved = await moveAtOnce(deps, actor, input.id, wished);
    if (moved) return moved;
  }
  throw problem("conflict", "Times of this provider change a lot just now. Try again.");
};

/** Where the bookings of a series would move to; changes nothing. @throws what the move itself would, but for conflicts. */
export const previewSeriesMove = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: Input,
): Promise<SeriesMovePlan> => {
  const wished = await readMove(deps, actor, input);
  const plan = await findMovePlan(deps, wished);
  const planned = new Map(plan.map((date) => [date.occurrence, date] as const));
  const { timeZone } = wished.schedule;
  return {
    timeZone,
    isOpen: plan.every(({ state }) => state === "open"),
    occurrences: wished.coming.map((row) => {
      const date = planned.get(row.occurrence!);
      const start = date?.start ?? row.start.getTime();
      return {
        bookingId: row.id,
        occurrence: row.occurrence!,
        previousStart: row.start.toISOString(),
        start: new Date(start).toISOString(),
        end: new Date(start + row.durationMinutes * MINUTE_MS).toISOString(),
        day: dayOf(timeZone, start),
        state: date?.state ?? ("left_out" as const),
        alternatives: toSlots(date?.alternatives ?? [], timeZone),
      };
    }),
  };
};

const readMove = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { id, from, start, replacements, skip }: Input,
): Promise<Wished> => {
  const rows = await listSeries(actingAs(db, requireUser(actor)), id);
  const party = requireSeriesParty(actor, rows);
  const schedule = await findSchedule(db, rows[0]!.providerId);
  if (!schedule)
    throw problem("slot_unavailable", "This provider has no opening hours.", { conflicts: [] });
  const now = clock.now();
  const coming = rows.filter(
    ({ occurrence, status, start: at }) =>
      occurrence! >= from && at > now && (status === "pending" || status === "confirmed"),
  );
  // Says why: the other side's to do, not in this state, or begun.
  if (party !== "customer" || coming.length === 0)
    authorise(
      coming[0] ?? rows.find(({ occurrence }) => occurrence === from) ?? rows.at(-1)!,
      "reschedule",
      party,
      now,
    );
  requireReachable(Date.parse(start), now);
  const shift = shiftSeries(
    coming.map((row) => ({ occurrence: row.occurrence!, start: row.start.getTime() })),
    { start: Date.parse(start), timeZone: schedule.timeZone, replacements, skip },
  );
  if (shift.length === 0)
    throw problem("unprocessable", "All these bookings are at these times already.");
  return { schedule, party, coming, shift, now };
};

const requireReachable = (start: number, now: Date): void => {
  const days = (start - now.getTime()) / DAY_MS;
  if (days <= 0 || days > HORIZON_DAYS_MAX)
    throw problem("unprocessable", `Choose a time within the next ${HORIZON_DAYS_MAX} days.`, {
      errors: [{ path: "start", message: `must be within the next ${HORIZON_DAYS_MAX} days` }],
    });
};

const findMovePlan = async (
  { db }: Pick<ServiceDependencies, "db">,
  { schedule, party, coming, shift, now }: Wished,
): Promise<PlannedDate[]> => {
  const starts = shift.map(({ start }) => start);
  const { from, to } = planRange(Math.min(...starts), Math.max(...starts));
  const { providerId } = schedule;
  const busy = (await findBusy(db, [providerId], from, to, now.getTime())).get(providerId) ?? [];
  const rowOf = new Map(coming.map((row) => [row.occurrence!, row] as const));
  const leaving = shift.map(({ occurrence }) => rowOf.get(occurrence)!.holdId);
  const row = coming[0]!;
  const plan = planSeries(
    {
      rules: rulesFor(schedule, row),
      travel: travelOf(schedule, row.location.place),
      busy: busy.filter(({ id }) => !id || !leaving.includes(id)),
      durationMinutes: row.durationMinutes,
      now: now.getTime(),
    },
    shift,
  );
  return plan.map((date) =>
    mayNow(rowOf.get(date.occurrence)!, "reschedule", party, now)
      ? date
      : { ...date, state: "fixed", alternatives: [] },
  );
};

/** Takes back what a transaction has written so far. */
class Missed extends Error {}

/** The series as it is after the move, or null when a time was taken meanwhile; then nothing has moved. */
const moveAtOnce = (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  id: string,
  { schedule, party, coming, shift, now }: Wished,
): Promise<Series | null> =>
  transaction(db, requireUser(actor), async (tx) => {
    await lockCalendar(tx, schedule.providerId);
    const locked = new Map((await lockSeries(tx, id)).map((row) => [row.id, row] as const));
    const idOf = new Map(coming.map((row) => [row.occurrence!, row.id] as const));
    const moving = shift.map(({ occurrence, start }) => {
      const row = locked.get(idOf.get(occurrence)!)!;
      return { row, start, to: authorise(row, "reschedule", party, now) };
    });
    // Moved by somebody else since the dates were worked out.
    const isStale = coming.some(
      (seen) => locked.get(seen.id)!.timelineSequence !== seen.timelineSequence,
    );
    if (isStale) throw new Missed();
    await sweepClaims(tx, schedule.providerId, now);
    await parkClaims(
      tx,
      moving.map(({ row }) => row.holdId!),
    );
    const moved: BookingRow[] = [];
    for (const { row, start, to } of moving) {
      const time = {
        start: new Date(start),
        end: new Date(start + row.durationMinutes * MINUTE_MS),
      };
      await claim(tx, schedule, row, time, now);
      const open = await lapse(tx, clock, row, now);
      const step = {
        action: "reschedule",
        party,
        to,
        time,
        reason: null,
        ofSeries: id,
        now,
      } as const;
      moved.push(await move(tx, clock, open, step));
    }
    await publish(tx, clock, "series.rescheduled", id, { ...seriesFacts(moved), by: party });
    return toSeries((await findSeries(tx, id))!, await listSeries(tx, id), party, now);
  }).catch((error: unknown) => {
    if (error instanceof Missed || sqlState(error) === EXCLUSION_VIOLATION) return null;
    throw error;
  });

const claim = async (
  tx: Tx,
  schedule: ScheduleRow,
  row: BookingRow,
  time: { start: Date; end: Date },
  now: Date,
): Promise<void> => {
  const wanted = claimAt(time, schedule, now);
  if (await isBusyElsewhere(tx, wanted)) throw new Missed();
  const [start, end] = [time.start.getTime(), time.end.getTime()];
  const place = row.location.place ?? null;
  if (await isFull(tx, schedule, { start, now })) throw new Missed();
  if (await isTooFar(tx, schedule, { start, end, place, now })) throw new Missed();
  await moveClaim(tx, row.holdId, wanted);
};
