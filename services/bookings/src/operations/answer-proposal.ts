import type { Actor, Booking, Proposal } from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import type { BookingRow } from "../booking-store.ts";
import { move } from "../move.ts";
import { claimAt, loadMoving, lockMoving, proposedTime, unlessTaken } from "../moving.ts";
import { readerFor } from "../policy.ts";
import { isOutOfReach, takeTime } from "../taking.ts";
import { authorise } from "../transition.ts";
import { toBooking } from "../view.ts";

/** Which proposal is answered: its start, as it was seen. */
interface Answer {
  id: string;
  start: string;
  reason?: string;
}

/**
 * Moves a booking to the time that the other side proposed. Nothing kept that time free meanwhile.
 * @throws slot_taken with other open times when somebody has it by now, conflict when it is not what is proposed any more.
 */
export const acceptProposal = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, start }: Answer,
): Promise<Booking> => {
  const moving = await loadMoving(deps, actor, id);
  return unlessTaken(deps, moving, Date.parse(start), () =>
    transaction(deps.db, readerFor(actor), async (tx) => {
      const { row, party, now } = await lockMoving(tx, deps.clock, actor, moving.row);
      const to = authorise(row, "accept_proposal", party, now);
      const time = proposedTime(requireSeen(row, start));
      const claim = claimAt(time, moving.schedule, now);
      // Who proposed the time as a customer had what was free then; the provider knows their own ways.
      if (row.proposal?.by === "customer" && (await isOutOfReach(tx, moving, row, claim)))
        return null;
      if (!(await takeTime(tx, moving, row, claim))) return null;
      const step = { action: "accept_proposal", party, to, time, reason: null, now } as const;
      return toBooking(await move(tx, deps.clock, row, step), party, now);
    }),
  );
};

/** Declines the other side's proposal: the booking stays where it is. */
export const declineProposal = (
  deps: ServiceDependencies,
  actor: Actor,
  answer: Answer,
): Promise<Booking> => endProposal(deps, actor, "decline_proposal", answer);

/** Takes one's own proposal back. */
export const withdrawProposal = (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Booking> => endProposal(deps, actor, "withdraw_proposal", { id });

const endProposal = async (
  deps: ServiceDependencies,
  actor: Actor,
  action: "decline_proposal" | "withdraw_proposal",
  { id, start, reason }: Partial<Answer> & { id: string },
): Promise<Booking> => {
  const moving = await loadMoving(deps, actor, id);
  return transaction(deps.db, readerFor(actor), async (tx) => {
    const { row, party, now } = await lockMoving(tx, deps.clock, actor, moving.row);
    const to = authorise(row, action, party, now);
    const time = proposedTime(requireSeen(row, start));
    const step = { action, party, to, time, reason: reason || null, now };
    return toBooking(await move(tx, deps.clock, row, step), party, now);
  });
};

const requireSeen = ({ proposal }: BookingRow, start: string | undefined): Proposal => {
  if (proposal && (start === undefined || Date.parse(start) === Date.parse(proposal.start)))
    return proposal;
  throw problem("conflict", "Another time is proposed by now. Look again before you answer.");
};
