import { oc } from "@orpc/contract";
import { z } from "zod";
import { Day, Id, Instant, Money, page, PageQuery } from "./common.ts";

/**
 * How far a provider's account at Stripe is: `none` yet; `open`: made, but nothing was handed in; `in_review`: Stripe looks at
 * it; `action_needed`: Stripe wants to know more; `complete`; `refused` for good.
 */
export const PayoutAccountStatus = z.enum([
  "none",
  "open",
  "in_review",
  "action_needed",
  "complete",
  "refused",
]);
export type PayoutAccountStatus = z.infer<typeof PayoutAccountStatus>;

export const PayoutAccount = z.object({
  status: PayoutAccountStatus,
  /** Money of bookings can go there. Without it nobody can book. */
  canTakeMoney: z.boolean(),
  /** Money there goes on to the provider's bank. */
  canPayOut: z.boolean(),
  /** Stripe's names of what it wants to know, such as `individual.verification.document`. */
  wanted: z.array(z.string()),
  /** Until when; null when no day is set. */
  dueAt: Instant.nullable(),
  isSandbox: z.boolean(),
});
export type PayoutAccount = z.infer<typeof PayoutAccount>;

/** When money is paid out: at the beginning of the day in UTC; of a month that is shorter, on its last day. */
export const PayoutSchedule = z.discriminatedUnion("interval", [
  z.object({ interval: z.literal("daily") }),
  /** Monday is 1, Friday 5: banks do not work at the weekend. */
  z.object({ interval: z.literal("weekly"), weekday: z.int().min(1).max(5) }),
  z.object({ interval: z.literal("monthly"), dayOfMonth: z.int().min(1).max(31) }),
]);
export type PayoutSchedule = z.infer<typeof PayoutSchedule>;

export const PayoutStatus = z.enum(["on_its_way", "paid", "failed", "canceled"]);
export type PayoutStatus = z.infer<typeof PayoutStatus>;

export const Payout = z.object({
  /** Stripe's. */
  id: z.string(),
  amount: Money,
  status: PayoutStatus,
  arrivesAt: Instant,
  /** Why it came back, in Stripe's words; null when it did not. */
  failure: z.string().nullable(),
  createdAt: Instant,
});
export type Payout = z.infer<typeof Payout>;

/** Where a provider's money of one currency is. */
export const ProviderMoney = z.object({
  /** Theirs, and not sent to their account yet; negative when they owe, after refunds of what was paid out. */
  owed: Money,
  /** In their account at Stripe, whether it can be paid out yet or not; null when Stripe did not say. */
  atStripe: Money.nullable(),
  onItsWay: Money,
  paid: Money,
});
export type ProviderMoney = z.infer<typeof ProviderMoney>;

/** Where a provider's money goes. */
export const payoutsContract = {
  getPayoutAccount: oc
    .route({
      method: "GET",
      path: "/providers/{id}/payout-account",
      tags: ["money"],
      summary: "The account for a provider's money, checked with Stripe until it is complete",
    })
    .input(z.object({ id: Id }))
    .output(PayoutAccount),
  openPayoutAccount: oc
    .route({
      method: "POST",
      path: "/providers/{id}/payout-account",
      successStatus: 201,
      tags: ["money"],
      summary:
        "A link to Stripe's pages, where the provider says who they are; makes the account when there is none",
    })
    .input(z.object({ id: Id }))
    .output(
      z.object({
        /** Opens once, and soon no more. */
        url: z.string(),
        expiresAt: Instant,
      }),
    ),
  listPayouts: oc
    .route({
      method: "GET",
      path: "/providers/{id}/payouts",
      tags: ["money"],
      summary: "A provider's payouts, newest first, and where their money is now",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(
      page(Payout).extend({
        money: z.array(ProviderMoney),
        /** Null while there is no account, or when it is paid out by hand. */
        schedule: PayoutSchedule.nullable(),
        /** In UTC; null when none is planned. */
        nextPayoutOn: Day.nullable(),
      }),
    ),
  setPayoutSchedule: oc
    .route({
      method: "PUT",
      path: "/providers/{id}/payout-schedule",
      tags: ["money"],
      summary: "Choose when money is paid out",
    })
    .input(z.object({ id: Id, schedule: PayoutSchedule }))
    .output(z.object({ schedule: PayoutSchedule.nullable() })),
};
