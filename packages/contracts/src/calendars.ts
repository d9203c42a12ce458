import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant } from "./common.ts";

/** A private address at which calendar apps read one's bookings. Whoever has it can read them; a new one ends the old. */
export const CalendarLink = z.object({
  /** Null while there is none. */
  url: z.url().nullable(),
  createdAt: Instant.nullable(),
});
export type CalendarLink = z.infer<typeof CalendarLink>;

const ById = z.object({ id: Id });

/** What a calendar app sends along when it asks again. */
const Revalidation = z.object({
  "if-none-match": z.string().max(2_000).optional(),
  "if-modified-since": z.string().max(100).optional(),
});

const CalendarHeaders = z.object({
  "content-disposition": z.string(),
  "cache-control": z.string(),
  etag: z.string(),
  "last-modified": z.string(),
});

const CalendarFile = z.file().describe("An iCalendar file (RFC 5545), `text/calendar`.");

/** Bookings in people's own calendars. Part of the bookings service. */
export const calendarsContract = {
  getCalendarLink: oc
    .route({
      method: "GET",
      path: "/me/calendar-link",
      tags: ["me"],
      summary: "Where calendar apps read the bookings that one made as a customer",
    })
    .output(CalendarLink),
  replaceCalendarLink: oc
    .route({
      method: "POST",
      path: "/me/calendar-link",
      tags: ["me"],
      summary: "Make a calendar link; an earlier one stops working",
    })
    .output(CalendarLink),
  deleteCalendarLink: oc
    .route({
      method: "DELETE",
      path: "/me/calendar-link",
      successStatus: 204,
      tags: ["me"],
      summary: "End the calendar link",
    })
    .output(z.void()),
  getProviderCalendarLink: oc
    .route({
      method: "GET",
      path: "/providers/{id}/calendar-link",
      tags: ["time"],
      summary: "Where calendar apps read the bookings of one's business",
    })
    .input(ById)
    .output(CalendarLink),
  replaceProviderCalendarLink: oc
    .route({
      method: "POST",
      path: "/providers/{id}/calendar-link",
      tags: ["time"],
      summary: "Make a calendar link for one's business; an earlier one stops working",
    })
    .input(ById)
    .output(CalendarLink),
  deleteProviderCalendarLink: oc
    .route({
      method: "DELETE",
      path: "/providers/{id}/calendar-link",
      successStatus: 204,
      tags: ["time"],
      summary: "End the calendar link of one's business",
    })
    .input(ById)
    .output(z.void()),
  readCalendar: oc
    .route({
      method: "GET",
      path: "/calendars/{file}",
      inputStructure: "detailed",
      outputStructure: "detailed",
      tags: ["time"],
      summary:
        "A calendar link's bookings as iCalendar, `{token}.ics`: the last 90 days and all that come",
    })
    // Any text: a link that is not right is not found, whatever its form.
    .input(z.object({ params: z.object({ file: z.string() }), headers: Revalidation }))
    .output(
      z.union([
        z.object({ status: z.literal(200), headers: CalendarHeaders, body: CalendarFile }),
        z.object({
          status: z.literal(304),
          headers: CalendarHeaders.omit({ "content-disposition": true }),
        }),
      ]),
    ),
  downloadBooking: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/calendar.ics",
      outputStructure: "detailed",
      tags: ["booking"],
      summary: "One booking as an iCalendar file",
    })
    .input(ById)
    .output(
      z.object({
        headers: CalendarHeaders.pick({ "content-disposition": true }),
        body: CalendarFile,
      }),
    ),
};
