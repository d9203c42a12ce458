import { oc } from "@orpc/contract";
import { z } from "zod";
import { calendarsContract } from "./calendars.ts";
import {
  Day,
  Id,
  Instant,
  JobPlace,
  Money,
  page,
  PageQuery,
  RequiredText,
  Text,
} from "./common.ts";
import { BookingAction, BookingParty, BookingStatus, CancellationPolicyName } from "./lifecycle.ts";
import { CouponCode } from "./coupons.ts";
import { Dispute } from "./dispute.ts";
import { Breakdown, Pricing } from "./pricing.ts";
import { ServiceLocation } from "./providers.ts";
import { OpenTimes, scheduleContract, scheduleInternal, SlotRange } from "./schedule.ts";
import { trackRecordsInternal } from "./track-record.ts";

export const HOLD_MINUTES = 10;

/** `free until` and what a later cancellation costs, in the words the customer is shown. Shares are percent of the price kept. */
export const PolicyTerms = z.object({
  name: CancellationPolicyName,
  steps: z.array(z.object({ until: Instant, keepPercent: z.int().min(0).max(100) })),
});
export type PolicyTerms = z.infer<typeof PolicyTerms>;

/** What a held time costs. It stays as it is while the time is held, whatever becomes of the price. */
export const Quote = Breakdown.extend({
  total: Money,
  policy: PolicyTerms,
  /** The coupon that is taken off. */
  couponCode: z.string().nullable(),
  /** What of the total is charged at booking; null when nothing is. */
  deposit: Money.nullable(),
});
export type Quote = z.infer<typeof Quote>;

export const Hold = z.object({
  id: Id,
  providerId: Id,
  serviceId: Id,
  /** Of a service with variants: the one that is held. */
  variantId: Id.nullable(),
  status: z.enum(["active", "used", "released", "expired"]),
  start: Instant,
  end: Instant,
  timeZone: z.string(),
  expiresAt: Instant,
  /** Seconds left by the server's clock, so that a wrong clock on the client does not matter. */
  expiresInSeconds: z.int(),
  /** Whether it can be kept for ten minutes longer, which is possible once. */
  isRenewable: z.boolean(),
  /** Held by the waiting list for its owner: it need not be given back on leaving. */
  isOffer: z.boolean(),
  quote: Quote,
  /** Where it is to be, as it was said when the time was held. */
  place: JobPlace.nullable(),
});
export type Hold = z.infer<typeof Hold>;

export const Address = z.object({
  line1: RequiredText(200),
  line2: Text(200).optional(),
  city: RequiredText(120),
  postalCode: Text(20).optional(),
  region: Text(120).optional(),
  country: Text(80).optional(),
});
export type Address = z.infer<typeof Address>;

