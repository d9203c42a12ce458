import { HORIZON_DAYS_MAX, type Actor, type Booking } from "@loconomy/contracts";
import { problem, transaction, type ServiceDependencies } from "@loconomy/kit";
import { isBusyElsewhere } from "../claim-store.ts";
import { findSeat, ownClaim } from "../class-store.ts";
import { noticeFor } from "../lifecycle.ts";
import { move } from "../move.ts";
import { actionFor, claimAt, loadMoving, lockMoving, unlessTaken } from "../moving.ts";
import { alternativesTo, isOffered, type Moving } from "../new-times.ts";
import { isFull } from "../open-times.ts";
import { readerFor } from "../policy.ts";
import { isJoining, isOutOfReach, isTimeTaken, takeTime } from "../taking.ts";
import { authorise } from "../transition.ts";
import { toBooking } from "../view.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Gives a booking another time: at once for its customer while cancelling would be free, else as a proposal to the other side.
 * A customer chooses among the open times, a provider is free to propose any time.
 * @throws slot_unavailable when it is not offered, or too soon for a request to be answered, slot_taken when somebody has it; both
 * with other open times. conflict while a proposal of the other side waits for an answer, unprocessable when the time of the
 * booking has come.
 */
export const rescheduleBooking = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, start, reason }: { id: string; start: string; reason?: string },
): Promise<Booking> => {
  const { party, ...moving } = await loadMoving(deps, actor, id);
  const wished = Date.parse(start);
  authorise(moving.row, actionFor(moving.row, party, moving.now), party, new Date(moving.now));
  await requireOpen(deps, moving, party, wished);
  return unlessTaken(deps, moving, wished, () =>
    transaction(deps.db, readerFor(actor), async (tx) => {
      const { row, now } = await lockMoving(tx, deps.clock, actor, moving.row);
      const action = actionFor(row, party, now.getTime());
      const to = authorise(row, action, party, now);
      if (wished === row.start.getTime())
        throw problem("unprocessable", "The booking is at this time already.");
      const time = {
        start: new Date(wished),
        end: new Date(wished + row.durationMinutes * MINUTE_MS),
      };
      const claim = claimAt(time, moving.schedule, now);
      // What a provider's other calendars, limits and ways say binds the customer; the provider knows it.
      if (party === "customer" && !(await isJoining(tx, moving, claim))) {
        if (await isBusyElsewhere(tx, claim)) return null;
        if (await isOutOfReach(tx, moving, row, claim)) return null;
        const exceptId = ownClaim(row.holdId, (await findSeat(tx, row.holdId, now)) ?? null);
        if (await isFull(tx, moving.schedule, { start: wished, now, exceptId })) return null;
      }
      const isGone =
        action === "reschedule"
          ? !(await takeTime(tx, moving, row, claim))
          : await isTimeTaken(tx, moving, row, claim);
      if (isGone) return null;
      const step = { action, party, to, time, reason: reason || null, now };
      return toBooking(await move(tx, deps.clock, row, step), party, now);
    }),
  );
};

const requireOpen = async (
  { db }: ServiceDependencies,
  moving: Moving,
  party: Booking["party"],
  start: number,
): Promise<void> => {
  const refuse = async (detail: string): Promise<never> => {
    throw problem("slot_unavailable", detail, {
      alternatives: await alternativesTo(db, moving, start),
    });
  };
  if (start % MINUTE_MS !== 0) await refuse("A booking begins on a full minute.");
  if (start <= moving.now) await refuse("This time is over.");
  if (start > moving.now + HORIZON_DAYS_MAX * DAY_MS)
    await refuse(`A time can be at most ${HORIZON_DAYS_MAX} days ahead.`);
  if (moving.row.status === "pending" && start < moving.now + noticeFor(0, false) * MINUTE_MS)
    await refuse(
      "A request takes time to be answered: it can begin in three hours at the soonest.",
    );
  if (party === "customer" && !isOffered(moving, start))
    await refuse("The provider does not offer this time.");
};
