import { consumer, type Consumer } from "@loconomy/kit";
import type { Payments } from "./context.ts";
import { issuePapers } from "./operations/issue-papers.ts";
import { replan } from "./operations/replan.ts";
import { settleDispute } from "./operations/settle-dispute.ts";
import { settle } from "./operations/settle.ts";

/** What the life of a booking means for its money, and money for its papers. */
export const createConsumers = (payments: Payments): Consumer[] => [
  consumer("payments.capture", "booking.completed", ({ data }) =>
    settle(payments, data.bookingId, data.price.amount),
  ),
  consumer("payments.release-declined", "booking.declined", ({ data }) =>
    settle(payments, data.bookingId, 0),
  ),
  consumer("payments.release-expired", "booking.expired", ({ data }) =>
    settle(payments, data.bookingId, 0),
  ),
  consumer("payments.settle-cancelled", "booking.cancelled", ({ data }) =>
    settle(payments, data.bookingId, data.keep.amount),
  ),
  consumer("payments.settle-no-show", "booking.no_show", ({ data }) =>
    settle(payments, data.bookingId, data.absent === "customer" ? data.price.amount : 0),
  ),
  consumer("payments.settle-dispute", "booking.dispute_resolved", ({ data }) =>
    settleDispute(payments, data),
  ),
  consumer("payments.replan", "booking.rescheduled", ({ data }) =>
    replan(payments, data.bookingId),
  ),
  consumer("payments.release-late", "booking.paid_too_late", ({ data }) =>
    settle(payments, data.bookingId, 0),
  ),
  consumer("payments.issue-invoice", "payment.captured", async ({ data }) => {
    await issuePapers(payments, data.bookingId);
  }),
  consumer("payments.issue-credit-note", "payment.refunded", async ({ data }) => {
    await issuePapers(payments, data.bookingId);
  }),
];
