import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant } from "./common.ts";

export const notificationsInternal = {
  /** The mails about a booking that were sent, oldest first. */
  listSent: oc.input(z.object({ bookingId: Id })).output(
    z.object({
      items: z.array(z.object({ recipientId: Id, subject: z.string(), sentAt: Instant })),
    }),
  ),
};
