import {
  BOOKING_TRANSITIONS,
  BookingAction,
  DISPUTE_HOURS,
  findTransition,
  type BookingParty,
  type BookingStatus,
} from "@loconomy/contracts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const START_EARLY_MS = 30 * MINUTE_MS;
const NO_SHOW_AFTER_START_MS = 15 * MINUTE_MS;
const ANSWER_MS = 24 * HOUR_MS;
const ANSWER_BEFORE_START_MS = 2 * HOUR_MS;
const COMPLETE_AFTER_END_MS = 24 * HOUR_MS;
const PROPOSAL_MS = 24 * HOUR_MS;
const DISPUTE_MS = DISPUTE_HOURS * HOUR_MS;
const REMIND_MS = 24 * HOUR_MS;
const REMIND_LATE_MS = 2 * HOUR_MS;
/** A request has to be answered two hours before its start, and the provider gets an hour to do so. */
const REQUEST_NOTICE_MINUTES = 180;

/** What is not done any more with a request whose time is over. */
const ENDS_WITH_REQUEST: ReadonlySet<BookingAction> = new Set([
  "accept",
  "decline",
  "reschedule",
  "propose",
  "accept_proposal",
  "decline_proposal",
  "withdraw_proposal",
]);

/** What the passing of time depends on; epoch milliseconds. */
export interface BookingTimes {
  start: number;
  end: number;
  /** When an unpaid booking or an unanswered request lapses. */
  expiresAt: number | null;
  /** Until when (inclusive) cancelling costs the customer nothing; null when it always costs something. */
  freeUntil: number | null;
  /** When it was completed, or somebody was said to be absent. */
  closedAt: number | null;
  dispute: { by: BookingParty; isAnswered: boolean } | null;
  /** The new time that waits for an answer. */
  proposal: { by: BookingParty; expiresAt: number } | null;
}

/** From when on somebody may take an action, as far as time is concerned; null: at any time. */
export const allowedFrom = (
  action: BookingAction,
  party: BookingParty,
  times: BookingTimes,
): number | null => {
  if (action === "start") return times.start - START_EARLY_MS;
  if (action === "complete") return party === "clock" ? completesAt(times.end) : times.start;
  if (action === "no_show") return times.start + NO_SHOW_AFTER_START_MS;
  if (action === "expire") return times.expiresAt;
  if (action === "lapse_proposal") return times.proposal?.expiresAt ?? null;
  return null;
};

/** Why a request cannot be answered, or the time of a booking not be changed, or talked about, like this. */
export type TimeRefusal =
  | "lapsed"
  | "begun"
  | "not_free"
  | "move_at_once"
  | "answer_first"
  | "nothing_open";

/**
 * What stands against an answer or a change of time, as far as the clock and an open proposal decide: a request that was not
 * answered in time is over though the clock may not have noted it yet, a change ends with the start, it is done at once only where
 * cancelling would be free and only proposed where it would not, and whoever is asked answers first.
 */
export const timeRefusal = (
  action: BookingAction,
  party: BookingParty,
  { start, expiresAt, freeUntil, proposal }: BookingTimes,
  now: number,
): TimeRefusal | null => {
  if (expiresAt !== null && now >= expiresAt && ENDS_WITH_REQUEST.has(action)) return "lapsed";
  const open = proposal && now < proposal.expiresAt ? proposal : null;
  const isFree = party === "customer" && freeUntil !== null && now <= freeUntil;
  if (action === "reschedule") return now >= start ? "begun" : isFree ? null : "not_free";
  if (action === "propose") {
    if (now >= start) return "begun";
    if (isFree) return "move_at_once";
    return open && open.by !== party ? "answer_first" : null;
  }
  if (action === "accept_proposal" || action === "decline_proposal")
    return open && open.by !== party ? null : "nothing_open";
  if (action === "withdraw_proposal") return open?.by === party ? null : "nothing_open";
  if (action === "lapse_proposal") return proposal ? null : "nothing_open";
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
    if (timeRefusal(action, party, times, now)) return false;
    if (disputeRefusal(action, party, times, now)) return false;
    return now >= (allowedFrom(action, party, times) ?? now);
  });
};

/** Why a booking cannot be disputed, or a dispute not be answered. */
export type DisputeRefusal = "disputed_before" | "too_late" | "own_dispute" | "answered_before";

