import { findTransition, type BookingAction, type BookingStatus } from "@loconomy/contracts";
import {
  enqueue,
  publish,
  system,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { lockBooking, lockSingleBooking } from "../booking-store.ts";
import { markReminded } from "../booking-writes.ts";
import { allowedFrom, remindableFrom } from "../lifecycle.ts";
import { move } from "../move.ts";
import { lapse } from "../moving.ts";
import { eventFacts, timesOf } from "../view.ts";
import { expireSeries } from "./expire-series.ts";

type Deps = Pick<ServiceDependencies, "db" | "clock">;

interface Due {
  bookingId: string;
  action: BookingAction;
  /** States in which the clock still has something to do. */
  states: readonly BookingStatus[];
  /** The job that does this, to be put off when its time has not come yet. */
  task: string;
}

/**
 * What the passing of time does to a booking. Does nothing where a person was faster; comes again later when it is too early.
 * What has waited too long of a series ends together.
 */
export const advanceBooking = (
  { db, clock }: Deps,
  { bookingId, action, states, task }: Due,
): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const isExpiry = action === "expire";
    const row = await (isExpiry ? lockSingleBooking : lockBooking)(tx, bookingId);
    if (!row && isExpiry) {
      const later = await expireSeries(tx, clock, { bookingId, states });
      return later ? comeAgain(tx, task, bookingId, later.getTime(), clock.now()) : undefined;
    }
    if (!row || !states.includes(row.status)) return;
    const now = clock.now();
    const from = allowedFrom(action, "clock", timesOf(row)) ?? now.getTime();
    if (now.getTime() < from) return comeAgain(tx, task, bookingId, from, now);
    const to = findTransition(row.status, action, "clock")?.to[0];
    if (to) await move(tx, clock, row, { action, party: "clock", to, reason: null, now });
  });

/**
 * Says once that a confirmed booking comes up. A job that was arranged for a start before the booking moved finds it too early,
 * or the start over.
 */
export const remindOfBooking = ({ db, clock }: Deps, bookingId: string): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockBooking(tx, bookingId);
    const now = clock.now();
    if (row?.status !== "confirmed" || row.remindedAt || row.start <= now) return;
    const from = remindableFrom(row.start.getTime());
    if (now.getTime() < from) return comeAgain(tx, "bookings.remind", bookingId, from, now);
    await markReminded(tx, bookingId, now);
    await publish(tx, clock, "booking.reminder_due", row.id, eventFacts(row));
  });

/** Ends a proposal that nobody answered in time. */
export const lapseProposal = ({ db, clock }: Deps, bookingId: string): Promise<void> =>
  transaction(db, system("bookings"), async (tx) => {
    const row = await lockBooking(tx, bookingId);
    if (!row?.proposal) return;
    const now = clock.now();
    const from = Date.parse(row.proposal.expiresAt);
    if (now.getTime() < from) return comeAgain(tx, "bookings.lapse-proposal", bookingId, from, now);
    await lapse(tx, clock, row, now);
  });

/** The queue goes by the database's clock, which may be ahead of ours; and a booking may have moved since a job was arranged. */
const comeAgain = (
  tx: Tx,
  task: string,
  bookingId: string,
  from: number,
  now: Date,
): Promise<void> =>
  enqueue(tx, task, { bookingId }, { delayMs: from - now.getTime(), key: `${task}:${bookingId}` });
