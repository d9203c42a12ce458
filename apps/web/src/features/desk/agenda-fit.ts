import type { Agenda, AgendaItem, Booking } from "@loconomy/contracts";
import { addDays } from "./week-days.ts";
import { instantAt } from "./zone-time.ts";

const MINUTE_MS = 60_000;

/**
 * What a provider should know about another time for a booking. `taken` and `past` are refused; `busy` by a calendar elsewhere and
 * `outside` of opening hours can be proposed all the same.
 */
export type Fit =
  | { kind: "free" | "same" | "past" | "outside" }
  | { kind: "taken" | "busy"; by: AgendaItem };

type Known = Pick<Agenda, "items" | "open" | "now" | "bufferBeforeMinutes" | "bufferAfterMinutes">;

/** Whether a booking fits at another start (epoch ms), as far as what is known of the calendar tells; the server decides. */
export const fitOf = (agenda: Known, booking: Booking, start: number): Fit => {
  if (start === Date.parse(booking.start)) return { kind: "same" };
  if (start <= Date.parse(agenda.now)) return { kind: "past" };
  const end = start + booking.durationMinutes * MINUTE_MS;
  const from = start - agenda.bufferBeforeMinutes * MINUTE_MS;
  const to = end + agenda.bufferAfterMinutes * MINUTE_MS;
  const inTheWay = agenda.items.filter(
    (item) =>
      item.id !== booking.id &&
      item.claim &&
      Date.parse(item.claim.start) < to &&
      Date.parse(item.claim.end) > from &&
      !hasSeat(item, booking, start),
  );
  const own = inTheWay.find(({ kind }) => kind !== "external");
  if (own) return { kind: "taken", by: own };
  if (inTheWay[0]) return { kind: "busy", by: inTheWay[0] };
  return { kind: isOpen(agenda, start, end) ? "free" : "outside" };
};

/** Whether something is a session of the same class that begins then and has a seat left. */
const hasSeat = (item: AgendaItem, { serviceId }: Booking, start: number): boolean =>
  item.session !== null &&
  item.session.taken < item.session.capacity &&
  item.booking?.serviceId === serviceId &&
  Date.parse(item.start) === start;

/** Whether it is open from start to end; a job may run on where windows meet. */
const isOpen = ({ open }: Pick<Agenda, "open">, start: number, end: number): boolean => {
  let reached = start;
  for (const window of open)
    if (Date.parse(window.start) <= reached) reached = Math.max(reached, Date.parse(window.end));
  return (
    reached >= end &&
    open.some((window) => Date.parse(window.start) <= start && start < Date.parse(window.end))
  );
};

const snapTo = (value: number, origin: number, step: number) =>
  origin + Math.round((value - origin) / step) * step;

/**
 * The nearest start (epoch ms) that the provider's times would offer: in steps from where a window counts, outside of hours in steps
 * of what clocks show.
 */
export const snapped = (
  { open, clock, stepMinutes }: Pick<Agenda, "open" | "clock" | "stepMinutes">,
  instant: number,
): number => {
  const step = stepMinutes * MINUTE_MS;
  const window = open.find(
    ({ start, end }) => Date.parse(start) - step / 2 <= instant && instant < Date.parse(end),
  );
  if (window)
    return Math.max(Date.parse(window.start), snapTo(instant, Date.parse(window.origin), step));
  const offset =
    (clock.findLast(({ since }) => Date.parse(since) <= instant) ?? clock[0])?.offsetMinutes ?? 0;
  return snapTo(instant, -offset * MINUTE_MS, step);
};

/** The same time of the clock some days on (epoch ms), also where a day is longer or shorter. */
export const daysOn = (instant: number, days: number, timeZone: string): number => {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const day = addDays(`${parts["year"]}-${parts["month"]}-${parts["day"]}`, days);
  return Date.parse(instantAt(day, `${parts["hour"]}:${parts["minute"]}`, timeZone));
};
