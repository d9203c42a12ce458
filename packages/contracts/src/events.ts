import { z } from "zod";
import { ChargebackStatus } from "./chargebacks.ts";
import { Id, Instant, Money } from "./common.ts";
import { MessageSender } from "./communication.ts";
import { Dispute } from "./dispute.ts";
import { BookingParty, BookingStatus } from "./lifecycle.ts";

const BookingFacts = z.object({
  bookingId: Id,
  customerId: Id,
  providerId: Id,
  providerUserId: Id,
  serviceId: Id,
  status: BookingStatus,
  start: Instant,
  end: Instant,
  price: Money,
  /** It was changed together with others of this series: its event tells people of it, this one need not. */
  ofSeries: Id.optional(),
});

/** Bookings of one series that were changed together, by their number. */
const SeriesFacts = z.object({
  seriesId: Id,
  customerId: Id,
  providerId: Id,
  providerUserId: Id,
  bookingIds: z.array(Id).min(1),
});

/** A proposed time and how talk of it ended. */
const ProposalFacts = BookingFacts.extend({
  /** Who proposed it. */
  proposedBy: BookingParty,
  proposedStart: Instant,
  proposedEnd: Instant,
  reason: z.string().nullable(),
});

const PaymentFacts = z.object({ paymentId: Id, bookingId: Id, amount: Money });

const TipFacts = z.object({ tipId: Id, bookingId: Id, providerId: Id, amount: Money });

const ChargebackFacts = z.object({
  chargebackId: Id,
  bookingId: Id,
  providerId: Id,
  providerUserId: Id,
  customerId: Id,
  amount: Money,
  /** Stripe's word. */
  reason: z.string(),
  isInquiry: z.boolean(),
});

/**
 * Everything one service tells the others. An event says what happened, in the past tense, and carries ids plus the facts
 * of that moment; whoever needs more asks the owner. Delivery is at least once, in no promised order.
 */
