import { z } from "zod";

const origins = z
  .string()
  .transform((list) => list.split(",").map((origin) => origin.trim()))
  .pipe(
    z.array(
      z
        .url({
          protocol: /^https?$/,
          error: "must be origins such as https://calendar.example.com",
        })
        .transform((url) => new URL(url).origin),
    ),
  );

/** What bookings reads from the environment. */
export const BookingsConfig = z.object({
  /** Where calendar links lead, and whose entries a calendar's UIDs name. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must look like https://example.com" })
    .transform((url) => new URL(url).origin),
  /** Signs calendar links. */
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
  /** Where calendars are read though it is inside one's own network or not encrypted. */
  CALENDAR_TRUSTED_ORIGINS: origins.default([]),
});
export type BookingsConfig = z.infer<typeof BookingsConfig>;