/** A new time that one side asks for. The old time stays booked, and the new one open to others, until the other side accepts. */
export const Proposal = z.object({
  by: z.enum(["customer", "provider"]),
  start: Instant,
  end: Instant,
  /**
   * When it lapses without an answer: after a day, or when the earlier of the two times begins; of a request two hours before the
   * new one.
   */
  expiresAt: Instant,
  reason: z.string().nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

export const Booking = z.object({
  id: Id,
  status: BookingStatus,
  customerId: Id,
  customerName: z.string(),
  providerId: Id,
  providerName: z.string(),
  providerSlug: z.string(),
  serviceId: Id,
  /** As it was booked; with the variant, where it had some: "Deep tissue massage, 90 minutes". */
  serviceName: z.string(),
  location: ServiceLocation,
  start: Instant,
  end: Instant,
  durationMinutes: z.int(),
  timeZone: z.string(),
  address: Address.nullable(),
  notes: z.string().nullable(),
  price: Money,
  policy: PolicyTerms,
  isInstant: z.boolean(),
  /** When an unpaid booking or an unanswered request lapses. */
  expiresAt: Instant.nullable(),
  /** The new time that waits for an answer. */
  proposal: Proposal.nullable(),
  /** A booking is disputed at most once. */
  dispute: Dispute.nullable(),
  cancelledBy: BookingParty.nullable(),
  /** The series that it is part of, and its number there: 3 `of` 8. */
  series: z.object({ id: Id, occurrence: z.int(), of: z.int() }).nullable(),
  /** Who was not there, of a booking that came to nothing for that. */
  absent: z.enum(["customer", "provider"]).nullable(),
  reason: z.string().nullable(),
  /** What the asking person may do now, by the lifecycle and the clock. */
  actions: z.array(BookingAction),
  /** Which side the asking person is on. */
  party: z.enum(["customer", "provider", "admin"]),
  createdAt: Instant,
});
export type Booking = z.infer<typeof Booking>;

const Period = z.object({ start: Instant, end: Instant });

/** Something in a provider's calendar. */
export const AgendaItem = z.object({
  /** `request`: a booking that waits for the provider. `hold`: held or being paid. `external`: busy by a calendar elsewhere. */
  kind: z.enum(["booking", "request", "hold", "time_off", "external"]),
  /** Of the booking, hold, time off or connected calendar. */
  id: Id,
  start: Instant,
  end: Instant,
  /** What it takes from the calendar, buffers included; null for jobs that are over. */
  claim: Period.nullable(),
  /** The note of time off, the name of a connected calendar. */
  title: z.string().nullable(),
  /** When a held time is free again. */
  expiresAt: Instant.nullable(),
  /** The session of a group class that a booking or a held seat is part of; all of its seats have the same claim. */
  session: z.object({ id: Id, taken: z.int(), capacity: z.int() }).nullable(),
  booking: Booking.nullable(),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** A provider's calendar between two moments. */
export const Agenda = z.object({
  timeZone: z.string(),
  now: Instant,
  stepMinutes: z.int(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  /** Days of the provider's zone, from midnight to midnight: an hour longer or shorter where clocks change. */
  days: z.array(Period.extend({ day: Day })),
  /** What clocks show: minutes to add to UTC from a moment on, by time. */
  clock: z.array(z.object({ since: Instant, offsetMinutes: z.int() })),
  /** Opening hours; jobs begin at `origin` and every step from there. */
  open: z.array(Period.extend({ origin: Instant })),
  /** By start. A booking is also here when only the time proposed for it lies between the moments. */
  items: z.array(AgendaItem),
});
export type Agenda = z.infer<typeof Agenda>;

export const PaymentStatus = z.enum([
  "requires_payment",
  "requires_action",
  /** The price will be held on a saved card later; for the booking this counts as paid. */
  "card_saved",
  "authorized",
  "captured",
  "released",
  "failed",
  "refunded",
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const PaymentHandle = z.object({
  status: PaymentStatus,
  /** What the card form does: `payment` holds the price on the card now, or charges the deposit; `setup` saves the card for later. */
  kind: z.enum(["payment", "setup"]),
  /** For the card form in the browser; only the customer who pays gets it. */
  clientSecret: z.string().nullable(),
  /** When the price, or what a deposit leaves of it, will be held on the saved card; null when it is held at once, or already. */
  authorizeAt: Instant.nullable(),
});
export type PaymentHandle = z.infer<typeof PaymentHandle>;

export const TimelineEntry = z.object({
  sequence: z.int(),
  action: z.union([BookingAction, z.literal("book")]),
  by: BookingParty,
  from: BookingStatus.nullable(),
  to: BookingStatus,
  at: Instant,
  /** The time that the entry is about: booked, moved to, or proposed. */
  start: Instant.nullable(),
  end: Instant.nullable(),
  reason: z.string().nullable(),
  /** SHA-256 over the previous hash and this entry, hex: the chain shows that nothing was changed later. */
  hash: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const CancellationQuote = z.object({
  keep: Money,
  refund: Money,
  keepPercent: z.int(),
  freeUntil: Instant.nullable(),
});
export type CancellationQuote = z.infer<typeof CancellationQuote>;

const ById = z.object({ id: Id });
const Reason = z.object({ id: Id, reason: Text(1000).optional() });
/** Names the time that was seen, so that nobody answers a proposal that was replaced meanwhile. */
const Answer = z.object({ id: Id, start: Instant });

export const bookingsContract = {
  ...scheduleContract,
  ...calendarsContract,
  createHold: oc
    .route({
      method: "POST",
      path: "/bookings/holds",
      successStatus: 201,
      tags: ["booking"],
      summary: "Hold a time for ten minutes; guests may",
      description:
        "Of a service with variants, `variantId` says which; without it the first counts. Of a group class a hold takes one seat; the others stay open.",
    })
    .input(
      z.object({
        serviceId: Id,
        variantId: Id.optional(),
        start: Instant,
        place: JobPlace.optional(),
      }),
    )
    .output(Hold),
  getHold: oc
    .route({
      method: "GET",
      path: "/bookings/holds/{id}",
      tags: ["booking"],
      summary: "One's own hold",
    })
    .input(ById)
    .output(Hold),
  renewHold: oc
    .route({
      method: "POST",
      path: "/bookings/holds/{id}/renew",
      tags: ["booking"],
      summary: "Keep a held time for ten minutes from now, once",
      description:
        "A booking that awaits payment and came of the hold is kept for as long. A second time is a `conflict`; when the time is over already it is `hold_expired`.",
    })
    .input(ById)
    .output(Hold),
  releaseHold: oc
    .route({
      method: "DELETE",
      path: "/bookings/holds/{id}",
      successStatus: 204,
      tags: ["booking"],
      summary: "Give a held time back",
    })
    .input(ById)
    .output(z.void()),
  applyCoupon: oc
    .route({
      method: "PUT",
      path: "/bookings/holds/{id}/coupon",
      tags: ["booking"],
      summary: "Take a coupon off the price of one's own held time; another one replaces it",
      description:
        "The use is kept for it as long as the time is. A code that cannot be used answers `coupon_refused` with its `reason`, and nothing changes.",
    })
    .input(z.object({ id: Id, code: CouponCode }))
    .output(Hold),
  removeCoupon: oc
    .route({
      method: "DELETE",
      path: "/bookings/holds/{id}/coupon",
      tags: ["booking"],
      summary: "Give the coupon of one's own held time back",
    })
    .input(ById)
    .output(Hold),
  createBooking: oc
    .route({
      method: "POST",
      path: "/bookings",
      successStatus: 201,
      tags: ["booking"],
      summary: "Turn a hold into a booking that awaits payment",
    })
    .input(z.object({ holdId: Id, address: Address.optional(), notes: Text(2000).optional() }))
    .output(Booking.extend({ payment: PaymentHandle })),
  listBookings: oc
    .route({
      method: "GET",
      path: "/bookings",
      tags: ["booking"],
      summary: "One's own bookings, by start",
    })
    .input(
      PageQuery.extend({
        as: z.enum(["customer", "provider"]).default("customer"),
        when: z
          .enum(["upcoming", "past"])
          .optional()
          .describe(
            "`upcoming` is what is still to happen, or going on; `past` also what came to nothing.",
          ),
        status: BookingStatus.optional(),
        from: Instant.optional(),
        to: Instant.optional(),
        order: z.enum(["asc", "desc"]).default("desc"),
      }),
    )
    .output(page(Booking)),
  getAgenda: oc
    .route({
      method: "GET",
      path: "/providers/{id}/agenda",
      tags: ["time"],
      summary:
        "One's own calendar: hours, bookings, held times, time off, busy time; at most 62 days",
      description:
        "`from` and `to` are days of the provider's zone (`to` is included) or instants (`to` is excluded).",
    })
    .input(SlotRange.omit({ timeZone: true }).extend({ id: Id }))
    .output(Agenda),
  getBooking: oc
    .route({ method: "GET", path: "/bookings/{id}", tags: ["booking"], summary: "One booking" })
    .input(ById)
    .output(Booking),
  getTimeline: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/timeline",
      tags: ["booking"],
      summary: "Everything that happened to a booking, hash-chained",
    })
    .input(ById)
    .output(z.object({ items: z.array(TimelineEntry) })),
  getCancellationQuote: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/cancellation-quote",
      tags: ["booking"],
      summary: "What canceling now would cost",
    })
    .input(ById)
    .output(CancellationQuote),
  acceptBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/accept",
      tags: ["booking"],
      summary: "Provider: accept a request",
    })
    .input(ById)
    .output(Booking),
  declineBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/decline",
      tags: ["booking"],
      summary: "Provider: decline a request",
    })
    .input(Reason)
    .output(Booking),
  cancelBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/cancel",
      tags: ["booking"],
      summary: "Cancel by the policy shown",
    })
    .input(Reason)
    .output(Booking),
  listNewTimes: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/new-times",
      tags: ["booking"],
      summary: "Open times that a booking can move to, at most 62 days",
    })
    .input(SlotRange.extend({ id: Id }))
    .output(OpenTimes),
  rescheduleBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/reschedule",
      tags: ["booking"],
      summary: "Move a booking at once, or propose a new time where the other side must agree",
      description:
        "A customer's booking moves at once while canceling it would be free (`reschedule` is among its `actions`). Otherwise, and always for the provider, the new time becomes a `proposal` that the other side answers.",
    })
    .input(Reason.extend({ start: Instant }))
    .output(Booking),
  acceptProposal: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/reschedule/accept",
      tags: ["booking"],
      summary: "Accept the proposed time; the booking moves to it",
    })
    .input(Answer)
    .output(Booking),
  declineProposal: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/reschedule/decline",
      tags: ["booking"],
      summary: "Decline the proposed time; the booking stays where it is",
    })
    .input(Answer.extend({ reason: Text(1000).optional() }))
    .output(Booking),
  withdrawProposal: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/reschedule/withdraw",
      tags: ["booking"],
      summary: "Take one's own proposal back",
    })
    .input(ById)
    .output(Booking),
  startBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/start",
      tags: ["booking"],
      summary: "Provider: start the job, from 30 minutes before",
    })
    .input(ById)
    .output(Booking),
  completeBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/complete",
      tags: ["booking"],
      summary: "Provider: the job is done",
    })
    .input(ById)
    .output(Booking),
  reportNoShow: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/no-show",
      tags: ["booking"],
      summary: "The other side was not there, from 15 minutes after the start",
      description:
        "An absent customer pays the whole price; when the provider was absent the customer pays nothing.",
    })
    .input(Reason.extend({ absent: z.enum(["customer", "provider"]) }))
    .output(Booking),
  listAllBookings: oc
    .route({
      method: "GET",
      path: "/admin/bookings",
      tags: ["operator"],
      summary: "All bookings, newest first",
    })
    .input(PageQuery.extend({ status: BookingStatus.optional() }))
    .output(page(Booking)),
};

/** The facts of a booking that payments, reviews and notifications work with. */
export const BookingRecord = Booking.omit({ actions: true, party: true }).extend({
  providerUserId: Id,
  completedAt: Instant.nullable(),
  /** What the price is made of; not there for bookings from before prices were kept in parts. */
  pricing: Pricing.optional(),
  /** How many steps the booking has gone through: what calendars call its sequence. */
  sequence: z.int(),
});
export type BookingRecord = z.infer<typeof BookingRecord>;

export const bookingsInternal = {
  getRecord: oc.input(ById).output(BookingRecord.nullable()),
  /** What happened to a booking, in order, with the hash chain; none when there is no such booking. */
  getRecordTimeline: oc.input(ById).output(z.object({ items: z.array(TimelineEntry) })),
  /** The bookings of a series, by their number; none when there is no such series. */
  getSeriesRecords: oc.input(ById).output(z.object({ items: z.array(BookingRecord) })),
  ...scheduleInternal,
  ...trackRecordsInternal,
};