/** What stands against a dispute, or an answer to it: each comes once, the answer from the other side, and a dispute in time. */
export const disputeRefusal = (
  action: BookingAction,
  party: BookingParty,
  { closedAt, dispute }: BookingTimes,
  now: number,
): DisputeRefusal | null => {
  if (action === "dispute") {
    if (dispute) return "disputed_before";
    return closedAt !== null && now < closedAt + DISPUTE_MS ? null : "too_late";
  }
  if (action !== "answer_dispute" || !dispute) return null;
  if (dispute.by === party) return "own_dispute";
  return dispute.isAnswered ? "answered_before" : null;
};

/** Whether a party ever takes an action, in whatever state. */
export const mayEver = (action: BookingAction, party: BookingParty): boolean =>
  BOOKING_TRANSITIONS.some(
    (transition) => transition.action === action && transition.by.includes(party),
  );

/** Whose an action is, those who mostly take it first. */
export const doersOf = (action: BookingAction): readonly BookingParty[] =>
  BOOKING_TRANSITIONS.find((transition) => transition.action === action)?.by ?? [];

/** When an unanswered request lapses: after a day, and two hours before the start at the latest; never in the past. */
export const answerDueAt = (createdAt: number, start: number, now: number): number =>
  Math.max(now, Math.min(createdAt + ANSWER_MS, start - ANSWER_BEFORE_START_MS));

/**
 * When a proposal made at `madeAt` lapses: after a day, or when the time it would replace or the new one begins. A request at the
 * new time would have to be answered two hours before that, so nobody agrees to it later.
 */
export const proposalLapsesAt = (
  status: BookingStatus,
  madeAt: number,
  start: number,
  proposedStart: number,
): number =>
  Math.min(
    madeAt + PROPOSAL_MS,
    start,
    status === "pending" ? proposedStart - ANSWER_BEFORE_START_MS : proposedStart,
  );

/** When the clock completes a job that nobody has closed. */
export const completesAt = (end: number): number => end + COMPLETE_AFTER_END_MS;

/** When to remind of a booking confirmed now: a day before, two hours before when that is too late, else never. */
export const remindAt = (start: number, now: number): number | null => {
  for (const lead of [REMIND_MS, REMIND_LATE_MS]) if (now < start - lead) return start - lead;
  return null;
};

/** From when on a reminder of a start is none too early. */
export const remindableFrom = (start: number): number => start - REMIND_MS;

/** Shortest time between booking and start, in minutes: what the provider asks for, and what answering a request takes. */
export const noticeFor = (noticeMinutes: number, isInstant: boolean): number =>
  isInstant ? noticeMinutes : Math.max(noticeMinutes, REQUEST_NOTICE_MINUTES);

/** How an action is put in a sentence about what somebody can do with `it`: "a booking", "this booking", "it". */
export const DEEDS: Record<BookingAction, (it: string) => string> = {
  pay: (it) => `pay for ${it}`,
  accept: (it) => `accept ${it}`,
  decline: (it) => `decline ${it}`,
  expire: (it) => `end ${it}`,
  cancel: (it) => `cancel ${it}`,
  reschedule: (it) => `move ${it}`,
  propose: (it) => `propose another time for ${it}`,
  accept_proposal: (it) => `accept a time proposed for ${it}`,
  decline_proposal: (it) => `decline a time proposed for ${it}`,
  withdraw_proposal: (it) => `take back a time proposed for ${it}`,
  lapse_proposal: (it) => `end a proposal for ${it}`,
  start: (it) => `start ${it}`,
  complete: (it) => `complete ${it}`,
  no_show: (it) => `say that nobody was there for ${it}`,
  dispute: (it) => `dispute ${it}`,
  answer_dispute: (it) => `answer a dispute of ${it}`,
  resolve: (it) => `resolve a dispute of ${it}`,
};

/** How a status is put in a sentence about a booking. */
export const STATUS_WORDS: Record<BookingStatus, string> = {
  awaiting_payment: "is waiting for payment",
  pending: "is waiting for the provider's answer",
  confirmed: "is confirmed",
  in_progress: "is in progress",
  completed: "is completed",
  no_show: "came to nothing because one side was absent",
  disputed: "is disputed",
  refunded: "was refunded",
  declined: "was declined",
  cancelled: "was canceled",
  expired: "has expired",
};
