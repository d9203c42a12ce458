import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, Instant, Text, TimeOfDay, TimeZone } from "./common.ts";
import { BookingStatus } from "./lifecycle.ts";

/**
 * A time that can be booked. `day` is its calendar day in the zone that was asked for, else in the provider's; `spotsLeft` is how
 * many people can still book it, more than one of a group class only.
 */
export const Slot = z.object({ start: Instant, end: Instant, day: Day, spotsLeft: z.int() });
export type Slot = z.infer<typeof Slot>;

/** Furthest ahead that a time can be booked, whatever a provider asks for. */
export const HORIZON_DAYS_MAX = 365;

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
  /** A slot may begin every so many minutes. */
  stepMinutes: z.int().min(5).max(240),
  /** Counted from the start of each window (9:10, 9:40, …), or on the clock from midnight (9:30, 10:00, …). */
  slotAnchor: z.enum(["window", "clock"]).default("window"),
  bufferBeforeMinutes: z.int().min(0).max(240),
  bufferAfterMinutes: z.int().min(0).max(240),
  /** How long before its start a time can still be booked. */
  noticeMinutes: z.int().min(0).max(43_200),
  /** How far ahead a time can be booked. */
  horizonDays: z.int().min(1).max(HORIZON_DAYS_MAX),
  /** At most so many jobs begin on a day or in a week (from Monday) of the provider's zone; held times count. */
  dailyMax: z.int().min(1).max(100).nullable().default(null),
  weeklyMax: z.int().min(1).max(500).nullable().default(null),
  /** Between two jobs there is time for the way, at this speed; null: it is not counted. At the provider's own place it is none. */
  travelSpeedKmh: z.int().min(10).max(130).nullable().default(40),
});
export type ScheduleRules = z.infer<typeof ScheduleRules>;
export const Schedule = ScheduleRules.extend({ providerId: Id, timeOff: z.array(TimeOff) });
export type Schedule = z.infer<typeof Schedule>;

/** Coming bookings that opening hours leave outside; they stay as they are. The first hundred by start, and how many there are. */
export const OutsideBookings = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      id: Id,
      status: BookingStatus,
      customerName: z.string(),
      serviceName: z.string(),
      start: Instant,
      end: Instant,
    }),
  ),
});
export type OutsideBookings = z.infer<typeof OutsideBookings>;

/** Days (in `timeZone`, else in the provider's zone; `to` is included) or instants (`to` is excluded). */
export const SlotRange = z.object({
  from: z.union([Day, Instant]),
  to: z.union([Day, Instant]),
  timeZone: TimeZone.optional(),
});

export const OpenTimes = z.object({
  timeZone: z.string(),
  slots: z.array(Slot),
  /** With nothing open: the first day after `to` on which there is something. */
  nextFreeDay: Day.nullable(),
});
export type OpenTimes = z.infer<typeof OpenTimes>;

/** A time that the asking person or browser holds, and nobody else can have. */
export const HeldTime = z.object({
  holdId: Id,
  start: Instant,
  end: Instant,
  day: Day,
  expiresAt: Instant,
  /** By the server's clock. */
  expiresInSeconds: z.int(),
});
export type HeldTime = z.infer<typeof HeldTime>;

const ById = z.object({ id: Id });

/** When a provider is open, in quarter hours since 1970-01-01T00:00Z. */
export const OpenQuarters = z.object({
  providerId: Id,
  timeZone: TimeZone,
  /** That of the first bit. */
  fromQuarter: z.int(),
  /** Hexadecimal, a bit for each quarter; 1 is open. The last one stands for all time after it, of which no more is known. */
  bits: z.string().regex(/^[0-9a-f]+$/),
});
export type OpenQuarters = z.infer<typeof OpenQuarters>;

/** When a provider can be booked: open times, hours, time off. Part of the bookings service. */
export const scheduleContract = {
  listSlots: oc
    .route({
      method: "GET",
      path: "/providers/{id}/slots",
      tags: ["time"],
      summary: "Open times of a service, at most 62 days",
      description:
        "Of a service with variants, `variantId` says which; without it the first counts. A session of a group class is among them until its last seat is taken.",
    })
    .input(
      SlotRange.extend({
        id: Id,
        serviceId: Id,
        variantId: Id.optional(),
        /** Where a service at the customer's place is to be; the provider's own place when left out. */
        lat: z.coerce.number().min(-90).max(90).optional(),
        lng: z.coerce.number().min(-180).max(180).optional(),
      }).refine(({ lat, lng }) => (lat === undefined) === (lng === undefined), {
        path: ["lat"],
        message: "lat and lng go together",
      }),
    )
    .output(
      OpenTimes.extend({
        /** The last day that the provider's horizon lets be booked now; null while there are no hours. */
        bookableUntil: Day.nullable(),
        /** Times of the range that whoever asks holds for this service; always empty for those without account and cookie. */
        held: z.array(HeldTime),
      }),
    ),
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
      summary:
        "Replace opening hours and rules; existing bookings stay, and those outside of the new hours are listed",
    })
    .input(ScheduleRules.extend({ id: Id }))
    .output(Schedule.extend({ outside: OutsideBookings })),
  previewSchedule: oc
    .route({
      method: "POST",
      path: "/providers/{id}/schedule/preview",
      tags: ["time"],
      summary: "What customers would see with other hours, and which bookings would lie outside",
      description:
        "Saves nothing. Answers the open times of a service in the seven days from `from` (in the zone of the rules), next to what is booked already. Without `serviceId` there are none, and only the bookings outside are answered.",
    })
    .input(ScheduleRules.extend({ id: Id, from: Day, serviceId: Id.optional() }))
    .output(
      z.object({
        slots: z.array(Slot),
        /** The last day that the horizon lets be booked now. */
        bookableUntil: Day,
        outside: OutsideBookings,
      }),
    ),
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
};

/** A slot on its way to a service that shows it: how instants are written is checked where the answer leaves. */
const WrittenSlot = z.object({
  start: z.string(),
  end: z.string(),
  day: z.string(),
  spotsLeft: z.int(),
});

export const scheduleInternal = {
  /** The next open times of each provider for one service, in its shortest variant; providers without one get an empty list. */
  nextOpenTimes: oc
    .input(
      z.object({
        /** Services that are not instant need more notice, so that the provider can answer; taken for such when left out. */
        providers: z
          .array(
            z.object({
              providerId: Id,
              serviceId: Id,
              durationMinutes: z.int().min(1),
              isInstant: z.boolean().optional(),
              /** How many can book the same time: sessions of a group class that have a seat left are open. One when left out. */
              capacity: z.int().min(1).optional(),
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
        z.object({
          providerId: z.string(),
          serviceId: z.string(),
          timeZone: z.string(),
          slots: z.array(WrittenSlot),
        }),
      ),
    ),
  /**
   * The open quarter hours of each provider for the next 60 days, of those who have hours; the others are left out. A quarter is
   * open when any part of it is, so there may be too much in it (steps, notice, ways, limits) and never too little: where
   * `nextOpenTimes` finds a start, as many quarters as the job lasts are open from there on. Held times count as open, since they
   * lapse; so do sessions of a group class with a seat left.
   */
  openQuarters: oc
    .input(z.object({ providerIds: z.array(Id).max(100) }))
    .output(z.array(OpenQuarters)),
};
