import { oc } from "@orpc/contract";
import { z } from "zod";
import { Address, Booking, CancellationQuote, PaymentHandle, PolicyTerms } from "./bookings.ts";
import { Day, Id, Instant, JobPlace, Money, Text } from "./common.ts";
import { Breakdown } from "./pricing.ts";
import { Slot } from "./schedule.ts";

export const OCCURRENCES_MIN = 2;
export const OCCURRENCES_MAX = 52;

/**
 * How a booking repeats, by the provider's clocks: the wall-clock time of the first stays over changes of the clocks.
 * `monthly` is by the day of the month of the first; a month without that day has its last day instead.
 */
export const SeriesRule = z
  .object({
    frequency: z.enum(["weekly", "monthly"]),
    /** Every so many weeks. */
    every: z.int().min(1).max(12).default(1),
    /** How many times, the first included; either this or `until`. */
    count: z.int().min(OCCURRENCES_MIN).max(OCCURRENCES_MAX).optional(),
    /** The last day, in the provider's zone, on which it may begin. */
    until: Day.optional(),
  })
  .refine(({ count, until }) => (count === undefined) !== (until === undefined), {
    path: ["count"],
    message: "give either count or until",
  })
  .refine(({ frequency, every }) => frequency === "weekly" || every === 1, {
    path: ["every"],
    message: "is for weeks only",
  });
export type SeriesRule = z.infer<typeof SeriesRule>;

/** The number of an occurrence by the rule; the first is 1. */
const Occurrence = z.int().min(1).max(OCCURRENCES_MAX);

/** What becomes of occurrences whose time cannot be had. */
const Choices = z.object({
  replacements: z
    .array(z.object({ occurrence: Occurrence, start: Instant }))
    .max(OCCURRENCES_MAX)
    .default([]),
  skip: z.array(Occurrence).max(OCCURRENCES_MAX).default([]),
});

const SeriesWish = Choices.extend({
  serviceId: Id,
  variantId: Id.optional(),
  start: Instant,
  rule: SeriesRule,
  place: JobPlace.optional(),
});

/** One date of a series before it is booked. */
export const PlannedOccurrence = z.object({
  occurrence: z.int(),
  start: Instant,
  end: Instant,
  /** By the provider's clocks. */
  day: Day,
  /** `taken`: somebody has it, or the provider has enough to do; `not_offered`: the provider's hours do not have it. */
  state: z.enum(["open", "taken", "not_offered", "left_out"]),
  /** Up to five open times near one that cannot be had, those of the same day first. */
  alternatives: z.array(Slot),
});
export type PlannedOccurrence = z.infer<typeof PlannedOccurrence>;

export const SeriesPlan = z.object({
  timeZone: z.string(),
  occurrences: z.array(PlannedOccurrence),
  /** Whether all that is not left out can be had now. */
  isOpen: z.boolean(),
  /** Of the first occurrence, and of all that are open; with tax. */
  price: Money,
  total: Money,
  /** Of the first; each occurrence has the same policy, counted from its own start. */
  policy: PolicyTerms,
});
export type SeriesPlan = z.infer<typeof SeriesPlan>;

export const SeriesHold = z.object({
  id: Id,
  providerId: Id,
  serviceId: Id,
  status: z.enum(["active", "used", "released", "expired"]),
  rule: SeriesRule,
  timeZone: z.string(),
  expiresAt: Instant,
  /** Seconds left by the server's clock. */
  expiresInSeconds: z.int(),
  /** In order, and numbered anew without those that were left out. */
  occurrences: z.array(z.object({ occurrence: z.int(), start: Instant, end: Instant })),
  /** Of the first, with tax. */
  price: Money,
  total: Money,
  /** What the total is made of. */
  breakdown: Breakdown,
  /** What of the price of the earliest is due at booking; null when nothing is. */
  deposit: Money.nullable(),
  policy: PolicyTerms,
});
export type SeriesHold = z.infer<typeof SeriesHold>;

/** Bookings of one series. */
export const Series = z.object({
  id: Id,
  rule: SeriesRule,
  timeZone: z.string(),
  /** Which side the asking person is on. */
  party: z.enum(["customer", "provider"]),
  /** What the asking person may do now with those bookings together that are still to come. */
  actions: z.array(z.enum(["pay", "accept", "decline", "cancel", "reschedule"])),
  /** By their number; each is a booking like any other. */
  bookings: z.array(Booking),
});
export type Series = z.infer<typeof Series>;

