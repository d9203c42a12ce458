import { findTransition, type BookingStatus, type Proposal } from "@loconomy/contracts";
import { proposalLapsesAt } from "./lifecycle.ts";
import type { TimelineFact } from "./timeline.ts";

/** What a timeline says of a booking. Times are RFC 3339, UTC, milliseconds. */
export interface BookingState {
  status: BookingStatus;
  /** Null only where the first entry was written before entries carried times, until the booking moved. */
  start: string | null;
  end: string | null;
  /** Proposed and not answered. What was written with it is not part of the state. */
  proposal: Omit<Proposal, "reason"> | null;
}

/** The facts of an entry that its booking's state depends on. */
export type Entry = Pick<
  TimelineFact,
  "sequence" | "action" | "by" | "from" | "to" | "at" | "start" | "end"
>;

/**
 * The state that a timeline leads to; null before the first entry.
 * @throws Error when an entry is not a step of the lifecycle from where the one before it ended.
 */
export const replay = (entries: readonly Entry[]): BookingState | null => {
  let state: BookingState | null = null;
  for (const entry of entries) state = afterEntry(state, entry);
  return state;
};

/** What one entry makes of a booking. Writing a step goes by this too, so that a row is what its timeline says. */
export const afterEntry = (before: BookingState | null, entry: Entry): BookingState => {
  const { action, by, from, to, start, end } = entry;
  if (action === "book") {
    require(before === null && from === null && to === "awaiting_payment", entry, before);
    return { status: to, start, end, proposal: null };
  }
  require(before !== null && from === before.status, entry, before);
  require(findTransition(before.status, action, by)?.to.includes(to) ?? false, entry, before);
  const state = { ...before, status: to };
  const proposal = before.proposal;
  switch (action) {
    case "reschedule":
      require(start !== null, entry, before);
      return { ...state, start, end, proposal: null };
    case "propose":
      require(start !== null && end !== null && (proposal?.by ?? by) === by, entry, before);
      return { ...state, proposal: proposalOf(before, { ...entry, start, end }) };
    case "accept_proposal":
      require(isAbout(proposal, entry) && proposal.by !== by, entry, before);
      return { ...state, start: proposal.start, end: proposal.end, proposal: null };
    case "decline_proposal":
      require(isAbout(proposal, entry) && proposal.by !== by, entry, before);
      return { ...state, proposal: null };
    case "withdraw_proposal":
      require(isAbout(proposal, entry) && proposal.by === by, entry, before);
      return { ...state, proposal: null };
    case "lapse_proposal":
      require(isAbout(proposal, entry), entry, before);
      return { ...state, proposal: null };
    default:
      return { ...state, proposal: to === "pending" || to === "confirmed" ? proposal : null };
  }
};

const proposalOf = (
  before: BookingState,
  { by, at, start, end }: Entry & { start: string; end: string },
): NonNullable<BookingState["proposal"]> => {
  const proposedStart = Date.parse(start);
  const oldStart = before.start === null ? proposedStart : Date.parse(before.start);
  return {
    by: by as Proposal["by"],
    start,
    end,
    expiresAt: new Date(
      proposalLapsesAt(before.status, Date.parse(at), oldStart, proposedStart),
    ).toISOString(),
  };
};

const isAbout = (
  proposal: BookingState["proposal"],
  { start, end }: Entry,
): proposal is NonNullable<BookingState["proposal"]> =>
  proposal !== null && proposal.start === start && proposal.end === end;

// A declaration, because only such a one can narrow what comes after it.
function require(
  condition: boolean,
  { sequence, action, by }: Entry,
  before: BookingState | null,
): asserts condition {
  if (!condition)
    throw new Error(
      `Entry ${sequence} (${action} by ${by}) does not follow from ${before?.status ?? "nothing"}.`,
    );
}
