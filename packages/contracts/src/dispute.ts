import { z } from "zod";
import { Instant } from "./common.ts";

/** For so long after a booking was completed, or came to nothing because one side was absent, either side can dispute it. */
export const DISPUTE_HOURS = 48;

export const DisputeReason = z.enum([
  "not_done",
  "not_as_agreed",
  "damage",
  "behaviour",
  /** The side that was said to be absent was there. */
  "was_there",
  "other",
]);
export type DisputeReason = z.infer<typeof DisputeReason>;

/** What the two sides of a booking disagree about. */
export const Dispute = z.object({
  by: z.enum(["customer", "provider"]),
  reason: DisputeReason,
  text: z.string(),
  openedAt: Instant,
  answer: z.object({ text: z.string(), at: Instant }).nullable(),
  /** Of what was charged, so much goes back. */
  resolution: z.object({ refundPercent: z.int(), note: z.string(), at: Instant }).nullable(),
});
export type Dispute = z.infer<typeof Dispute>;
