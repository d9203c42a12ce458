import { z } from "zod";
import type { Money } from "./common.ts";
import { leastCharge } from "./least-charge.ts";

/** What is due when a service is booked: whole percent of the total, or an amount in minor units of the provider's currency. */
export const DepositTerms = z.union([
  z.strictObject({
    percent: z.int().min(1, "must be above zero").max(100, "must be at most 100 %"),
  }),
  z.strictObject({
    amount: z.int().min(100, "must be at least 1.00").max(10_000_000, "is too much"),
  }),
]);
export type DepositTerms = z.infer<typeof DepositTerms>;

/**
 * The deposit for a total, in its minor units; a percentage is rounded half up. It is never more than the total, nor less than
 * can be charged, and leaves nothing that could not be charged: then it is the whole.
 */
export const depositOf = (terms: DepositTerms, { amount: total, currency }: Money): number => {
  const least = leastCharge(currency);
  const wanted = "percent" in terms ? Math.round((total * terms.percent) / 100) : terms.amount;
  const deposit = Math.max(wanted, least);
  return total - deposit < least ? total : deposit;
};
