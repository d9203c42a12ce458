import { findTransition, type Actor, type BookingRecord, type Series } from "@loconomy/contracts";
import { actingAs, problem, requireUser, system, type ServiceDependencies } from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import { timeRefusal } from "../lifecycle.ts";
import { partyOf } from "../policy.ts";
import { findSeries, listSeries, type SeriesRow } from "../series-store.ts";
import { timesOf, toBooking, toRecord } from "../view.ts";

type Party = Series["party"];

/** Which side of a series somebody is on. @throws not_found when on none. */
export const requireSeriesParty = (actor: Actor, rows: readonly BookingRow[]): Party => {
  const party = rows[0] && partyOf(actor, rows[0]);
  if (!party || party === "admin") throw problem("not_found", "There is no such series.");
  return party;
};

/** A series with all its bookings, for its customer and its provider. */
export const getSeries = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Series> => {
  const reader = actingAs(db, requireUser(actor));
  const [series, rows] = await Promise.all([findSeries(reader, id), listSeries(reader, id)]);
  const party = requireSeriesParty(actor, rows);
  return toSeries(series!, rows, party, clock.now());
};

/** The facts of a series' bookings for our other services. */
export const getSeriesRecords = async (
  { db }: ServiceDependencies,
  { id }: { id: string },
): Promise<{ items: BookingRecord[] }> => ({
  items: (await listSeries(actingAs(db, system("bookings")), id)).map(toRecord),
});

/** A series as one party sees it now. */
export const toSeries = (
  { id, rule, timeZone }: SeriesRow,
  rows: readonly BookingRow[],
  party: Party,
  now: Date,
): Series => ({
  id,
  rule,
  timeZone,
  party,
  actions: (["pay", "accept", "decline", "cancel", "reschedule"] as const).filter((action) =>
    rows.some((row) => mayNow(row, action, party, now)),
  ),
  bookings: rows.map((row) => toBooking(row, party, now)),
});

/** What can be done with a booking as part of its series. What has begun is changed on its own, if at all. */
export const mayNow = (
  row: BookingRow,
  action: Series["actions"][number],
  party: Party,
  now: Date,
): boolean => {
  if (!findTransition(row.status, action, party)) return false;
  if (action === "pay") return row.expiresAt === null || now < row.expiresAt;
  if (row.start <= now) return false;
  return !timeRefusal(action, party, timesOf(row), now.getTime());
};
