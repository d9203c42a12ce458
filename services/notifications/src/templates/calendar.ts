import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { BookingMailFacts } from "./facts.ts";
import type { Site } from "./letter.ts";
import { bookingUrl, place } from "./booking-parts.ts";

/** An iTIP message as a file. */
export interface Calendar {
  method: "REQUEST" | "CANCEL";
  filename: string;
  content: string;
}

/** A booking has one UID for life; each message about it counts up, so that a calendar knows the last word. */
const SEQUENCE = { REQUEST: 0, CANCEL: 1 } as const;

/**
 * Puts a booking into the recipient's calendar or takes it out again. Organised by the site and attended by the recipient
 * alone, so that neither side learns the other's address. Times are UTC.
 */
export const bookingCalendar = (
  method: Calendar["method"],
  facts: BookingMailFacts,
  site: Site,
  summary: string,
): Calendar => {
  const { booking, recipient } = facts;
  const isCancelled = method === "CANCEL";
  const calendar = ical({
    prodId: { company: "Loconomy", product: "Bookings", language: "EN" },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: `booking-${booking.id}@${new URL(site.publicUrl).hostname}`,
    sequence: SEQUENCE[method],
    stamp: new Date(facts.occurredAt),
    start: new Date(booking.start),
    end: new Date(booking.end),
    summary,
    description: `${summary}\n${bookingUrl(facts, site)}`,
    location: place(booking).replaceAll("\n", ", "),
    url: bookingUrl(facts, site),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: site.from.name, email: site.from.email },
    attendees: [
      {
        name: recipient.name,
        email: recipient.email,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.ACCEPTED,
        rsvp: false,
      },
    ],
  });
  return {
    method,
    filename: isCancelled ? "canceled.ics" : "booking.ics",
    content: calendar.toString(),
  };
};
