import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, Instant, TimeOfDay } from "./common.ts";
import { PartOfDay } from "./search.ts";

/** What is wished for: a day in the provider's zone, and a part of it or wall-clock times; the whole day when neither is named. */
export const WaitlistWish = z.object({
  serviceId: Id,
  /** Of a service with variants; the first when left out. */
  variantId: Id.optional(),
  day: Day,
  /** By the provider's clocks: before noon, before five, after. */
  partOfDay: PartOfDay.optional(),
  /** A start from `from` on and before `to`. */
  from: TimeOfDay.optional(),
  to: TimeOfDay.optional(),
});
export type WaitlistWish = z.infer<typeof WaitlistWish>;

export const WaitlistEntry = z.object({
  id: Id,
  providerId: Id,
  providerName: z.string(),
  providerSlug: z.string(),
  serviceId: Id,
  variantId: Id.nullable(),
  serviceName: z.string(),
  day: Day,
  from: TimeOfDay,
  to: TimeOfDay,
  timeZone: z.string(),
  /** `ended`: the day has passed and nothing came of it. */
  state: z.enum(["waiting", "offered", "booked", "ended"]),
  /** The time that is kept for its owner, while it is. */
  offer: z
    .object({
      holdId: Id,
      start: Instant,
      end: Instant,
      expiresAt: Instant,
      /** By the server's clock. */
      expiresInSeconds: z.int(),
    })
    .nullable(),
  /** What came of the offer; it may still await payment. */
  bookingId: Id.nullable(),
  createdAt: Instant,
});
export type WaitlistEntry = z.infer<typeof WaitlistEntry>;

const ById = z.object({ id: Id });

/** Waiting for a time of a day that is full. Part of the bookings service. */
export const waitlistContract = {
  joinWaitlist: oc
    .route({
      method: "POST",
      path: "/waitlist",
      successStatus: 201,
      tags: ["waitlist"],
      summary: "Wait for a time on a day that is full",
      description:
        "When one frees, the first in line gets a hold on it, for two hours or until an hour before it begins, and a mail. When the hold ends unused, the next in line gets the time.",
    })
    .input(WaitlistWish)
    .output(WaitlistEntry),
  listWaitlist: oc
    .route({
      method: "GET",
      path: "/waitlist",
      tags: ["waitlist"],
      summary: "What one waits for, and what came of it in the last 30 days",
    })
    .output(z.object({ items: z.array(WaitlistEntry) })),
  leaveWaitlist: oc
    .route({
      method: "DELETE",
      path: "/waitlist/{id}",
      successStatus: 204,
      tags: ["waitlist"],
      summary: "Wait no longer; a time that was kept goes to the next in line",
    })
    .input(ById)
    .output(z.void()),
  listProviderWaitlist: oc
    .route({
      method: "GET",
      path: "/providers/{id}/waitlist",
      tags: ["waitlist"],
      summary: "Provider: what people wait for, first in line first",
    })
    .input(ById)
    .output(
      z.object({
        total: z.int(),
        /** The first hundred, without names: nobody has booked anything yet. */
        items: z.array(
          WaitlistEntry.pick({
            id: true,
            serviceId: true,
            serviceName: true,
            day: true,
            from: true,
            to: true,
            timeZone: true,
            state: true,
            createdAt: true,
          }),
        ),
      }),
    ),
};
