import { z } from "zod";

export const BookingStatus = z.enum([
  "awaiting_payment",
  "pending",
  "confirmed",
  "in_progress",
  "completed",
  "no_show",
  "disputed",
  "refunded",
  "declined",
  "cancelled",
  "expired",
]);
export type BookingStatus = z.infer<typeof BookingStatus>;

export const BookingAction = z.enum([
  "pay",
  "accept",
  "decline",
  "expire",
  "cancel",
  "reschedule",
  "propose",
  "accept_proposal",
  "decline_proposal",
  "withdraw_proposal",
  "lapse_proposal",
  "start",
  "complete",
  "no_show",
  "dispute",
  "answer_dispute",
  "resolve",
]);
export type BookingAction = z.infer<typeof BookingAction>;

/** Which side of a booking somebody is on; `clock` is the passing of time. */
export const BookingParty = z.enum(["customer", "provider", "admin", "clock"]);
export type BookingParty = z.infer<typeof BookingParty>;

export interface Transition {
  from: readonly BookingStatus[];
  action: BookingAction;
  by: readonly BookingParty[];
  /** Several targets where a fact decides: `pay` confirms an instant service and asks the provider otherwise. */
  to: readonly BookingStatus[];
}

/** A change of time, or talk of one, leaves the status as it is. */
const staying = (action: BookingAction, by: readonly BookingParty[]): Transition[] =>
  (["pending", "confirmed"] as const).map((status) => ({
    from: [status],
    action,
    by,
    to: [status],
  }));

/**
 * The booking lifecycle, whole. The server enforces it and pages read it to decide which buttons to show;
 * no transition exists anywhere else. Guards that depend on time (start from 30 minutes before, …) live with the bookings service.
 */
export const BOOKING_TRANSITIONS: readonly Transition[] = [
  { from: ["awaiting_payment"], action: "pay", by: ["customer"], to: ["pending", "confirmed"] },
  { from: ["awaiting_payment"], action: "expire", by: ["clock"], to: ["expired"] },
  { from: ["awaiting_payment"], action: "cancel", by: ["customer"], to: ["cancelled"] },
  { from: ["pending"], action: "accept", by: ["provider"], to: ["confirmed"] },
  { from: ["pending"], action: "decline", by: ["provider"], to: ["declined"] },
  { from: ["pending"], action: "expire", by: ["clock"], to: ["expired"] },
  {
    from: ["pending", "confirmed"],
    action: "cancel",
    // The clock: when the saved card failed and no other one paid.
    by: ["customer", "provider", "admin", "clock"],
    to: ["cancelled"],
  },
  // At once while cancelling would be free; later the customer too proposes, and the other side answers.
  ...staying("reschedule", ["customer"]),
  ...staying("propose", ["customer", "provider"]),
  ...staying("accept_proposal", ["customer", "provider"]),
  ...staying("decline_proposal", ["customer", "provider"]),
  ...staying("withdraw_proposal", ["customer", "provider"]),
  ...staying("lapse_proposal", ["clock"]),
  { from: ["confirmed"], action: "start", by: ["provider"], to: ["in_progress"] },
  {
    from: ["confirmed", "in_progress"],
    action: "complete",
    by: ["provider", "clock"],
    to: ["completed"],
  },
  // Each side can only say that the other was not there.
  { from: ["confirmed"], action: "no_show", by: ["provider", "customer"], to: ["no_show"] },
  // Between the two sides of a booking; a chargeback at the card network is another thing.
  {
    from: ["completed", "no_show"],
    action: "dispute",
    by: ["customer", "provider"],
    to: ["disputed"],
  },
  {
    from: ["disputed"],
    action: "answer_dispute",
    by: ["customer", "provider"],
    to: ["disputed"],
  },
  // As it was before, unless all goes back, or nobody was absent after all.
  {
    from: ["disputed"],
    action: "resolve",
    by: ["admin"],
    to: ["completed", "no_show", "refunded"],
  },
];

/** The transition that `party` may make with `action` from `from`, or undefined. */
export const findTransition = (
  from: BookingStatus,
  action: BookingAction,
  party: BookingParty,
): Transition | undefined =>
  BOOKING_TRANSITIONS.find(
    (t) => t.action === action && t.from.includes(from) && t.by.includes(party),
  );

/** Statuses whose time is claimed in the provider's calendar. */
export const CLAIMING_STATUSES: readonly BookingStatus[] = [
  "awaiting_payment",
  "pending",
  "confirmed",
  "in_progress",
];

export const CancellationPolicyName = z.enum(["flexible", "moderate", "strict"]);
export type CancellationPolicyName = z.infer<typeof CancellationPolicyName>;
