import type {
  Booking,
  BookingRecord,
  EventData,
  HeldTime,
  Hold,
  OutsideBookings,
  SeriesHold,
  Slot,
  WaitlistEntry,
} from "@loconomy/contracts";
import type { BookingRow, ComingRow } from "./booking-store.ts";
import { freeUntil } from "./cancellation.ts";
import type { HoldRow } from "./hold-store.ts";
import { createWriter } from "./instants.ts";
import { availableActions, type BookingTimes } from "./lifecycle.ts";
import type { OpenTime } from "./intervals.ts";
import { sumOf } from "./prices.ts";
import { mayBeRenewed } from "./renewal.ts";
import type { BookingState } from "./replay.ts";
import type { HeldOccurrence, SeriesRow } from "./series-store.ts";
import { dayOf } from "./wall-clock.ts";
import type { WaitlistRow } from "./waitlist-store.ts";
import { stateOfEntry } from "./waitlist.ts";
import { toLocal, zoneOffsets } from "./zone-offsets.ts";

export const timesOf = ({
  status,
  start,
  end,
  expiresAt,
  pricing,
  proposal,
  closedAt,
  dispute,
}: BookingRow): BookingTimes => {
  // Before the provider has accepted, cancelling is free whatever the terms say.
  const free = status === "pending" ? start.toISOString() : freeUntil(pricing.policy);
  return {
    start: start.getTime(),
    end: end.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
    freeUntil: free === null ? null : Date.parse(free),
    proposal: proposal && { by: proposal.by, expiresAt: Date.parse(proposal.expiresAt) },
    closedAt: closedAt?.getTime() ?? null,
    dispute: dispute && { by: dispute.by, isAnswered: dispute.answer !== null },
  };
};

/** What the timeline has to lead to. */
export const stateOf = ({ status, start, end, proposal }: BookingRow): BookingState => ({
  status,
  start: start.toISOString(),
  end: end.toISOString(),
  proposal: proposal && {
    by: proposal.by,
    start: proposal.start,
    end: proposal.end,
    expiresAt: proposal.expiresAt,
  },
});

const facts = (row: BookingRow): Omit<Booking, "actions" | "party"> => ({
  id: row.id,
  status: row.status,
  customerId: row.customerId,
  customerName: row.customerName,
  providerId: row.providerId,
  providerName: row.providerName,
  providerSlug: row.providerSlug,
  serviceId: row.serviceId,
  serviceName: row.serviceName,
  location: row.location.at,
  start: row.start.toISOString(),
  end: row.end.toISOString(),
  durationMinutes: row.durationMinutes,
  timeZone: row.timeZone,
  address: row.location.address,
  notes: row.notes,
  price: { amount: row.priceAmount, currency: row.priceCurrency },
  policy: row.pricing.policy,
  isInstant: row.isInstant,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  proposal: row.proposal,
  dispute: row.dispute,
  cancelledBy: row.cancelledBy,
  series:
    row.seriesId === null
      ? null
      : { id: row.seriesId, occurrence: row.occurrence!, of: row.occurrences! },
  absent: row.absent,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
});

/** A booking as one party sees it now. */
export const toBooking = (row: BookingRow, party: Booking["party"], now: Date): Booking => ({
  ...facts(row),
  // Past its time it is void, though the clock may not have noted it yet.
  proposal:
    row.proposal && Date.parse(row.proposal.expiresAt) > now.getTime() ? row.proposal : null,
  party,
  // Until it is paid a series is one thing: it is paid for, or cancelled, as a whole.
  actions: isUnpaidOfSeries(row)
    ? []
    : availableActions(row.status, party, timesOf(row), now.getTime()),
});

export const isUnpaidOfSeries = ({ seriesId, status }: BookingRow): boolean =>
  seriesId !== null && status === "awaiting_payment";

export const toRecord = (row: BookingRow): BookingRecord => ({
  ...facts(row),
  providerUserId: row.providerUserId,
  completedAt: row.completedAt?.toISOString() ?? null,
  pricing: row.pricing.price,
  sequence: row.timelineSequence,
});

/** What every booking event carries. */
export const eventFacts = (row: BookingRow): EventData<"booking.created"> => ({
  bookingId: row.id,
  customerId: row.customerId,
  providerId: row.providerId,
  providerUserId: row.providerUserId,
  serviceId: row.serviceId,
  status: row.status,
  start: row.start.toISOString(),
  end: row.end.toISOString(),
  price: { amount: row.priceAmount, currency: row.priceCurrency },
});

