import type { Actor, Agenda, AgendaItem } from "@loconomy/contracts";
import { actingAs, problem, requireUser, type ServiceDependencies } from "@loconomy/kit";
import {
  findAgendaBookings,
  findAgendaTimes,
  type AgendaBookingRow,
  type AgendaTimeRow,
} from "../agenda-store.ts";
import { requireOwner } from "../policy.ts";
import { defaultRules, findSchedule } from "../schedule-store.ts";
import { compileTimetable, openStretches } from "../timetable.ts";
import { toBooking } from "../view.ts";
import { dayOf, startOfDay } from "../wall-clock.ts";
import { zoneOffsets } from "../zone-offsets.ts";
import { readRange } from "./list-slots.ts";

interface Input {
  id: string;
  from: string;
  to: string;
}

/** Days of every zone between them have years of four digits, which is how instants are written. */
const FIRST = Date.parse("0001-01-01");
const LAST = Date.parse("9999-12-30");

/**
 * Everything in a provider's calendar between two moments, for its owner.
 * @throws not_found, unprocessable for days before or after all calendars, and what `readRange` throws.
 */
export const getAgenda = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, ...asked }: Input,
): Promise<Agenda> => {
  await requireOwner(deps, actor, id);
  const { userId } = requireUser(actor);
  const rules = (await findSchedule(deps.db, id)) ?? defaultRules("UTC");
  const { timeZone } = rules;
  const range = readRange(asked, timeZone);
  if (range.from < FIRST || range.to > LAST)
    throw problem("unprocessable", "No calendar has these days.", {
      errors: [{ path: "from", message: "must be within the years 1 to 9999" }],
    });
  const now = deps.clock.now();
  const where = { providerId: id, from: new Date(range.from), to: new Date(range.to), now };
  const tx = actingAs(deps.db, actor);
  const [bookings, times] = await Promise.all([
    findAgendaBookings(tx, userId, where),
    findAgendaTimes(tx, where),
  ]);
  const items = [...bookings.map((row) => bookingItem(row, now)), ...times.map(timeItem)];
  const open = openStretches(compileTimetable(rules), range.from, range.to);
  return {
    timeZone,
    now: now.toISOString(),
    stepMinutes: rules.stepMinutes,
    bufferBeforeMinutes: rules.bufferBeforeMinutes,
    bufferAfterMinutes: rules.bufferAfterMinutes,
    days: daysOf(timeZone, range),
    clock: clockOf(timeZone, range),
    open: open
      .flatMap(({ windows }) => windows)
      .filter(({ start, end }) => start < range.to && end > range.from)
      .map(({ origin, ...window }) => ({
        ...period(window),
        origin: new Date(origin).toISOString(),
      })),
    items: items.toSorted((a, b) => a.start.localeCompare(b.start) || a.end.localeCompare(b.end)),
  };
};

const period = ({ start, end }: { start: number | Date; end: number | Date }) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
});

const KINDS = { pending: "request", awaiting_payment: "hold" } as const;

const sessionOf = ({
  sessionId,
  taken,
  capacity,
}: Pick<AgendaTimeRow, "sessionId" | "taken" | "capacity">): AgendaItem["session"] =>
  sessionId === null || taken === null || capacity === null
    ? null
    : { id: sessionId, taken, capacity };

const bookingItem = (row: AgendaBookingRow, now: Date): AgendaItem => ({
  kind:
    row.status === "pending" || row.status === "awaiting_payment" ? KINDS[row.status] : "booking",
  id: row.id,
  ...period(row),
  claim:
    row.claimStart && row.claimEnd ? period({ start: row.claimStart, end: row.claimEnd }) : null,
  title: null,
  expiresAt: row.status === "awaiting_payment" ? (row.expiresAt?.toISOString() ?? null) : null,
  session: sessionOf(row),
  booking: toBooking(row, "provider", now),
});

const timeItem = ({ kind, id, title, expiresAt, ...row }: AgendaTimeRow): AgendaItem => ({
  kind,
  id,
  ...period(row),
  claim: period({ start: row.claimStart, end: row.claimEnd }),
  title,
  expiresAt: expiresAt?.toISOString() ?? null,
  session: sessionOf(row),
  booking: null,
});

/** The days of a zone that the range touches, whole; a day that the zone skips is none. */
const daysOf = (timeZone: string, { from, to }: { from: number; to: number }): Agenda["days"] => {
  const days: Agenda["days"] = [];
  const first = dayOf(timeZone, from);
  for (let ahead = 0; ; ahead++) {
    const day = Temporal.PlainDate.from(first).add({ days: ahead }).toString();
    const [start, end] = [startOfDay(timeZone, day), startOfDay(timeZone, day, 1)];
    if (start >= to) return days;
    if (start < end) days.push({ day, ...period({ start, end }) });
  }
};

const clockOf = (timeZone: string, range: { from: number; to: number }): Agenda["clock"] => {
  // The first day may have begun before the range, on other clocks.
  const from = startOfDay(timeZone, dayOf(timeZone, range.from));
  const { since, offsets } = zoneOffsets(timeZone, from, range.to);
  return offsets.flatMap((offset, index) => {
    const begins = Math.max(since[index]!, from);
    const ends = since[index + 1] ?? Infinity;
    return ends > from && begins < range.to
      ? [{ since: new Date(begins).toISOString(), offsetMinutes: Math.round(offset / 60_000) }]
      : [];
  });
};
