import { z } from "zod";

/** What bookings reads from the environment. */
export const BookingsConfig = z.object({
  /** Where calendar links lead, and whose entries a calendar's UIDs name. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must look like https://example.com" })
    .transform((url) => new URL(url).origin),
  /** Signs calendar links. */
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
});
export type BookingsConfig = z.infer<typeof BookingsConfig>;