export const toHold = (row: Omit<HoldRow, "bookingId">, now: Date): Hold => ({
  id: row.id,
  providerId: row.providerId,
  serviceId: row.serviceId,
  variantId: row.offer.variantId ?? null,
  status: row.status === "active" && row.expiresAt <= now ? "expired" : row.status,
  start: row.start.toISOString(),
  end: row.end.toISOString(),
  timeZone: row.timeZone,
  expiresAt: row.expiresAt.toISOString(),
  expiresInSeconds: secondsTo(row.expiresAt, now),
  isRenewable: mayBeRenewed(row, now),
  isOffer: row.isOffer,
  quote: {
    lines: row.quote.lines,
    includedTaxes: row.quote.includedTaxes,
    total: row.quote.total,
    policy: row.quote.policy,
    couponCode: row.quote.coupon?.code ?? null,
    deposit: row.quote.deposit ? { ...row.quote.total, amount: row.quote.deposit.amount } : null,
  },
  place: row.offer.place ?? null,
});

/** A held series; `held` are its times, at least one. */
export const toSeriesHold = (
  row: SeriesRow,
  held: readonly HeldOccurrence[],
  now: Date,
): SeriesHold => {
  const { policy, total: price } = held[0]!.quote;
  const { total, ...breakdown } = sumOf(held.map(({ quote }) => quote));
  const deposit = held.find(({ quote }) => quote.deposit)?.quote.deposit;
  return {
    id: row.id,
    providerId: row.providerId,
    serviceId: row.serviceId,
    status: row.status === "active" && row.expiresAt <= now ? "expired" : row.status,
    rule: row.rule,
    timeZone: row.timeZone,
    expiresAt: row.expiresAt.toISOString(),
    expiresInSeconds: secondsTo(row.expiresAt, now),
    occurrences: held.map(({ occurrence, start, end }) => ({
      occurrence,
      start: start.toISOString(),
      end: end.toISOString(),
    })),
    price,
    total,
    breakdown,
    deposit: deposit ? { ...total, amount: deposit.amount } : null,
    policy,
  };
};

/** Times that somebody holds, with their calendar days in a zone. */
export const toHeld = (rows: readonly HoldRow[], timeZone: string, now: Date): HeldTime[] =>
  rows.map(({ id, start, end, expiresAt }) => ({
    holdId: id,
    start: start.toISOString(),
    end: end.toISOString(),
    day: dayOf(timeZone, start.getTime()),
    expiresAt: expiresAt.toISOString(),
    expiresInSeconds: secondsTo(expiresAt, now),
  }));

const secondsTo = (moment: Date, now: Date): number =>
  Math.max(0, Math.floor((moment.getTime() - now.getTime()) / 1000));

/** What somebody waits for and where it stands now. */
export const toWaitlistEntry = (row: WaitlistRow, now: Date): WaitlistEntry => {
  const state = stateOfEntry(row, row.hold, now);
  const offered = state === "offered" ? row.hold : null;
  return {
    id: row.id,
    providerId: row.providerId,
    providerName: row.providerName,
    providerSlug: row.providerSlug,
    serviceId: row.serviceId,
    variantId: row.variantId,
    serviceName: row.serviceName,
    day: row.day,
    from: row.from,
    to: row.to,
    timeZone: row.timeZone,
    state,
    offer:
      offered && row.holdId
        ? {
            holdId: row.holdId,
            start: offered.start.toISOString(),
            end: offered.end.toISOString(),
            expiresAt: offered.expiresAt.toISOString(),
            expiresInSeconds: secondsTo(offered.expiresAt, now),
          }
        : null,
    bookingId: state === "offered" || state === "booked" ? (row.hold?.bookingId ?? null) : null,
    createdAt: row.createdAt.toISOString(),
  };
};

const OUTSIDE_MAX = 100;

/** Bookings that hours leave outside: the first hundred, and how many there are. */
export const toOutside = (rows: readonly ComingRow[]): OutsideBookings => ({
  total: rows.length,
  items: rows.slice(0, OUTSIDE_MAX).map(({ start, end, ...row }) => ({
    ...row,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  })),
});

/** Open times with their calendar days in a zone. */
export const toSlots = (slots: readonly OpenTime[], timeZone: string): Slot[] => {
  if (slots.length === 0) return [];
  const starts = slots.map(({ start }) => start);
  const zone = zoneOffsets(timeZone, Math.min(...starts), Math.max(...starts));
  const write = createWriter();
  return slots.map(({ start, end, spotsLeft = 1 }) => ({
    start: write.toInstant(start),
    end: write.toInstant(end),
    day: write.toDay(toLocal(zone, start)),
    spotsLeft,
  }));
};
