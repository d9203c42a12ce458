import type { Actor, Hold } from "@loconomy/contracts";
import {
  problem,
  requirePermission,
  transaction,
  type ServiceDependencies,
  type Tx,
} from "@loconomy/kit";
import { giveCouponBack, keptUntil } from "../give-coupon-back.ts";
import { findHold, lockHold, ownerOf, saveQuote, type HoldRow } from "../hold-store.ts";
import { withoutCoupon, type HeldQuote } from "../prices.ts";
import { toHold } from "../view.ts";
import { requireUsable } from "./create-booking.ts";

const unknown = () => problem("not_found", "There is no such hold of yours.");

/**
 * Takes a coupon off the price of one's own held time; another one replaces it, the same one again changes nothing.
 * @throws unauthenticated, not_found, hold_expired, conflict when it is a booking already, coupon_refused with its reason,
 * unprocessable when the hold is from before coupons.
 */
export const applyCoupon = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, code }: { id: string; code: string },
): Promise<Hold> => {
  const user = requirePermission(actor, "create:booking");
  const now = deps.clock.now();
  const hold = await findHold(deps.db, id, ownerOf(actor));
  if (!hold) throw unknown();
  requireUsable(hold, now);
  if (hold.quote.coupon?.code === code) return toHold(hold, now);
  const before = withoutCoupon(hold.quote);
  const { categoryId } = hold.offer;
  if (!categoryId || !before)
    throw problem("unprocessable", "This time was held before there were coupons. Hold it anew.");
  const { policy, taxedAt, ...price } = before;
  const { price: reduced } = await deps.clients.payments.reserveCoupon({
    code,
    customerId: user.userId,
    holdId: id,
    categoryId,
    price,
    reservedUntil: keptUntil(hold.expiresAt).toISOString(),
  });
  try {
    return await changeQuote(deps, actor, id, () => ({
      ...reduced,
      policy,
      ...(taxedAt && { taxedAt }),
    }));
  } catch (error) {
    // Booked, given back or over meanwhile.
    if (reduced.coupon) await giveCouponBack(deps, id, reduced.coupon.redemptionId);
    throw error;
  }
};

/**
 * Gives a coupon back that was taken off the price of one's own held time; without one nothing changes.
 * @throws unauthenticated, not_found, hold_expired, conflict when it is a booking already.
 */
export const removeCoupon = (
  deps: ServiceDependencies,
  actor: Actor,
  { id }: { id: string },
): Promise<Hold> => {
  requirePermission(actor, "create:booking");
  return changeQuote(deps, actor, id, (quote) =>
    quote.coupon ? (withoutCoupon(quote) ?? quote) : quote,
  );
};

/** Writes another quote to a hold that can still be booked; the coupon that it had is given back. */
const changeQuote = async (
  deps: ServiceDependencies,
  actor: Actor,
  id: string,
  change: (quote: HeldQuote) => HeldQuote,
): Promise<Hold> => {
  const now = deps.clock.now();
  const { before, after } = await transaction(deps.db, actor, async (tx) => {
    const hold = await lockUsable(tx, id, actor, now);
    const quote = change(hold.quote);
    if (quote !== hold.quote) await saveQuote(tx, id, quote);
    return { before: hold, after: { ...hold, quote } };
  });
  const left = before.quote.coupon?.redemptionId;
  if (left && left !== after.quote.coupon?.redemptionId) await giveCouponBack(deps, id, left);
  return toHold(after, now);
};

const lockUsable = async (tx: Tx, id: string, actor: Actor, now: Date): Promise<HoldRow> => {
  const hold = await lockHold(tx, id, ownerOf(actor));
  if (!hold) throw unknown();
  requireUsable(hold, now);
  return hold;
};
