import {
  BOOKING_TRANSITIONS,
  BookingAction,
  findTransition,
  type BookingParty,
  type BookingStatus,
} from "@loconomy/contracts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const START_EARLY_MS = 30 * MINUTE_MS;
const ANSWER_MS = 24 * HOUR_MS;
const ANSWER_BEFORE_START_MS = 2 * HOUR_MS;
const COMPLETE_AFTER_END_MS = 24 * HOUR_MS;
const REMIND_MS = 24 * HOUR_MS;
const REMIND_LATE_MS = 2 * HOUR_MS;
/** A request has to be answered two hours before its start, and the provider gets an hour to do so. */
const REQUEST_NOTICE_MINUTES = 180;

/** What the passing of time depends on; epoch milliseconds. */
export interface BookingTimes {
  start: number;
  end: number;
  /** When an unpaid booking or an unanswered request lapses. */
  expiresAt: number | null;
}

/** From when on somebody may take an action, as far as time is concerned; null: at any time. */
export const allowedFrom = (
  action: BookingAction,
  party: BookingParty,
  times: BookingTimes,
): number | null => {
  if (action === "start") return times.start - START_EARLY_MS;
  if (action === "complete") return party === "clock" ? completesAt(times.end) : times.start;
  if (action === "expire") return times.expiresAt;
  return null;
};

/** What a party may do with a booking now. Paying is offered only while the time is still kept. */
export const availableActions = (
  status: BookingStatus,
  party: BookingParty,
  times: BookingTimes,
  now: number,
): BookingAction[] => {
  return BookingAction.options.filter((action) => {
    if (!findTransition(status, action, party)) return false;
    if (action === "pay") return times.expiresAt === null || now < times.expiresAt;
    return now >= (allowedFrom(action, party, times) ?? now);
  });
};

/** Whether a party ever takes an action, in whatever state. */
export const mayEver = (action: BookingAction, party: BookingParty): boolean =>
  BOOKING_TRANSITIONS.some(
    (transition) => transition.action === action && transition.by.includes(party),
  );

/** Who takes an action in the first place. */
export const doerOf = (action: BookingAction): BookingParty | undefined =>
  BOOKING_TRANSITIONS.find((transition) => transition.action === action)?.by[0];

/** When an unanswered request lapses: after a day, and two hours before the start at the latest; never in the past. */
export const answerDueAt = (createdAt: number, start: number, now: number): number =>
  Math.max(now, Math.min(createdAt + ANSWER_MS, start - ANSWER_BEFORE_START_MS));

/** When the clock completes a job that nobody has closed. */
export const completesAt = (end: number): number => end + COMPLETE_AFTER_END_MS;

/** When to remind of a booking confirmed now: a day before, two hours before when that is too late, else never. */
export const remindAt = (start: number, now: number): number | null => {
  for (const lead of [REMIND_MS, REMIND_LATE_MS]) if (now < start - lead) return start - lead;
  return null;
};

/** Shortest time between booking and start, in minutes: what the provider asks for, and what answering a request takes. */
export const noticeFor = (noticeMinutes: number, isInstant: boolean): number =>
  isInstant ? noticeMinutes : Math.max(noticeMinutes, REQUEST_NOTICE_MINUTES);

/** How a status is put in a sentence about a booking. */
export const STATUS_WORDS: Record<BookingStatus, string> = {
  awaiting_payment: "is waiting for payment",
  pending: "is waiting for the provider's answer",
  confirmed: "is confirmed",
  in_progress: "is in progress",
  completed: "is completed",
  declined: "was declined",
  cancelled: "was cancelled",
  expired: "has expired",
};
