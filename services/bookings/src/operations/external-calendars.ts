import type { Actor, ExternalCalendar } from "@loconomy/contracts";
import { enqueue, problem, publish, requireUser, transaction } from "@loconomy/kit";
import type { Bookings } from "../context.ts";
import { readAddress, refusalOf, strictRules } from "../external-calendars/address.ts";
import { stateOf } from "../external-calendars/health.ts";
import { CalendarProblem } from "../external-calendars/problem.ts";
import {
  askForCalendar,
  deleteCalendar,
  insertCalendar,
  listCalendars as findAll,
  lockCalendar,
  renameCalendar as rename,
  type ExternalCalendarRow,
} from "../external-calendars/store.ts";
import { requireOwner } from "../policy.ts";

const CALENDARS_MAX = 10;
const REFRESH_SECONDS = 60;

interface One {
  id: string;
  calendarId: string;
}

/** The calendars that a provider has connected, and how reading them goes. */
export const listCalendars = async (
  deps: Bookings,
  actor: Actor,
  { id }: { id: string },
): Promise<{ items: ExternalCalendar[] }> => {
  await requireOwner(deps, actor, id);
  const rows = await transaction(deps.db, actor, (tx) => findAll(tx, id));
  return { items: rows.map(toCalendar) };
};

/**
 * Connects a calendar by its address and has it read at once. Whether there is a calendar shows then, in its state.
 * @throws unprocessable for an address that may not be read, already_exists when it is connected.
 */
export const connectCalendar = async (
  deps: Bookings,
  actor: Actor,
  { id, name, url }: { id: string; name: string; url: string },
): Promise<ExternalCalendar> => {
  const { userId } = requireUser(actor);
  await requireOwner(deps, actor, id);
  const address = requireAddress(url, deps.config.CALENDAR_TRUSTED_ORIGINS);
  const now = deps.clock.now();
  const made = await transaction(deps.db, actor, async (tx) => {
    const row = await insertCalendar(tx, {
      providerId: id,
      userId,
      name,
      url: address.href,
      now,
      calendarsMax: CALENDARS_MAX,
    });
    if (typeof row !== "string") await enqueue(tx, "bookings.fetch-calendar", { id: row.id });
    return row;
  });
  if (made === "exists") throw problem("already_exists", "This calendar is connected already.");
  if (made === "full")
    throw problem(
      "unprocessable",
      `You have ${CALENDARS_MAX} calendars connected. Disconnect one of them first.`,
    );
  return toCalendar(made);
};

/** Calls a calendar something else. */
export const renameCalendar = async (
  deps: Bookings,
  actor: Actor,
  { id, calendarId, name }: One & { name: string },
): Promise<ExternalCalendar> => {
  await requireOwner(deps, actor, id);
  return toCalendar(
    found(await transaction(deps.db, actor, (tx) => rename(tx, id, calendarId, name))),
  );
};

/** Disconnects a calendar: what was busy by it can be booked again. */
export const disconnectCalendar = async (
  deps: Bookings,
  actor: Actor,
  { id, calendarId }: One,
): Promise<void> => {
  await requireOwner(deps, actor, id);
  await transaction(deps.db, actor, async (tx) => {
    if (!(await deleteCalendar(tx, id, calendarId))) found(undefined);
    await publish(tx, deps.clock, "schedule.changed", id, { providerId: id });
  });
};

/** Has a calendar read now. @throws rate_limited when that was asked for within a minute. */
export const refreshCalendar = async (
  deps: Bookings,
  actor: Actor,
  { id, calendarId }: One,
): Promise<ExternalCalendar> => {
  await requireOwner(deps, actor, id);
  const now = deps.clock.now();
  const row = await transaction(deps.db, actor, async (tx) => {
    const { askedAt } = found(await lockCalendar(tx, id, calendarId));
    const waited = Math.floor((now.getTime() - askedAt.getTime()) / 1000);
    const retryAfterSeconds = REFRESH_SECONDS - waited;
    if (retryAfterSeconds > 0)
      throw problem(
        "rate_limited",
        `This calendar was asked for a moment ago. Try again in ${retryAfterSeconds} s.`,
        { retryAfterSeconds },
      );
    await enqueue(tx, "bookings.fetch-calendar", { id: calendarId });
    return askForCalendar(tx, calendarId, now);
  });
  return toCalendar(row);
};

const found = (row: ExternalCalendarRow | undefined): ExternalCalendarRow => {
  if (!row) throw problem("not_found", "There is no such calendar.");
  return row;
};

const refuse = (message: string) =>
  problem("unprocessable", "This address cannot be read.", { errors: [{ path: "url", message }] });

const requireAddress = (text: string, trustedOrigins: readonly string[]): URL => {
  const url = readAddress(text);
  if (!url) throw refuse("must be an address such as https://calendar.example.com/my.ics");
  const refusal = refusalOf(url, strictRules(trustedOrigins));
  if (refusal === "inside") throw refuse(new CalendarProblem("inside").message);
  if (refusal)
    throw refuse(
      "must begin with https:// or webcal://, without a port, a user name or a password",
    );
  return url;
};

const toCalendar = (row: ExternalCalendarRow): ExternalCalendar => {
  const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  const ms = (moment: Date | null): number | null => moment?.getTime() ?? null;
  return {
    id: row.id,
    providerId: row.providerId,
    name: row.name,
    host: new URL(row.url).host,
    state: stateOf({
      lastFetchedAt: ms(row.lastFetchedAt),
      failures: row.failures,
      failingSince: ms(row.failingSince),
      staleSince: ms(row.staleSince),
    }),
    problem: row.errorCode && new CalendarProblem(row.errorCode).message,
    failingSince: iso(row.failingSince),
    events: row.events,
    unreadEvents: row.unreadEvents,
    lastFetchedAt: iso(row.lastFetchedAt),
    lastSuccessAt: iso(row.lastSuccessAt),
    nextFetchAt: row.nextFetchAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
};
