import {
  CLAIMING_STATUSES,
  type BookingAction,
  type BookingParty,
  type BookingStatus,
  type Dispute,
} from "@loconomy/contracts";
import { enqueue, type Clock, type Tx } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { updateBooking } from "./booking-writes.ts";
import { termsAfterMove } from "./cancellation.ts";
import { answerDueAt, completesAt, remindAt } from "./lifecycle.ts";
import { tell } from "./news.ts";
import { afterEntry } from "./replay.ts";
import { chain, digestReason } from "./timeline.ts";
import { stateOf } from "./view.ts";

/** How a step goes on with a dispute. */
export interface Disputed {
  dispute: Dispute;
  to?: BookingStatus;
  /** The operator who resolved it. */
  resolvedBy?: string;
}

/** One step of a booking, allowed already. */
export interface Move extends Partial<Disputed> {
  action: BookingAction;
  party: BookingParty;
  to: BookingStatus;
  /** The time that it is about: moved to, proposed, or answered. */
  time?: { start: Date; end: Date };
  reason: string | null;
  /** It is taken together with others of this series, and told of once for all. */
  ofSeries?: string;
  now: Date;
}

/**
 * Writes what an allowed step changes: row, timeline, claim, event and later work. The booking must be locked by this
 * transaction, and where it gets another time its claim must have moved already.
 */
export const move = async (
  tx: Tx,
  clock: Clock,
  row: BookingRow,
  step: Move,
): Promise<BookingRow> => {
  const { action, party, to, time, reason, now } = step;
  const digested = reason ? digestReason(reason) : null;
  const fact = {
    bookingId: row.id,
    sequence: row.timelineSequence + 1,
    action,
    by: party,
    from: row.status,
    to,
    at: now.toISOString(),
    start: time?.start.toISOString() ?? null,
    end: time?.end.toISOString() ?? null,
    reasonDigest: digested?.digest ?? null,
  };
  const changed = await updateBooking(tx, row.id, changeOf(row, fact, step), {
    ...chain(fact, row.timelineHash),
    reason,
    reasonSalt: digested?.salt ?? null,
  });
  await tell(tx, clock, row, changed, step);
  await arrangeWork(tx, row, changed, now);
  return changed;
};

type Change = Parameters<typeof updateBooking>[2];

/** The row's new values. Status, time and proposal are what the timeline will say, by the same rule. */
const changeOf = (
  row: BookingRow,
  fact: Parameters<typeof afterEntry>[1],
  { action, party, to, reason, now, dispute }: Move,
): Change => {
  const next = afterEntry(stateOf(row), fact);
  const start = next.start === null ? row.start : new Date(next.start);
  const isMoved = start.getTime() !== row.start.getTime();
  const isNew = isMoved || to !== row.status;
  const answerDue = () =>
    new Date(answerDueAt(row.createdAt.getTime(), start.getTime(), now.getTime()));
  const words = action === "propose" ? reason : (row.proposal?.reason ?? null);
  return {
    status: to,
    start,
    end: next.end === null ? row.end : new Date(next.end),
    policy: isMoved
      ? termsAfterMove({
          terms: row.pricing.policy,
          status: row.status,
          start: start.getTime(),
          bookedAt: row.createdAt.getTime(),
          now: now.getTime(),
        })
      : row.pricing.policy,
    proposal: next.proposal && { ...next.proposal, reason: words },
    remindedAt: isMoved ? null : row.remindedAt,
    expiresAt: to === "pending" ? (isNew ? answerDue() : row.expiresAt) : null,
    cancelledBy: to === "cancelled" ? party : null,
    absent: absentAfter(row, action, party, to),
    reason: to === row.status || dispute ? row.reason : (reason ?? row.reason),
    completedAt: to === "completed" ? (row.completedAt ?? now) : row.completedAt,
    closedAt: row.closedAt ?? (to === "completed" || to === "no_show" ? now : null),
    dispute: dispute ?? row.dispute,
    time: timeAfter(row.status, to),
  };
};

const timeAfter = (from: BookingStatus, to: BookingStatus): Change["time"] => {
  if (CLAIMING_STATUSES.includes(to) || !CLAIMING_STATUSES.includes(from)) return "stays";
  return to === "completed" || to === "no_show" ? "ends" : "freed";
};

/** Who was absent stays so while that is disputed, and is not after all when the booking counts as completed. */
const absentAfter = (
  { absent }: BookingRow,
  action: BookingAction,
  party: BookingParty,
  to: BookingStatus,
): BookingRow["absent"] => {
  if (action === "no_show") return otherSide(party);
  return to === "completed" ? null : absent;
};

/** Nobody but the two sides says that somebody was not there, and each only of the other. */
const otherSide = (party: BookingParty): "customer" | "provider" =>
  party === "customer" ? "provider" : "customer";

/** What the clock has to do about a booking in its new state. A later job of the same name replaces one that still waits. */
const arrangeWork = async (
  tx: Tx,
  before: BookingRow,
  row: BookingRow,
  now: Date,
): Promise<void> => {
  const at = (task: string, moment: number): Promise<void> =>
    enqueue(
      tx,
      task,
      { bookingId: row.id },
      { delayMs: moment - now.getTime(), key: `${task}:${row.id}` },
    );
  if (row.proposal && row.proposal.expiresAt !== before.proposal?.expiresAt)
    await at("bookings.lapse-proposal", Date.parse(row.proposal.expiresAt));
  if (row.status === before.status && row.start.getTime() === before.start.getTime()) return;
  if (row.status === "pending" && row.expiresAt)
    await at("bookings.expire-request", row.expiresAt.getTime());
  if (row.status !== "confirmed") return;
  await at("bookings.complete-due", completesAt(row.end.getTime()));
  const reminder = remindAt(row.start.getTime(), now.getTime());
  if (reminder !== null) await at("bookings.remind", reminder);
};
