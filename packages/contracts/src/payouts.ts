import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant } from "./common.ts";

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
};
