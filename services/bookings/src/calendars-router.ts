import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import type { Bookings } from "./context.ts";
import {
  deleteCalendarLink,
  getCalendarLink,
  replaceCalendarLink,
} from "./operations/calendar-links.ts";
import {
  connectCalendar,
  disconnectCalendar,
  listCalendars,
  refreshCalendar,
  renameCalendar,
} from "./operations/external-calendars.ts";
import { downloadBooking } from "./operations/download-booking.ts";
import { readCalendar } from "./operations/read-calendar.ts";

const os = implement(serviceContracts.bookings).$context<RequestContext>();

/** The procedures of calendars, each handed to its operation. */
export const createCalendarsRouter = (deps: Bookings) => ({
  listCalendars: os.listCalendars.handler(({ context, input }) =>
    listCalendars(deps, context.actor, input),
  ),
  connectCalendar: os.connectCalendar.handler(({ context, input }) =>
    connectCalendar(deps, context.actor, input),
  ),
  renameCalendar: os.renameCalendar.handler(({ context, input }) =>
    renameCalendar(deps, context.actor, input),
  ),
  disconnectCalendar: os.disconnectCalendar.handler(({ context, input }) =>
    disconnectCalendar(deps, context.actor, input),
  ),
  refreshCalendar: os.refreshCalendar.handler(({ context, input }) =>
    refreshCalendar(deps, context.actor, input),
  ),
  getCalendarLink: os.getCalendarLink.handler(({ context }) =>
    getCalendarLink(deps, context.actor),
  ),
  replaceCalendarLink: os.replaceCalendarLink.handler(({ context }) =>
    replaceCalendarLink(deps, context.actor),
  ),
  deleteCalendarLink: os.deleteCalendarLink.handler(({ context }) =>
    deleteCalendarLink(deps, context.actor),
  ),
  getProviderCalendarLink: os.getProviderCalendarLink.handler(({ context, input }) =>
    getCalendarLink(deps, context.actor, input),
  ),
  replaceProviderCalendarLink: os.replaceProviderCalendarLink.handler(({ context, input }) =>
    replaceCalendarLink(deps, context.actor, input),
  ),
  deleteProviderCalendarLink: os.deleteProviderCalendarLink.handler(({ context, input }) =>
    deleteCalendarLink(deps, context.actor, input),
  ),
  readCalendar: os.readCalendar.handler(({ input }) =>
    readCalendar(deps, { file: input.params.file, headers: input.headers }),
  ),
  downloadBooking: os.downloadBooking.handler(({ context, input }) =>
    downloadBooking(deps, context.actor, input),
  ),
});
