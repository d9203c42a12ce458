import { system, transaction, query, type Jobs, type Recurring } from "@loconomy/kit";
import { forgetClaims } from "./claim-store.ts";
import type { Bookings } from "./context.ts";
import { sweepHolds } from "./hold-store.ts";
import { advanceBooking, lapseProposal, remindOfBooking } from "./operations/advance-booking.ts";
import { fetchDueCalendars, fetchOneCalendar } from "./operations/fetch-calendars.ts";
import { refreshAllOffers } from "./operations/refresh-offers.ts";
import { serveSoon, serveWaitlist } from "./operations/serve-waitlist.ts";
import { forgetEntries } from "./waitlist-store.ts";

interface OfBooking {
  bookingId: string;
}

const PARTITIONS_AHEAD = 6;

/** What the clock does: per booking at its time, and the regular rounds. */
export const createJobs = (deps: Bookings): { jobs: Jobs; recurring: Recurring[] } => ({
  jobs: {
    "bookings.expire-unpaid": ({ bookingId }: OfBooking) =>
      advanceBooking(deps, {
        bookingId,
        action: "expire",
        states: ["awaiting_payment"],
        task: "bookings.expire-unpaid",
      }),
    "bookings.expire-request": ({ bookingId }: OfBooking) =>
      advanceBooking(deps, {
        bookingId,
        action: "expire",
        states: ["pending"],
        task: "bookings.expire-request",
      }),
    "bookings.complete-due": ({ bookingId }: OfBooking) =>
      advanceBooking(deps, {
        bookingId,
        action: "complete",
        states: ["confirmed", "in_progress"],
        task: "bookings.complete-due",
      }),
    "bookings.remind": ({ bookingId }: OfBooking) => remindOfBooking(deps, bookingId),
    "bookings.lapse-proposal": ({ bookingId }: OfBooking) => lapseProposal(deps, bookingId),
    "bookings.fetch-calendar": ({ id }: { id: string }) => fetchOneCalendar(deps, id),
    "bookings.fetch-calendars": () => fetchDueCalendars(deps),
    "bookings.sweep-holds": () =>
      transaction(deps.db, system("bookings"), async (tx) =>
        serveSoon(tx, await sweepHolds(tx, deps.clock.now())),
      ),
    "bookings.serve-waitlist": ({ providerId }: { providerId: string }) =>
      serveWaitlist(deps, providerId),
    "bookings.serve-waitlists": () =>
      transaction(deps.db, system("bookings"), async (tx) => {
        await forgetEntries(tx, deps.clock.now());
        await serveSoon(tx);
      }),
    "bookings.refresh-offers": () => refreshAllOffers(deps),
    "bookings.forget-claims": () =>
      transaction(deps.db, system("bookings"), (tx) => forgetClaims(tx, deps.clock.now())),
    "bookings.make-partitions": async () =>
      void (await query(deps.db, "select bookings.make_partitions($1::date, $2)", [
        deps.clock.now(),
        PARTITIONS_AHEAD + 1,
      ])),
  },
  recurring: [
    { task: "bookings.fetch-calendars", crontab: "* * * * *" },
    { task: "bookings.sweep-holds", crontab: "* * * * *" },
    { task: "bookings.serve-waitlists", crontab: "*/5 * * * *" },
    { task: "bookings.make-partitions", crontab: "17 3 * * *" },
    { task: "bookings.refresh-offers", crontab: "27 3 * * *" },
    { task: "bookings.forget-claims", crontab: "37 3 * * *" },
  ],
});
