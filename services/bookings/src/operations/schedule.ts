import type { Actor, OutsideBookings, Schedule, ScheduleRules } from "@loconomy/contracts";
import {
  problem,
  publish,
  requireUser,
  system,
  transaction,
  type ServiceDependencies,
} from "@loconomy/kit";
import { findComing } from "../booking-store.ts";
import { findFaults } from "../hours.ts";
import { outsideHours } from "../outside-hours.ts";
import { requireOwner } from "../policy.ts";
import {
  defaultRules,
  deleteTimeOff as remove,
  findSchedule,
  findTimeOff,
  insertTimeOff,
  saveSchedule,
  type TimeOffRow,
} from "../schedule-store.ts";
import { toOutside } from "../view.ts";
import { dayOf } from "../wall-clock.ts";

type TimeOff = Schedule["timeOff"][number];

const TIME_OFF_MS_MAX = 366 * 86_400_000;

const toTimeOff = ({ id, start, end, note }: TimeOffRow): TimeOff => ({
  id,
  start: start.toISOString(),
  end: end.toISOString(),
  note,
});

/** One's own opening hours, rules and coming time off. */
export const getSchedule = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Schedule> => {
  await requireOwner(deps, actor, id);
  const [rules, timeOff] = await Promise.all([
    findSchedule(deps.db, id),
    findTimeOff(deps.db, id, deps.clock.now()),
  ]);
  return { ...(rules ?? defaultRules("UTC")), providerId: id, timeOff: timeOff.map(toTimeOff) };
};

/** @throws invalid_request that names the hours which overlap or make no sense; `before` are the rules so far. */
export const requireSensibleHours = (
  rules: ScheduleRules,
  before: ScheduleRules | undefined,
  now: Date,
): void => {
  const errors = findFaults(rules, before, dayOf(rules.timeZone, now.getTime()));
  if (errors.length > 0)
    throw problem("invalid_request", "Some opening hours are not right.", { errors });
};

/** Replaces hours and rules. What is booked already stays booked; `outside` lists what the new hours do not cover. */
export const putSchedule = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, ...rules }: ScheduleRules & { id: string },
): Promise<Schedule & { outside: OutsideBookings }> => {
  await requireOwner(deps, actor, id);
  const { userId } = requireUser(actor);
  const now = deps.clock.now();
  requireSensibleHours(rules, await findSchedule(deps.db, id), now);
  const coming = await transaction(deps.db, system("bookings"), async (tx) => {
    await saveSchedule(tx, id, rules, now);
    await publish(tx, deps.clock, "schedule.changed", id, { providerId: id });
    return findComing(tx, userId, id, now);
  });
  const schedule = await getSchedule(deps, actor, { id });
  return { ...schedule, outside: toOutside(outsideHours(rules, coming)) };
};

/** Takes time off. @throws conflict when something is booked or held in that time. */
export const createTimeOff = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: { id: string; start: string; end: string; note?: string },
): Promise<TimeOff> => {
  await requireOwner(deps, actor, input.id);
  const [now, start, end] = [deps.clock.now(), new Date(input.start), new Date(input.end)];
  const refuse = (path: string, message: string) =>
    problem("unprocessable", "This time off is not possible.", { errors: [{ path, message }] });
  if (end <= start) throw refuse("end", "must be after the start");
  if (end <= now) throw refuse("end", "must be in the future");
  if (
    end.getTime() - Math.max(start.getTime(), now.getTime()) > TIME_OFF_MS_MAX ||
    start.getTime() - now.getTime() > 2 * TIME_OFF_MS_MAX ||
    now.getTime() - start.getTime() > TIME_OFF_MS_MAX
  ) {
    throw refuse(
      "end",
      "must be within a year of the start, and the start within two years from now",
    );
  }
  const row = await transaction(deps.db, system("bookings"), async (tx) => {
    const inserted = await insertTimeOff(tx, {
      providerId: input.id,
      start,
      end,
      note: input.note || null,
      now,
    });
    if (inserted)
      await publish(tx, deps.clock, "schedule.changed", input.id, { providerId: input.id });
    return inserted;
  });
  if (!row)
    throw problem(
      "conflict",
      "Something is booked, held or taken off in this time. Move it first, or leave it out.",
    );
  return toTimeOff(row);
};

/** Gives time off back. */
export const deleteTimeOff = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, timeOffId }: { id: string; timeOffId: string },
): Promise<void> => {
  await requireOwner(deps, actor, id);
  await transaction(deps.db, system("bookings"), async (tx) => {
    if (!(await remove(tx, id, timeOffId)))
      throw problem("not_found", "There is no such time off.");
    await publish(tx, deps.clock, "schedule.changed", id, { providerId: id });
  });
};
