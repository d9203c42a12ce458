import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, Money, RequiredText } from "./common.ts";

/** For so many days after a booking was completed its customer can tip the provider. */
export const TIP_DAYS = 30;

export const TipStatus = z.enum([
  "requires_payment",
  "requires_action",
  "failed",
  "paid",
  /** An operator gave all of it back. */
  "refunded",
]);
export type TipStatus = z.infer<typeof TipStatus>;

/** What a customer gave, or is about to give, for a booking; a provider sees it when it is paid. */
export const Tip = z.object({
  amount: Money,
  status: TipStatus,
  /** For the card form, where the saved card did not pay; only the customer gets it, and only while there is something to pay. */
  clientSecret: z.string().nullable(),
  /** Why the last attempt failed; null when it did not. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  paidAt: Instant.nullable(),
});
export type Tip = z.infer<typeof Tip>;

export const Tipping = z.object({
  tip: Tip.nullable(),
  /** What the asking customer can give now; null when nothing can be given. */
  offer: z
    .object({
      suggestions: z.array(z.object({ percent: z.int(), amount: Money })),
      least: Money,
      most: Money,
      until: Instant,
      /** The saved card that pays; null: the card form asks for one. */
      card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    })
    .nullable(),
  publishableKey: z.string(),
  isSandbox: z.boolean(),
});
export type Tipping = z.infer<typeof Tipping>;

export const tipsContract = {
  getTip: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/tip",
      tags: ["money"],
      summary: "The tip of a booking, or what its customer can give",
    })
    .input(z.object({ id: Id }))
    .output(Tipping),
  giveTip: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/tip",
      successStatus: 201,
      tags: ["money"],
      summary: "Customer: tip the provider of a completed booking, once, within 30 days",
      description:
        "The saved card pays at once. Where there is none, or it is declined, or its bank wants to see its owner, the answer has the secret for the card form. The same amount again answers the tip that is there; another amount replaces a tip that is not paid.",
    })
    .input(
      z.object({
        id: Id,
        amount: Money.extend({
          amount: z.int().min(1, "must be above zero").max(99_999_999, "is too much"),
        }),
      }),
    )
    .output(Tipping),
  refundTip: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/tip/refund",
      successStatus: 201,
      tags: ["money"],
      summary: "Operator: give a tip back, all of it",
    })
    .input(z.object({ id: Id, reason: RequiredText(1000) }))
    .output(Tipping),
};