export const EVENTS = {
  "user.verification_requested": z.object({
    userId: Id,
    email: z.string(),
    displayName: z.string(),
    url: z.string(),
  }),
  "user.password_reset_requested": z.object({
    userId: Id,
    email: z.string(),
    displayName: z.string(),
    url: z.string(),
  }),
  "provider.created": z.object({ providerId: Id, userId: Id, timeZone: z.string() }),
  "provider.updated": z.object({ providerId: Id }),
  "schedule.changed": z.object({ providerId: Id }),
  "calendar.stale": z.object({
    calendarId: Id,
    providerId: Id,
    userId: Id,
    name: z.string(),
    host: z.string(),
    /** In words. */
    problem: z.string(),
    failingSince: Instant,
    timeZone: z.string(),
  }),
  /** A time has opened that somebody waits for; it is held for them until then. */
  "waitlist.offered": z.object({
    entryId: Id,
    holdId: Id,
    userId: Id,
    providerId: Id,
    providerName: z.string(),
    serviceId: Id,
    serviceName: z.string(),
    start: Instant,
    end: Instant,
    timeZone: z.string(),
    expiresAt: Instant,
  }),
  "booking.created": BookingFacts,
  "booking.requested": BookingFacts,
  "booking.confirmed": BookingFacts.extend({ instant: z.boolean() }),
  "booking.declined": BookingFacts.extend({ reason: z.string().nullable() }),
  "booking.cancelled": BookingFacts.extend({
    by: BookingParty,
    reason: z.string().nullable(),
    wasPaid: z.boolean(),
    keep: Money,
    refund: Money,
  }),
  /** Moved to the `start` and `end` that are told: at once by the customer, or by accepting a proposal. */
  "booking.rescheduled": BookingFacts.extend({
    by: BookingParty,
    /** Whose proposal was accepted; null when the customer moved it at once. */
    proposedBy: BookingParty.nullable(),
    previousStart: Instant,
    previousEnd: Instant,
  }),
  "booking.reschedule_proposed": ProposalFacts.extend({ expiresAt: Instant }),
  "booking.reschedule_declined": ProposalFacts,
  "booking.reschedule_withdrawn": ProposalFacts,
  "booking.reschedule_lapsed": ProposalFacts,
  "booking.expired": BookingFacts.extend({ from: BookingStatus }),
  /** A card was authorised or saved when the booking was over already. */
  "booking.paid_too_late": BookingFacts,
  "booking.started": BookingFacts,
  "booking.completed": BookingFacts,
  "booking.no_show": BookingFacts.extend({
    absent: z.enum(["customer", "provider"]),
    /** The other side, in its own words. */
    reason: z.string().nullable(),
  }),
  "booking.disputed": BookingFacts.extend({ dispute: Dispute }),
  "booking.dispute_answered": BookingFacts.extend({ dispute: Dispute }),
  "booking.dispute_resolved": BookingFacts.extend({
    dispute: Dispute,
    /** Of what was charged, so much goes back to the customer. */
    refundPercent: z.int(),
    /** The operator who decided. */
    resolvedBy: Id,
  }),
  "booking.reminder_due": BookingFacts,
  "series.requested": SeriesFacts,
  /** Booked at once, or accepted. */
  "series.confirmed": SeriesFacts,
  "series.declined": SeriesFacts.extend({ reason: z.string().nullable() }),
  /** Moved to the times that they have now. */
  "series.rescheduled": SeriesFacts.extend({ by: BookingParty }),
  /** Requests that nobody answered. */
  "series.expired": SeriesFacts,
  /** What is kept and given back is of all of them together. */
  "series.cancelled": SeriesFacts.extend({
    by: BookingParty,
    reason: z.string().nullable(),
    wasPaid: z.boolean(),
    keep: Money,
    refund: Money,
  }),
  /** A card is saved and will be authorised later: the booking counts as paid. */
  "payment.card_saved": PaymentFacts.extend({ authorizeAt: Instant }),
  "payment.authorized": PaymentFacts,
  /** The saved card failed: another one has to pay before `payBy`. */
  "payment.authorization_failed": PaymentFacts.extend({
    declineCode: z.string().nullable(),
    payBy: Instant,
  }),
  /** Nobody paid by then. */
  "payment.expired": PaymentFacts,
  "payment.failed": PaymentFacts.extend({ declineCode: z.string().nullable() }),
  /** What is to be taken in the end could not be charged to the saved card: `amount`, which its owner still has to pay. */
  "payment.charge_failed": PaymentFacts.extend({ declineCode: z.string().nullable() }),
  "payment.captured": PaymentFacts,
  "payment.released": PaymentFacts,
  "payment.refunded": PaymentFacts,
  "tip.paid": TipFacts,
  "tip.refunded": TipFacts,
  /** What the account for a provider's money can do, or what Stripe wants for it, is another now. */
  "payout_account.changed": z.object({
    providerId: Id,
    userId: Id,
    canTakeMoney: z.boolean(),
    canPayOut: z.boolean(),
    /** Stripe's names of what it wants to know. */
    wanted: z.array(z.string()),
  }),
  /** A provider's bank did not take a payout; the money is in their account at Stripe again. */
  "payout.failed": z.object({
    payoutId: z.string(),
    providerId: Id,
    userId: Id,
    amount: Money,
    /** In Stripe's words. */
    reason: z.string().nullable(),
  }),
  /** A cardholder's bank takes a payment back, or, as an inquiry, asks about it; also when an inquiry becomes a chargeback. */
  "chargeback.opened": ChargebackFacts.extend({ dueBy: Instant.nullable() }),
  /** The bank has our answer, and decides when it likes. */
  "chargeback.answered": ChargebackFacts,
  /** Won: the money is here again; lost: it stays gone; closed: nothing was taken in the end. */
  "chargeback.closed": ChargebackFacts.extend({ outcome: ChargebackStatus }),
  /** One side of a booking wrote to the other. */
  "message.sent": z.object({
    messageId: Id,
    bookingId: Id,
    sender: MessageSender,
    text: z.string(),
    /** The recipient had read everything that came before. */
    startsUnread: z.boolean(),
  }),
  "review.published": z.object({
    reviewId: Id,
    bookingId: Id,
    providerId: Id,
    authorRole: z.enum(["customer", "provider"]),
  }),
  /** A request was answered or left, an accepted job kept or not: its track record may be another now. */
  "provider.record_changed": z.object({ providerId: Id }),
  "provider.rating_changed": z.object({
    providerId: Id,
    ratingAverage: z.number(),
    ratingCount: z.int(),
  }),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.infer<(typeof EVENTS)[T]>;

/** What a consumer receives. `id` is what consumers deduplicate by. */
export interface DomainEvent<T extends EventType = EventType> {
  id: string;
  type: T;
  aggregateId: string;
  data: EventData<T>;
  /** RFC 3339, when the change was committed by the writer's clock. */
  occurredAt: string;
  requestId: string | null;
}
