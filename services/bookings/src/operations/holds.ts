import type { Actor, Hold } from "@loconomy/contracts";
import { problem, system, transaction, type ServiceDependencies } from "@loconomy/kit";
import { giveCouponBack } from "../give-coupon-back.ts";
import { findHold, ownerOf, releaseHold as release } from "../hold-store.ts";
import { toHold } from "../view.ts";
import { serveSoon } from "./serve-waitlist.ts";

const unknown = () => problem("not_found", "There is no such hold of yours.");

/** One's own hold. */
export const getHold = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Hold> => {
  const hold = await findHold(db, id, ownerOf(actor));
  if (!hold) throw unknown();
  return toHold(hold, clock.now());
};

/** Gives a held time back; again is fine, after booking it is not. */
export const releaseHold = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<void> => {
  // In the system's name, which sees who else waits for the time; the hold is its owner's by the statement itself.
  const outcome = await transaction(deps.db, system("bookings"), async (tx) => {
    const released = await release(tx, id, ownerOf(actor));
    if (released?.isReleased) await serveSoon(tx, [released.providerId]);
    return released;
  });
  if (!outcome) throw unknown();
  const wasUsed = outcome.before === "used" || (outcome.before === "active" && !outcome.isReleased);
  if (wasUsed)
    throw problem("conflict", "This hold is a booking already. Cancel the booking instead.");
  if (outcome.isReleased && outcome.redemptionId)
    await giveCouponBack(deps, id, outcome.redemptionId);
};
