import type { Actor, ErrorCode, Hold } from "@loconomy/contracts";
import { enqueue, problem, transaction, type ServiceDependencies, type Tx } from "@loconomy/kit";
import { lockBooking } from "../booking-store.ts";
import { extendHold, lockHold, ownerOf, type HoldRow } from "../hold-store.ts";
import { renewalRefusal, renewedUntil, type RenewalRefusal } from "../renewal.ts";
import { toHold } from "../view.ts";

const EXPIRE_UNPAID = "bookings.expire-unpaid";

/**
 * Keeps a held time for ten minutes from now, once; a booking that awaits payment because of it is kept along.
 * @throws not_found, hold_expired when it is over, conflict when it was renewed before, lasts that long anyway, or is paid for.
 */
export const renewHold = (
  { db, clock }: Pick<ServiceDependencies, "db" | "clock">,
  actor: Actor,
  { id }: { id: string },
): Promise<Hold> =>
  transaction(db, actor, async (tx) => {
    const hold = await lockHold(tx, id, ownerOf(actor));
    if (!hold) throw problem("not_found", "There is no such hold of yours.");
    // Payment and expiry meet at the booking's lock: whoever has it first has had its say.
    if (hold.bookingId) await requireUnpaid(tx, hold.bookingId);
    const now = clock.now();
    const refusal = renewalRefusal(hold, now);
    if (refusal) throw problem(...REFUSED[refusal]);
    const expiresAt = renewedUntil(now);
    const renewed = await extendHold(tx, id, { expiresAt, now });
    if (!renewed) throw problem(...REFUSED.over);
    if (hold.bookingId) await expireLater(tx, hold.bookingId, renewed, now);
    return toHold(renewed, now);
  });

const requireUnpaid = async (tx: Tx, bookingId: string): Promise<void> => {
  const booking = await lockBooking(tx, bookingId);
  if (booking?.status === "awaiting_payment") return;
  if (!booking || booking.status === "expired") throw problem(...REFUSED.over);
  throw problem("conflict", "This hold is a booking already, and nothing runs out any more.", {
    bookingId,
  });
};

/** The job that waits for the old moment is replaced; one that runs already finds it too early and comes again. */
const expireLater = (tx: Tx, bookingId: string, { expiresAt }: HoldRow, now: Date): Promise<void> =>
  enqueue(
    tx,
    EXPIRE_UNPAID,
    { bookingId },
    { delayMs: expiresAt.getTime() - now.getTime(), key: `${EXPIRE_UNPAID}:${bookingId}` },
  );

const REFUSED: Record<RenewalRefusal, [code: ErrorCode, detail: string]> = {
  over: ["hold_expired", "The time is not held any more. Pick a time again."],
  given_back: ["hold_expired", "You gave this time back. Pick a time again."],
  renewed: ["conflict", "You have kept this time for longer already, which can be done once."],
  long_enough: ["conflict", "This time is yours for ten minutes or more anyway."],
};
