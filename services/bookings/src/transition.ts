import {
  DISPUTE_HOURS,
  findTransition,
  type Actor,
  type BookingAction,
  type BookingParty,
  type BookingStatus,
  type ErrorCode,
} from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import { lockBooking, type BookingRow } from "./booking-store.ts";
import {
  allowedFrom,
  DEEDS,
  disputeRefusal,
  doersOf,
  mayEver,
  STATUS_WORDS,
  timeRefusal,
  type DisputeRefusal,
  type TimeRefusal,
} from "./lifecycle.ts";
import { move, type Disputed } from "./move.ts";
import { readerFor, requireParty } from "./policy.ts";
import { isUnpaidOfSeries, timesOf } from "./view.ts";

type Deps = Pick<ServiceDependencies, "db" | "clock">;

interface Order {
  bookingId: string;
  action: BookingAction;
  actor: Actor;
  reason?: string | null;
  /** Throws when what is asked for does not fit who asks. */
  check?: (party: BookingParty) => void;
  /** What the step makes of the dispute of a booking, and where it leads when the lifecycle knows several ways. */
  disputed?: (row: BookingRow, party: BookingParty, now: Date) => Disputed;
}

/**
 * Moves a booking on for a person: locks it, checks that they may do this in its state and at this time, and writes the change,
 * its timeline entry, its event and its later work in one transaction.
 * @throws not_found when it is not theirs, forbidden when the action is the other side's, invalid_transition in another state,
 * unprocessable when it is too early.
 */
export const transition = (
  deps: Deps,
  { bookingId, action, actor, reason = null, check, disputed }: Order,
): Promise<{ row: BookingRow; party: "customer" | "provider" | "admin" }> =>
  transaction(deps.db, readerFor(actor), async (tx) => {
    const { row, party } = requireParty(actor, await lockBooking(tx, bookingId));
    if (isUnpaidOfSeries(row))
      throw problem(
        "invalid_transition",
        "Its series is not paid yet: pay for the series, or cancel it as a whole.",
        { bookingStatus: row.status },
      );
    const now = deps.clock.now();
    const to = authorise(row, action, party, now);
    check?.(party);
    const step = { action, party, to, reason, now, ...disputed?.(row, party, now) };
    return { row: await move(tx, deps.clock, row, step), party };
  });

/**
 * The status that a party's action leads to now, or the refusal in words.
 * @throws forbidden, invalid_transition, unprocessable, conflict as `transition` does.
 */
export const authorise = (
  row: BookingRow,
  action: BookingAction,
  party: BookingParty,
  now: Date,
): BookingStatus => {
  const deed = DEEDS[action];
  if (!mayEver(action, party))
    throw problem(
      "forbidden",
      `Only the ${doersOf(action).join(" and the ")} can ${deed("a booking")}.`,
    );
  const found = findTransition(row.status, action, party);
  if (!found)
    throw problem(
      "invalid_transition",
      `This booking ${STATUS_WORDS[row.status]}, so you cannot ${deed("it")}.`,
      { bookingStatus: row.status },
    );
  const times = timesOf(row);
  const from = allowedFrom(action, party, times);
  if (from !== null && now.getTime() < from)
    throw problem(
      "unprocessable",
      `You can ${deed("this booking")} from ${inWords(from, row.timeZone)}.`,
      {
        allowedFrom: new Date(from).toISOString(),
      },
    );
  const refusal = timeRefusal(action, party, times, now.getTime());
  if (refusal) throw problem(...REFUSED[refusal], { bookingStatus: row.status });
  const stands = disputeRefusal(action, party, times, now.getTime());
  if (stands) throw problem(...REFUSED_DISPUTE[stands]);
  return found.to[0]!;
};

const REFUSED: Record<TimeRefusal, [code: ErrorCode, detail: string]> = {
  lapsed: ["invalid_transition", "This request was not answered in time; it has expired."],
  begun: ["unprocessable", "The time of this booking has come; it cannot move any more."],
  not_free: ["unprocessable", "Canceling is not free any more, so propose the new time."],
  move_at_once: ["unprocessable", "You need not propose: you can move this booking at once."],
  answer_first: [
    "conflict",
    "The other side has proposed a time. Accept or decline it before you propose another.",
  ],
  nothing_open: ["conflict", "There is no proposal to answer: it lapsed, or was taken back."],
};

const REFUSED_DISPUTE: Record<DisputeRefusal, [code: ErrorCode, detail: string]> = {
  disputed_before: ["conflict", "This booking was disputed before; that is decided once."],
  too_late: ["unprocessable", `A booking can be disputed for ${DISPUTE_HOURS} hours.`],
  own_dispute: ["forbidden", "The other side answers what you disputed."],
  answered_before: ["conflict", "You have answered already; now our team decides."],
};

const inWords = (moment: number, timeZone: string): string =>
  `${new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone }).format(moment)} (${timeZone})`;
