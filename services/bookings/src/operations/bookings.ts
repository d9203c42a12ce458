import type {
  Actor,
  Booking,
  BookingRecord,
  CancellationQuote,
  TimelineEntry,
} from "@loconomy/contracts";
import { actingAs, problem, requireUser, system, type ServiceDependencies } from "@loconomy/kit";
import { findBooking } from "../booking-store.ts";
import { cancellationOutcome, freeUntil } from "../cancellation.ts";
import { availableActions, STATUS_WORDS } from "../lifecycle.ts";
import { readerFor, requireParty } from "../policy.ts";
import { listTimeline } from "../timeline-store.ts";
import { timesOf, toBooking, toRecord } from "../view.ts";

const load = async ({ db }: ServiceDependencies, actor: Actor, id: string) =>
  requireParty(requireUser(actor), await findBooking(actingAs(db, readerFor(actor)), id));

/** One booking, for its parties and for operators. */
export const getBooking = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Booking> => {
  const { row, party } = await load(deps, actor, id);
  return toBooking(row, party, deps.clock.now());
};

/** Everything that happened to a booking, in order. */
export const getTimeline = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<{ items: TimelineEntry[] }> => {
  await load(deps, actor, id);
  return timeline(deps, readerFor(actor), id);
};

/** The same for other services. */
export const getRecordTimeline = (
  deps: ServiceDependencies,
  { id }: { id: string },
): Promise<{ items: TimelineEntry[] }> => timeline(deps, system("bookings"), id);

const timeline = async (deps: ServiceDependencies, reader: Actor, id: string) => {
  const entries = await listTimeline(actingAs(deps.db, reader), id);
  return {
    items: entries.map(({ sequence, action, by, from, to, at, start, end, reason, hash }) => ({
      sequence,
      action,
      by,
      from,
      to,
      at,
      start,
      end,
      reason,
      hash,
    })),
  };
};

/** What cancelling now would cost the asking party. */
export const getCancellationQuote = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<CancellationQuote> => {
  const { row, party } = await load(deps, actor, id);
  const now = deps.clock.now().getTime();
  if (!availableActions(row.status, party, timesOf(row), now).includes("cancel")) {
    throw problem(
      "invalid_transition",
      `This booking ${STATUS_WORDS[row.status]}, so you cannot cancel it.`,
      { bookingStatus: row.status },
    );
  }
  const { keep, refund, keepPercent } = cancellationOutcome({
    status: row.status,
    by: party,
    terms: row.pricing.policy,
    amount: row.priceAmount,
    now,
  });
  const money = (amount: number) => ({ amount, currency: row.priceCurrency });
  const free = freeUntil(row.pricing.policy);
  return {
    keep: money(keep),
    refund: money(refund),
    keepPercent,
    freeUntil: free !== null && now <= Date.parse(free) ? free : null,
  };
};

/** The facts of a booking for our other services; null when there is none. */
export const getRecord = async (
  { db }: ServiceDependencies,
  { id }: { id: string },
): Promise<BookingRecord | null> => {
  const row = await findBooking(actingAs(db, system("bookings")), id);
  return row ? toRecord(row) : null;
};
