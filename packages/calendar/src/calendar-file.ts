import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
} from "ical-generator";
import { bookingUid } from "./uid.ts";
import { vtimezone } from "./vtimezone.ts";

interface Person {
  name: string;
  email: string;
}

/** A booking as one side's calendar shows it. All strings are plain text. */
export interface CalendarEntry {
  bookingId: string;
  /** Counts up with every change of the booking, so that a calendar knows the last word. */
  sequence: number;
  status: "tentative" | "confirmed" | "cancelled";
  start: Date;
  end: Date;
  /** IANA zone in which the times are written. */
  timeZone: string;
  summary: string;
  description: string;
  location: string | null;
  url: string;
  createdAt?: Date;
  changedAt: Date;
  /** Only in messages about one booking: who sends it, and the one who gets it. */
  organizer?: Person;
  attendee?: Person;
}

export interface CalendarOptions {
  /** Of the site, without a slash at the end. */
  origin: string;
  /** Name of the whole calendar, for feeds. */
  name?: string;
  /** Makes it an iTIP message instead of a feed. */
  method?: "REQUEST" | "CANCEL";
  /** How often a subscriber should ask again. */
  refreshMinutes?: number;
}

const STATUS = {
  tentative: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/**
 * Bookings as an iCalendar file (RFC 5545): CRLF, lines of at most 75 octets. Times are wall-clock times of the booking's
 * zone, and the file brings the zone along. Times that the clocks show twice are written in UTC: the format means the
 * first of the two, but not every calendar knows that.
 */
export const calendarFile = (
  entries: readonly CalendarEntry[],
  { origin, name, method, refreshMinutes }: CalendarOptions,
): string => {
  const calendar = ical({
    prodId: { company: "Loconomy", product: "Bookings", language: "EN" },
    ...(name ? { name } : {}),
    ...(method ? { method: ICalCalendarMethod[method] } : {}),
    ...(refreshMinutes ? { ttl: refreshMinutes * 60 } : {}),
  });
  for (const entry of entries) calendar.createEvent(eventOf(entry, origin));
  return withZones(calendar.toString(), entries);
};

const FIRST_COMPONENT = /^(?:BEGIN:VEVENT|END:VCALENDAR)(?=\r|$)/m;

/**
 * Puts the zones where they belong, behind the calendar's own properties. A calendar must have at least one component,
 * so one without entries gets a zone as well.
 */
const withZones = (text: string, entries: readonly CalendarEntry[]): string => {
  const from = least(entries.map(({ start }) => start.getTime()));
  const to = most(entries.map(({ end }) => end.getTime()));
  const zones = new Set(entries.filter(isInZone).map(({ timeZone }) => timeZone));
  const components =
    entries.length === 0
      ? [vtimezone("UTC", 0, 0)]
      : [...zones].map((zone) => vtimezone(zone, from, to));
  return `${text.replace(FIRST_COMPONENT, (begin) => [...components, begin].join("\r\n"))}\r\n`;
};

// Spread arguments would overflow the stack with a long list.
const least = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), -Infinity);

const eventOf = (entry: CalendarEntry, origin: string): ICalEventData => ({
  id: bookingUid(entry.bookingId, origin),
  sequence: entry.sequence,
  stamp: entry.changedAt,
  lastModified: entry.changedAt,
  ...(entry.createdAt ? { created: entry.createdAt } : {}),
  ...timesOf(entry),
  summary: entry.summary,
  description: entry.description,
  location: entry.location,
  url: entry.url,
  status: STATUS[entry.status],
  transparency:
    entry.status === "cancelled" ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  ...(entry.organizer ? { organizer: entry.organizer } : {}),
  attendees: entry.attendee
    ? [
        {
          ...entry.attendee,
          role: ICalAttendeeRole.REQ,
          status: ICalAttendeeStatus.ACCEPTED,
          rsvp: false,
        },
      ]
    : [],
});

/** Whether wall-clock times of the booking's zone say when it is: both are shown once only. */
const isInZone = ({ start, end, timeZone }: CalendarEntry): boolean =>
  timeZone !== "UTC" &&
  [start, end].every((moment) => {
    const wall = zonedTime(moment, timeZone).toPlainDateTime();
    return (["earlier", "later"] as const).every(
      (disambiguation) =>
        wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds === moment.getTime(),
    );
  });

const timesOf = (entry: CalendarEntry): Pick<ICalEventData, "start" | "end" | "timezone"> => {
  const { start, end, timeZone } = entry;
  return isInZone(entry)
    ? {
        start: zonedTime(start, timeZone),
        end: zonedTime(end, timeZone),
        timezone: timeZone,
      }
    : { start, end };
};

const zonedTime = (moment: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
