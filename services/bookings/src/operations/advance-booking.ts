import { findTransition, type BookingAction, type BookingStatus } from "@loconomy/contracts";
import { enqueue, publish, system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { lockBooking } from "../booking-store.ts";
import { markReminded } from "../booking-writes.ts";
import { allowedFrom } from "../lifecycle.ts";
import { move } from "../transition.ts";
import { eventFacts, timesOf } from "../view.ts";

type Deps = Pick<ServiceDependencies, "db" | "clock">;

interface Due {
  bookingId: string;
  action: BookingAction;
  /** States in which the clock still has something to do. */
  states: readonly BookingStatus[];
  /** The job that does this, to be put off when its time has not come yet. */
  task: string;
}

/** What the passing of time does to a booking. Does nothing where a person was faster; comes again later when it is too early. */
export const advanceBooking = (
  { db, clock }: Deps,
  { bookingId, action, states, task }: Due,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockBooking(tx, bookingId);
    if (!row || !states.includes(row.status)) return;
    const now = clock.now();
    const from = allowedFrom(action, "clock", timesOf(row)) ?? now.getTime();
    // The queue goes by the database's clock, which may be ahead of ours.
    if (now.getTime() < from)
      return enqueue(
        tx,
        task,
        { bookingId },
        { delayMs: from - now.getTime(), key: `${task}:${bookingId}` },
      );
    const to = findTransition(row.status, action, "clock")?.to[0];
    if (to) await move(tx, clock, row, { action, party: "clock", to, reason: null, now });
  });

/** Says once that a confirmed booking comes up. */
export const remindOfBooking = ({ db, clock }: Deps, bookingId: string): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await markReminded(tx, bookingId, clock.now());
    if (row) await publish(tx, clock, "booking.reminder_due", row.id, eventFacts(row));
  });
