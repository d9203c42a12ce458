import type { BookingParty, BookingStatus } from "@loconomy/contracts";

/** So many answers say something about the next one. */
export const ANSWERS_MIN = 3;
export const ANSWERS_WINDOW_DAYS = 90;
/** What a request that nobody answered counts as: the longest that anybody could have waited. */
export const UNANSWERED_MINUTES = 24 * 60;
/** Long enough to be about the provider, short enough to live a bad month down. */
export const KEPT_WINDOW_DAYS = 365;

interface Step {
  from: BookingStatus;
  to: BookingStatus;
  by: BookingParty;
  /** Who was not there. */
  absent: "customer" | "provider" | null;
}

/**
 * Whether a step of a booking counts in its provider's track record: the answer to a request, a request that lapsed, an
 * accepted job done, disputed, called off by the provider or missed by them. Holding, paying and what customers do never count.
 */
export const countsInRecord = ({ from, to, by, absent }: Step): boolean =>
  (from === "pending" && (by === "provider" || to === "expired")) ||
  to === "completed" ||
  // What is disputed counts again when it is resolved, as what it is then.
  (from !== to && (from === "disputed" || to === "disputed")) ||
  absent === "provider" ||
  (to === "cancelled" && by === "provider");
