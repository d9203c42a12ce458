import { oc } from "@orpc/contract";
import { z } from "zod";
import { Booking } from "./bookings.ts";
import { DisputeReason } from "./dispute.ts";
import { Id, page, PageQuery, RequiredText } from "./common.ts";

const Words = RequiredText(2000);

export const disputesContract = {
  disputeBooking: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/dispute",
      tags: ["booking"],
      summary: "Say that something was wrong with a booking, within 48 hours, once",
      description:
        "The money waits until an operator has resolved it. The other side can answer once. It has nothing to do with a chargeback at the card network.",
    })
    .input(z.object({ id: Id, reason: DisputeReason, text: Words }))
    .output(Booking),
  answerDispute: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/dispute/answer",
      tags: ["booking"],
      summary: "The other side of a dispute: tell yours, once",
    })
    .input(z.object({ id: Id, text: Words }))
    .output(Booking),
  resolveDispute: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/dispute/resolve",
      tags: ["operator"],
      summary: "Operator: decide how much of what was charged goes back, in percent",
      description:
        "The rest is the provider's. A refund above `REFUND_FOUR_EYES_ABOVE` waits for another operator, and the provider's share with it. Where nothing was charged, 100 says that the provider was absent and 0 that they were not; what was released is not charged again.",
    })
    .input(z.object({ id: Id, refundPercent: z.int().min(0).max(100), note: Words }))
    .output(Booking),
  listDisputes: oc
    .route({
      method: "GET",
      path: "/admin/disputes",
      tags: ["operator"],
      summary: "Disputes that wait to be resolved, oldest first",
    })
    .input(PageQuery)
    .output(page(Booking)),
};
