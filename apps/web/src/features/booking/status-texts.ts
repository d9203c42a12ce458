import type { BookingStatus } from "@loconomy/contracts";

/** The states of a booking. */
export const statusTexts = {
  awaiting_payment: "Not paid yet",
  pending: "Waiting for an answer",
  confirmed: "Confirmed",
  in_progress: "In progress",
  completed: "Done",
  no_show: "No-show",
  disputed: "Disputed",
  refunded: "Refunded",
  declined: "Declined",
  cancelled: "Canceled",
  expired: "Expired",
} as const satisfies Record<BookingStatus, string>;
