import { oc } from "@orpc/contract";
import { z } from "zod";
import {
  Day,
  Id,
  Instant,
  Money,
  page,
  PageQuery,
  RequiredText,
  Text,
  TimeOfDay,
  TimeZone,
} from "./common.ts";
import { BookingAction, BookingParty, BookingStatus, CancellationPolicyName } from "./lifecycle.ts";
import { ServiceLocation } from "./providers.ts";

export const Slot = z.object({ start: Instant, end: Instant, spotsLeft: z.int() });
export type Slot = z.infer<typeof Slot>;

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const Weekday = z.int().min(1).max(7);

export const WeeklyWindow = z.object({ weekday: Weekday, start: TimeOfDay, end: TimeOfDay });
export type WeeklyWindow = z.infer<typeof WeeklyWindow>;

/** Other hours on one date; no windows means closed. */
export const ScheduleException = z.object({
  day: Day,
  windows: z.array(z.object({ start: TimeOfDay, end: TimeOfDay })).max(10),
});

export const TimeOff = z.object({
  id: Id,
  start: Instant,
  end: Instant,
  note: z.string().nullable(),
});

export const ScheduleRules = z.object({
  timeZone: TimeZone,
  weekly: z.array(WeeklyWindow).max(70),
  exceptions: z.array(ScheduleException).max(400),
  /** A slot may begin every so many minutes from the start of a window. */
  stepMinutes: z.int().min(5).max(240),
  bufferBeforeMinutes: z.int().min(0).max(240),
  bufferAfterMinutes: z.int().min(0).max(240),
  /** How long before its start a time can still be booked. */
  noticeMinutes: z.int().min(0).max(43_200),
  horizonDays: z.int().min(1).max(365),
});
export type ScheduleRules = z.infer<typeof ScheduleRules>;
export const Schedule = ScheduleRules.extend({ providerId: Id, timeOff: z.array(TimeOff) });
export type Schedule = z.infer<typeof Schedule>;

/** Bookable at most this far ahead: a card authorisation lives 7 days and must outlast the job by a day. */
export const BOOKABLE_DAYS_MAX = 5;
export const HOLD_MINUTES = 10;

/** `free until` and what a later cancellation costs, in the words the customer is shown. Shares are percent of the price kept. */
export const PolicyTerms = z.object({
  name: CancellationPolicyName,
  steps: z.array(z.object({ until: Instant, keepPercent: z.int().min(0).max(100) })),
});
export type PolicyTerms = z.infer<typeof PolicyTerms>;

export const Quote = z.object({
  lines: z.array(z.object({ label: z.string(), amount: Money })),
  total: Money,
  policy: PolicyTerms,
});
export type Quote = z.infer<typeof Quote>;

export const Hold = z.object({
  id: Id,
  providerId: Id,
  serviceId: Id,
  status: z.enum(["active", "used", "released", "expired"]),
  start: Instant,
  end: Instant,
  timeZone: z.string(),
  expiresAt: Instant,
  /** Seconds left by the server's clock, so that a wrong clock on the client does not matter. */
  expiresInSeconds: z.int(),
  quote: Quote,
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

export const Booking = z.object({
  id: Id,
  status: BookingStatus,
  customerId: Id,
  customerName: z.string(),
  providerId: Id,
  providerName: z.string(),
  providerSlug: z.string(),
  serviceId: Id,
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
  cancelledBy: BookingParty.nullable(),
  reason: z.string().nullable(),
  /** What the asking person may do now, by the lifecycle and the clock. */
  actions: z.array(BookingAction),
  /** Which side the asking person is on. */
  party: z.enum(["customer", "provider", "admin"]),
  createdAt: Instant,
});
export type Booking = z.infer<typeof Booking>;

export const PaymentHandle = z.object({
  status: z.enum([
    "requires_payment",
    "requires_action",
    "authorized",
    "captured",
    "released",
    "failed",
    "refunded",
  ]),
  /** For the card form in the browser; only the customer who pays gets it. */
  clientSecret: z.string().nullable(),
});
export type PaymentHandle = z.infer<typeof PaymentHandle>;

export const TimelineEntry = z.object({
  sequence: z.int(),
  action: z.union([BookingAction, z.literal("book")]),
  by: BookingParty,
  from: BookingStatus.nullable(),
  to: BookingStatus,
  at: Instant,
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

export const bookingsContract = {
  listSlots: oc
    .route({
      method: "GET",
      path: "/providers/{id}/slots",
      tags: ["time"],
      summary: "Open times of a service, at most 62 days",
    })
    .input(
      z.object({
        id: Id,
        serviceId: Id,
        from: z.union([Day, Instant]),
        to: z.union([Day, Instant]),
        timeZone: TimeZone.optional(),
      }),
    )
    .output(z.object({ timeZone: z.string(), slots: z.array(Slot), nextFreeDay: Day.nullable() })),
  getSchedule: oc
    .route({
      method: "GET",
      path: "/providers/{id}/schedule",
      tags: ["time"],
      summary: "One's own opening hours and rules",
    })
    .input(ById)
    .output(Schedule),
  putSchedule: oc
    .route({
      method: "PUT",
      path: "/providers/{id}/schedule",
      tags: ["time"],
      summary: "Replace opening hours and rules; existing bookings stay",
    })
    .input(ScheduleRules.extend({ id: Id }))
    .output(Schedule),
  createTimeOff: oc
    .route({
      method: "POST",
      path: "/providers/{id}/time-off",
      successStatus: 201,
      tags: ["time"],
      summary: "Take time off",
    })
    .input(z.object({ id: Id, start: Instant, end: Instant, note: Text(500).optional() }))
    .output(TimeOff),
  deleteTimeOff: oc
    .route({
      method: "DELETE",
      path: "/providers/{id}/time-off/{timeOffId}",
      successStatus: 204,
      tags: ["time"],
      summary: "Give time off back",
    })
    .input(z.object({ id: Id, timeOffId: Id }))
    .output(z.void()),
  createHold: oc
    .route({
      method: "POST",
      path: "/bookings/holds",
      successStatus: 201,
      tags: ["booking"],
      summary: "Hold a time for ten minutes; guests may",
    })
    .input(z.object({ serviceId: Id, start: Instant }))
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
        status: BookingStatus.optional(),
        from: Instant.optional(),
        to: Instant.optional(),
        order: z.enum(["asc", "desc"]).default("desc"),
      }),
    )
    .output(page(Booking)),
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
      summary: "What cancelling now would cost",
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
});
export type BookingRecord = z.infer<typeof BookingRecord>;

export const bookingsInternal = {
  getRecord: oc.input(ById).output(BookingRecord.nullable()),
  /** The next open times of each provider for its shortest active service; providers without one get an empty list. */
  nextOpenTimes: oc
    .input(
      z.object({
        /** Services that are not instant need more notice, so that the provider can answer; taken for such when left out. */
        providers: z
          .array(
            z.object({
              providerId: Id,
              serviceId: Id,
              durationMinutes: z.int(),
              isInstant: z.boolean().optional(),
            }),
          )
          .max(100),
        from: Instant,
        to: Instant,
        perProvider: z.int().min(1).max(10),
      }),
    )
    .output(
      z.array(
        z.object({ providerId: Id, serviceId: Id, timeZone: z.string(), slots: z.array(Slot) }),
      ),
    ),
};
