import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id } from "./common.ts";

/** How a provider answered and kept its word, counted from what happened to its bookings. */
export const TrackRecord = z.object({
  providerId: Id,
  /**
   * Median minutes from a paid request, or a customer's message, to the provider's first answer, of the last 90 days; null while there
   * were fewer than three.
   */
  responseMinutes: z.int().min(0).nullable(),
  /** Accepted jobs of the last year that were done, and those that the provider called off or did not come to. */
  keptCount: z.int().min(0),
  brokenCount: z.int().min(0),
});
export type TrackRecord = z.infer<typeof TrackRecord>;

export const trackRecordsInternal = {
  /** One for each provider asked for, also for those without bookings. */
  listTrackRecords: oc
    .input(z.object({ providerIds: z.array(Id).max(100) }))
    .output(z.array(TrackRecord)),
};
