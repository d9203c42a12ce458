import { hash } from "node:crypto";
import { bookingUid } from "@loconomy/calendar";
import { publish, system, transaction } from "@loconomy/kit";
import { findIdsSince } from "../booking-store.ts";
import type { Bookings } from "../context.ts";
import { strictRules } from "../external-calendars/address.ts";
import { requireCalendar, type Busy } from "../external-calendars/busy.ts";
import { fetchCalendarText, type Validators } from "../external-calendars/fetch-text.ts";
import { afterFailure, nextAfterSuccess } from "../external-calendars/health.ts";
import { CalendarProblem } from "../external-calendars/problem.ts";
import { readBusy } from "../external-calendars/read-busy.ts";
import {
  leaseDue,
  markCopy,
  markFailed,
  markUnchanged,
  replaceBusy,
  type ExternalCalendarRow,
} from "../external-calendars/store.ts";
import { findSchedule } from "../schedule-store.ts";

const DAY_MS = 86_400_000;
/** Further than anybody may book; and so much more, that an unchanged calendar need not be read for two weeks. */
const AHEAD_MS = 366 * DAY_MS;
const READ_MS = AHEAD_MS + 14 * DAY_MS;
/** Longer than fetching and reading can take. */
const LEASE_MS = 60_000;
const AT_ONCE = 2;
/** A round makes way for the next one. */
const ROUND_MS_MAX = 50_000;

const actor = system("bookings");

/**
 * Reads every calendar that is due, a few at a time. What nobody foresaw in one of them must not keep the others from being read: it
 * is tried again when its lease is over.
 */
export const fetchDueCalendars = async (deps: Bookings): Promise<void> => {
  const end = performance.now() + ROUND_MS_MAX;
  for (let taken = AT_ONCE; taken === AT_ONCE && performance.now() < end;) {
    const due = await lease(deps);
    await Promise.all(
      due.map((calendar) =>
        fetchCalendar(deps, calendar).catch((error: unknown) =>
          deps.log.error({ err: error, calendar: calendar.id }, "reading a calendar failed"),
        ),
      ),
    );
    taken = due.length;
  }
};

/** Reads one calendar, if it is due and nobody is at it. */
export const fetchOneCalendar = async (deps: Bookings, id: string): Promise<void> => {
  for (const calendar of await lease(deps, id)) await fetchCalendar(deps, calendar);
};

const lease = ({ db, clock }: Bookings, id?: string): Promise<ExternalCalendarRow[]> => {
  const now = clock.now();
  const until = new Date(now.getTime() + LEASE_MS);
  return transaction(db, actor, (tx) => leaseDue(tx, { now, until, limit: AT_ONCE, id }));
};

/** Fetches a leased calendar, works out when it is busy, and writes down how that went. */
const fetchCalendar = async (deps: Bookings, calendar: ExternalCalendarRow): Promise<void> => {
  const timeZone = (await findSchedule(deps.db, calendar.providerId))?.timeZone ?? "UTC";
  try {
    const copy = await readCopy(deps, calendar, timeZone);
    await succeed(deps, calendar, copy);
  } catch (error) {
    if (!(error instanceof CalendarProblem)) throw error;
    await fail(deps, calendar, error, timeZone);
  }
};

interface Copy extends Validators, Busy {
  digest: string;
  timeZone: string;
  readUntil: Date;
}

/** The calendar as it is now; undefined when that is as it was read before. */
const readCopy = async (
  deps: Bookings,
  calendar: ExternalCalendarRow,
  timeZone: string,
): Promise<Copy | undefined> => {
  const { config, clock } = deps;
  const now = clock.now().getTime();
  const isRead =
    calendar.timeZone === timeZone && (calendar.readUntil?.getTime() ?? 0) >= now + AHEAD_MS;
  const fetched = await fetchCalendarText(
    calendar.url,
    isRead ? calendar : { etag: null, lastModified: null },
    strictRules(config.CALENDAR_TRUSTED_ORIGINS),
  );
  if (!fetched) return undefined;
  const { text, contentType, etag, lastModified } = fetched;
  requireCalendar(text, contentType);
  // Some servers stamp every event anew with every answer.
  const digest = hash("sha256", text.replace(/^DTSTAMP.*$/gm, ""), "base64url");
  if (isRead && digest === calendar.digest) return undefined;
  const to = now + READ_MS;
  const ours = await findOwnUids(deps, calendar, now);
  const busy = await readBusy({ text, home: timeZone, ours, from: now, to });
  return { ...busy, etag, lastModified, digest, timeZone, readUntil: new Date(to) };
};

/** UIDs of bookings that the provider has, or had: other calendars may not know yet that one is off. */
const findOwnUids = async (
  { db, config }: Bookings,
  { userId, providerId }: ExternalCalendarRow,
  now: number,
): Promise<Set<string>> => {
  const since = new Date(now - DAY_MS);
  const ids = await transaction(db, actor, (tx) => findIdsSince(tx, userId, providerId, since));
  return new Set(ids.map((id) => bookingUid(id, config.PUBLIC_URL)));
};

const succeed = async (
  { db, clock }: Bookings,
  { id, providerId }: ExternalCalendarRow,
  copy: Copy | undefined,
): Promise<void> => {
  const now = clock.now();
  await transaction(db, actor, async (tx) => {
    const nextFetchAt = new Date(nextAfterSuccess(now.getTime(), Math.random()));
    if (!(await markUnchanged(tx, { id, now, nextFetchAt })) || !copy) return;
    await markCopy(tx, id, { ...copy, unreadEvents: copy.unread });
    if (await replaceBusy(tx, { id, providerId, busy: copy.busy, now }))
      await publish(tx, clock, "schedule.changed", providerId, { providerId });
  });
};

const fail = async (
  { db, clock, log }: Bookings,
  calendar: ExternalCalendarRow,
  { code, message, cause }: CalendarProblem,
  timeZone: string,
): Promise<void> => {
  const { id, providerId, userId, name, url } = calendar;
  const now = clock.now();
  const { isNewlyStale, ...health } = afterFailure(
    {
      lastFetchedAt: calendar.lastFetchedAt?.getTime() ?? null,
      failures: calendar.failures,
      failingSince: calendar.failingSince?.getTime() ?? null,
      staleSince: calendar.staleSince?.getTime() ?? null,
    },
    now.getTime(),
    Math.random(),
  );
  const failingSince = new Date(health.failingSince);
  log.info({ calendar: id, code, err: cause }, "a calendar could not be read");
  await transaction(db, actor, async (tx) => {
    const isThere = await markFailed(tx, {
      id,
      now,
      errorCode: code,
      failures: health.failures,
      failingSince,
      staleSince: health.staleSince === null ? null : new Date(health.staleSince),
      nextFetchAt: new Date(health.nextFetchAt),
    });
    if (isThere && isNewlyStale)
      await publish(tx, clock, "calendar.stale", id, {
        calendarId: id,
        providerId,
        userId,
        name,
        host: new URL(url).host,
        problem: message,
        failingSince: failingSince.toISOString(),
        timeZone,
      });
  });
};
