import { calendarFile } from "@loconomy/calendar";
import type { BookingMailFacts } from "./facts.ts";
import type { Site } from "./letter.ts";
import { bookingUrl, place } from "./booking-parts.ts";

/** An iTIP message as a file. */
export interface Calendar {
  method: "REQUEST" | "CANCEL";
  filename: string;
  content: string;
}

/**
 * Puts a booking into the recipient's calendar or takes it out again. Organised by the site and attended by the recipient
 * alone, so that neither side learns the other's address.
 */
export const bookingCalendar = (
  method: Calendar["method"],
  facts: BookingMailFacts,
  site: Site,
  summary: string,
): (() => Calendar) => {
  const { booking, recipient } = facts;
  const isCancelled = method === "CANCEL";
  const url = bookingUrl(facts, site);
  return () => ({
    method,
    filename: isCancelled ? "canceled.ics" : "booking.ics",
    content: calendarFile(
      [
        {
          bookingId: booking.id,
          sequence: booking.sequence,
          status: isCancelled ? "cancelled" : "confirmed",
          start: new Date(booking.start),
          end: new Date(booking.end),
          timeZone: booking.timeZone,
          summary,
          description: `${summary}\n${url}`,
          location: place(booking).replaceAll("\n", ", "),
          url,
          changedAt: new Date(facts.occurredAt),
          organizer: site.from,
          attendee: recipient,
        },
      ],
      { origin: site.publicUrl, method },
    ),
  });
};
