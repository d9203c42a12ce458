import {
  CLAIMING_STATUSES,
  findTransition,
  type Actor,
  type BookingAction,
  type BookingParty,
  type BookingStatus,
} from "@loconomy/contracts";
import {
  enqueue,
  problem,
  publish,
  transaction,
  type Clock,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { lockBooking, type BookingRow } from "./booking-store.ts";
import { updateBooking } from "./booking-writes.ts";
import { cancellationOutcome } from "./cancellation.ts";
import {
  allowedFrom,
  answerDueAt,
  completesAt,
  doerOf,
  mayEver,
  remindAt,
  STATUS_WORDS,
} from "./lifecycle.ts";
import { partyOf, readerFor } from "./policy.ts";
import { chain, digestReason } from "./timeline.ts";
import { eventFacts, timesOf } from "./view.ts";

type Deps = Pick<ServiceDependencies, "db" | "clock">;

interface Order {
  bookingId: string;
  action: BookingAction;
  actor: Actor;
  reason?: string | null;
}

/**
 * Moves a booking on for a person: locks it, checks that they may do this in its state and at this time, and writes the change,
 * its timeline entry, its event and its later work in one transaction.
 * @throws not_found when it is not theirs, forbidden when the action is the other side's, invalid_transition in another state,
 * unprocessable when it is too early.
 */
export const transition = (
  deps: Deps,
  { bookingId, action, actor, reason = null }: Order,
): Promise<{ row: BookingRow; party: "customer" | "provider" | "admin" }> =>
  transaction(deps.db, readerFor(actor), async (tx) => {
    const row = await lockBooking(tx, bookingId);
    const party = row && partyOf(actor, row);
    if (!row || !party) throw problem("not_found", "There is no such booking.");
    const now = deps.clock.now();
    const to = authorise(row, action, party, now);
    return { row: await move(tx, deps.clock, row, { action, party, to, reason, now }), party };
  });

/** The status that a party's action leads to now, or the refusal in words. */
const authorise = (
  row: BookingRow,
  action: BookingAction,
  party: BookingParty,
  now: Date,
): BookingStatus => {
  if (!mayEver(action, party))
    throw problem("forbidden", `Only the ${doerOf(action)} can ${action} a booking.`);
  const found = findTransition(row.status, action, party);
  if (!found)
    throw problem(
      "invalid_transition",
      `This booking ${STATUS_WORDS[row.status]}, so you cannot ${action} it.`,
      { bookingStatus: row.status },
    );
  const from = allowedFrom(action, party, timesOf(row));
  if (from !== null && now.getTime() < from)
    throw problem(
      "unprocessable",
      `You can ${action} this booking from ${inWords(from, row.timeZone)}.`,
      { allowedFrom: new Date(from).toISOString() },
    );
  return found.to[0]!;
};

const inWords = (moment: number, timeZone: string): string =>
  `${new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone }).format(moment)} (${timeZone})`;

export interface Move {
  action: BookingAction;
  party: BookingParty;
  to: BookingStatus;
  reason: string | null;
  now: Date;
}

/** Writes what an allowed step changes. The booking must be locked by this transaction. */
export const move = async (
  tx: Tx,
  clock: Clock,
  row: BookingRow,
  { action, party, to, reason, now }: Move,
): Promise<BookingRow> => {
  const digested = reason ? digestReason(reason) : null;
  const fact = {
    bookingId: row.id,
    sequence: row.timelineSequence + 1,
    action,
    by: party,
    from: row.status,
    to,
    at: now.toISOString(),
    reasonDigest: digested?.digest ?? null,
  };
  const changed = await updateBooking(
    tx,
    row.id,
    {
      status: to,
      expiresAt:
        to === "pending"
          ? new Date(answerDueAt(row.createdAt.getTime(), row.start.getTime(), now.getTime()))
          : null,
      cancelledBy: to === "cancelled" ? party : null,
      reason: reason ?? row.reason,
      completedAt: to === "completed" ? now : null,
      freesTime: !CLAIMING_STATUSES.includes(to),
    },
    { ...chain(fact, row.timelineHash), reason, reasonSalt: digested?.salt ?? null },
  );
  await tell(tx, clock, row, changed, { action, party, to, reason, now });
  await arrangeWork(tx, changed, now);
  return changed;
};

const tell = async (
  tx: Tx,
  clock: Clock,
  before: BookingRow,
  row: BookingRow,
  { party, to, reason, now }: Move,
): Promise<void> => {
  const facts = eventFacts(row);
  if (to === "pending") await publish(tx, clock, "booking.requested", row.id, facts);
  if (to === "confirmed")
    await publish(tx, clock, "booking.confirmed", row.id, { ...facts, instant: row.isInstant });
  if (to === "declined") await publish(tx, clock, "booking.declined", row.id, { ...facts, reason });
  if (to === "expired")
    await publish(tx, clock, "booking.expired", row.id, { ...facts, from: before.status });
  if (to === "in_progress") await publish(tx, clock, "booking.started", row.id, facts);
  if (to === "completed") await publish(tx, clock, "booking.completed", row.id, facts);
  if (to === "cancelled") {
    const { currency } = facts.price;
    const { wasPaid, keep, refund } = cancellationOutcome({
      status: before.status,
      by: party,
      terms: row.pricing.policy,
      amount: row.priceAmount,
      now: now.getTime(),
    });
    await publish(tx, clock, "booking.cancelled", row.id, {
      ...facts,
      by: party,
      reason,
      wasPaid,
      keep: { amount: keep, currency },
      refund: { amount: refund, currency },
    });
  }
};

/** What the clock has to do about a booking in its new state. */
const arrangeWork = async (tx: Tx, row: BookingRow, now: Date): Promise<void> => {
  const at = (task: string, moment: number): Promise<void> =>
    enqueue(
      tx,
      task,
      { bookingId: row.id },
      { delayMs: moment - now.getTime(), key: `${task}:${row.id}` },
    );
  if (row.status === "pending" && row.expiresAt)
    await at("bookings.expire-request", row.expiresAt.getTime());
  if (row.status !== "confirmed") return;
  await at("bookings.complete-due", completesAt(row.end.getTime()));
  const reminder = remindAt(row.start.getTime(), now.getTime());
  if (reminder !== null) await at("bookings.remind", reminder);
};
