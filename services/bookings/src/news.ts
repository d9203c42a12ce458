import type { Dispute } from "@loconomy/contracts";
import { publish, type Clock, type Tx } from "@loconomy/kit";
import type { BookingRow } from "./booking-store.ts";
import { cancellationOutcome } from "./cancellation.ts";
import type { Move } from "./move.ts";
import { countsInRecord } from "./track-record.ts";
import { eventFacts } from "./view.ts";

/** Publishes what a step of a booking means to the other services. */
export const tell = async (
  tx: Tx,
  clock: Clock,
  before: BookingRow,
  row: BookingRow,
  step: Move,
): Promise<void> => {
  const { providerId, status: to, absent } = row;
  if (step.dispute) await tellOfDispute(tx, clock, row, step.dispute, step);
  else
    await (before.status === row.status
      ? tellOfTime(tx, clock, before, row, step)
      : tellOfStatus(tx, clock, before, row, step));
  if (countsInRecord({ from: before.status, to, by: step.party, absent }))
    await publish(tx, clock, "provider.record_changed", providerId, { providerId });
};

const tellOfDispute = async (
  tx: Tx,
  clock: Clock,
  row: BookingRow,
  dispute: Dispute,
  { action, resolvedBy }: Move,
): Promise<void> => {
  const facts = { ...eventFacts(row), dispute };
  if (action === "dispute") return publish(tx, clock, "booking.disputed", row.id, facts);
  if (!dispute.resolution || !resolvedBy)
    return publish(tx, clock, "booking.dispute_answered", row.id, facts);
  const { refundPercent } = dispute.resolution;
  const resolved = { ...facts, refundPercent, resolvedBy };
  await publish(tx, clock, "booking.dispute_resolved", row.id, resolved);
};

const tellOfStatus = async (
  tx: Tx,
  clock: Clock,
  before: BookingRow,
  row: BookingRow,
  { party, to, reason, ofSeries, now }: Move,
): Promise<void> => {
  const facts = { ...eventFacts(row), ofSeries };
  if (to === "pending") await publish(tx, clock, "booking.requested", row.id, facts);
  if (to === "confirmed")
    await publish(tx, clock, "booking.confirmed", row.id, { ...facts, instant: row.isInstant });
  if (to === "declined") await publish(tx, clock, "booking.declined", row.id, { ...facts, reason });
  if (to === "expired")
    await publish(tx, clock, "booking.expired", row.id, { ...facts, from: before.status });
  if (to === "in_progress") await publish(tx, clock, "booking.started", row.id, facts);
  if (to === "completed") await publish(tx, clock, "booking.completed", row.id, facts);
  if (row.absent)
    await publish(tx, clock, "booking.no_show", row.id, { ...facts, absent: row.absent, reason });
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

const tellOfTime = async (
  tx: Tx,
  clock: Clock,
  before: BookingRow,
  row: BookingRow,
  { action, party, reason, ofSeries }: Move,
): Promise<void> => {
  const facts = { ...eventFacts(row), ofSeries };
  if (action === "reschedule" || action === "accept_proposal")
    return publish(tx, clock, "booking.rescheduled", row.id, {
      ...facts,
      by: party,
      proposedBy: action === "accept_proposal" ? (before.proposal?.by ?? null) : null,
      previousStart: before.start.toISOString(),
      previousEnd: before.end.toISOString(),
    });
  const proposal = row.proposal ?? before.proposal;
  if (!proposal) return;
  const proposed = {
    ...facts,
    proposedBy: proposal.by,
    proposedStart: proposal.start,
    proposedEnd: proposal.end,
    reason,
  };
  if (action === "propose")
    await publish(tx, clock, "booking.reschedule_proposed", row.id, {
      ...proposed,
      expiresAt: proposal.expiresAt,
    });
  if (action === "decline_proposal")
    await publish(tx, clock, "booking.reschedule_declined", row.id, proposed);
  if (action === "withdraw_proposal")
    await publish(tx, clock, "booking.reschedule_withdrawn", row.id, proposed);
  if (action === "lapse_proposal")
    await publish(tx, clock, "booking.reschedule_lapsed", row.id, proposed);
};