/** Where the bookings of a series would move to. */
export const SeriesMovePlan = z.object({
  timeZone: z.string(),
  /** Whether all that do not stay can be moved now. */
  isOpen: z.boolean(),
  /** Those that are still to come, from the first that was asked for. */
  occurrences: z.array(
    PlannedOccurrence.extend({
      bookingId: Id,
      previousStart: Instant,
      /** `fixed`: it cannot move at once any more, as canceling it would not be free. `left_out`: it stays where it is. */
      state: z.enum(["open", "taken", "not_offered", "fixed", "left_out"]),
    }),
  ),
});
export type SeriesMovePlan = z.infer<typeof SeriesMovePlan>;

export const SeriesCancellationQuote = z.object({
  /** Of all together. */
  keep: Money,
  refund: Money,
  items: z.array(
    CancellationQuote.pick({ keep: true, refund: true }).extend({
      bookingId: Id,
      occurrence: z.int(),
      start: Instant,
    }),
  ),
});
export type SeriesCancellationQuote = z.infer<typeof SeriesCancellationQuote>;

const ById = z.object({ id: Id });
/** This occurrence and those that follow it; the first stands for all. */
const From = z.coerce.number().int().min(1).max(OCCURRENCES_MAX).default(1);

const SeriesMove = Choices.extend({ id: Id, from: From, start: Instant });

/** Bookings that repeat. Part of the bookings service. */
export const seriesContract = {
  previewSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series/preview",
      tags: ["series"],
      summary: "The dates of a series, and what could be had instead of those that cannot",
    })
    .input(SeriesWish)
    .output(SeriesPlan),
  createSeriesHold: oc
    .route({
      method: "POST",
      path: "/bookings/series/holds",
      successStatus: 201,
      tags: ["series"],
      summary: "Hold all times of a series for ten minutes, or none; guests may",
      description:
        "When one of them cannot be had the answer is `slot_taken` or `slot_unavailable`, and `conflicts` lists each of them with its reason and up to five alternatives. Send it again with `replacements`, or with the occurrences to `skip`. A series that is still held makes way for the next one.",
    })
    .input(SeriesWish)
    .output(SeriesHold),
  getSeriesHold: oc
    .route({
      method: "GET",
      path: "/bookings/series/holds/{id}",
      tags: ["series"],
      summary: "One's own held series",
    })
    .input(ById)
    .output(SeriesHold),
  releaseSeriesHold: oc
    .route({
      method: "DELETE",
      path: "/bookings/series/holds/{id}",
      successStatus: 204,
      tags: ["series"],
      summary: "Give a held series back",
    })
    .input(ById)
    .output(z.void()),
  createSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series",
      successStatus: 201,
      tags: ["series"],
      summary: "Turn a held series into bookings that await one card",
    })
    .input(z.object({ holdId: Id, address: Address.optional(), notes: Text(2000).optional() }))
    .output(Series.extend({ payment: PaymentHandle })),
  getSeries: oc
    .route({
      method: "GET",
      path: "/bookings/series/{id}",
      tags: ["series"],
      summary: "A series with all its bookings",
    })
    .input(ById)
    .output(Series),
  acceptSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series/{id}/accept",
      tags: ["series"],
      summary: "Provider: accept all requests of a series",
    })
    .input(ById)
    .output(Series),
  declineSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series/{id}/decline",
      tags: ["series"],
      summary: "Provider: decline all requests of a series",
    })
    .input(ById.extend({ reason: Text(1000).optional() }))
    .output(Series),
  previewSeriesMove: oc
    .route({
      method: "POST",
      path: "/bookings/series/{id}/reschedule/preview",
      tags: ["series"],
      summary: "Customer: where an occurrence and all that follow would move to",
    })
    .input(SeriesMove)
    .output(SeriesMovePlan),
  rescheduleSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series/{id}/reschedule",
      tags: ["series"],
      summary: "Customer: move an occurrence and all that follow by as much, all or none",
      description:
        "`start` is the new start of the first of them that is still to come; the others move by as much on the provider's clocks. Dates that cannot be had are answered as for a new series, with the reason `fixed` for those that cannot move at once any more; those in `skip` stay where they are.",
    })
    .input(SeriesMove)
    .output(Series),
  getSeriesCancellationQuote: oc
    .route({
      method: "GET",
      path: "/bookings/series/{id}/cancellation-quote",
      tags: ["series"],
      summary: "What canceling an occurrence and all that follow would cost now",
    })
    .input(ById.extend({ from: From }))
    .output(SeriesCancellationQuote),
  cancelSeries: oc
    .route({
      method: "POST",
      path: "/bookings/series/{id}/cancel",
      tags: ["series"],
      summary: "Cancel an occurrence and all that follow, each by its policy",
    })
    .input(ById.extend({ from: From, reason: Text(1000).optional() }))
    .output(Series),
};
