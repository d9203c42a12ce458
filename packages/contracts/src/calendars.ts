import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, RequiredText } from "./common.ts";

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

/** A calendar that a provider keeps elsewhere: what is in it cannot be booked. */
export const ExternalCalendar = z.object({
  id: Id,
  providerId: Id,
  name: z.string(),
  /** Where it is, without the part of the address that is often a secret. */
  host: z.string(),
  /** `stale`: it could not be read for a day, and its owner was told. */
  state: z.enum(["waiting", "ok", "failing", "stale"]),
  /** Why it cannot be read, in words. */
  problem: z.string().nullable(),
  failingSince: Instant.nullable(),
  /** How many events it has, and how many of them make no sense and block nothing. */
  events: z.int(),
  unreadEvents: z.int(),
  lastFetchedAt: Instant.nullable(),
  lastSuccessAt: Instant.nullable(),
  nextFetchAt: Instant,
  createdAt: Instant,
});
export type ExternalCalendar = z.infer<typeof ExternalCalendar>;

const Name = RequiredText(80);
const ByCalendar = z.object({ id: Id, calendarId: Id });

/** Bookings in people's own calendars, and the other way round. Part of the bookings service. */
export const calendarsContract = {
  listCalendars: oc
    .route({
      method: "GET",
      path: "/providers/{id}/calendars",
      tags: ["time"],
      summary: "Calendars elsewhere whose events cannot be booked, and how reading them goes",
    })
    .input(ById)
    .output(z.object({ items: z.array(ExternalCalendar) })),
  connectCalendar: oc
    .route({
      method: "POST",
      path: "/providers/{id}/calendars",
      successStatus: 201,
      tags: ["time"],
      summary:
        "Connect a calendar by its iCalendar address; it is read at once and every 15 minutes",
    })
    .input(ById.extend({ name: Name, url: RequiredText(2000) }))
    .output(ExternalCalendar),
  renameCalendar: oc
    .route({
      method: "PATCH",
      path: "/providers/{id}/calendars/{calendarId}",
      tags: ["time"],
      summary: "Call a connected calendar something else",
    })
    .input(ByCalendar.extend({ name: Name }))
    .output(ExternalCalendar),
  disconnectCalendar: oc
    .route({
      method: "DELETE",
      path: "/providers/{id}/calendars/{calendarId}",
      successStatus: 204,
      tags: ["time"],
      summary: "Disconnect a calendar; its events block nothing any more",
    })
    .input(ByCalendar)
    .output(z.void()),
  refreshCalendar: oc
    .route({
      method: "POST",
      path: "/providers/{id}/calendars/{calendarId}/refresh",
      successStatus: 202,
      tags: ["time"],
      summary: "Read a connected calendar now; once a minute at most",
    })
    .input(ByCalendar)
    .output(ExternalCalendar),
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
