import type { CouponRefusal, Price } from "@loconomy/contracts";
import { problem, system, transaction } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { amountOff, refusalOf, withCoupon } from "../pricing/coupon.ts";
import {
  countUses,
  isForCategories,
  lockCoupon,
  reserveUse,
  returnReserved,
} from "../pricing/coupon-store.ts";
import { pathOf } from "../pricing/fee.ts";

interface CouponRequest {
  code: string;
  customerId: string;
  holdId: string;
  categoryId: string;
  /** Without any coupon. */
  price: Price;
  /** RFC 3339. */
  reservedUntil: string;
}

const REFUSALS: Record<CouponRefusal, string> = {
  unknown: "We do not know this code. Check how it is spelled.",
  not_yet: "This code does not hold yet.",
  ended: "This code has ended.",
  used_up: "This code has been used as often as it can be.",
  already_used: "You have used this code already.",
  other_category: "This code is for another kind of service.",
  other_currency: "This code is not for prices in this currency.",
  below_minimum: "This code is for bookings that cost more than this one.",
  too_much: "This code takes off more than this booking costs.",
};

const refuse = (reason: CouponRefusal) => problem("coupon_refused", REFUSALS[reason], { reason });

/**
 * Takes a coupon off the price of a held time and keeps the use for it. The coupon's lock lets one after the other count, so that
 * the last use goes to one.
 * @throws coupon_refused with its reason.
 */
export const reserveCoupon = async (
  { db, clients, clock }: Payments,
  { code, customerId, holdId, categoryId, price, reservedUntil }: CouponRequest,
): Promise<{ price: Price }> => {
  // Which categories a coupon is for does not change; most are for all, and need not know the tree.
  const isForSome = await transaction(db, system("payments"), (tx) => isForCategories(tx, code));
  const { items } = isForSome ? await clients.providers.listCategories() : { items: [] };
  const categoryPath = pathOf(items, categoryId);
  return transaction(db, system("payments"), async (tx) => {
    const coupon = await lockCoupon(tx, code);
    if (!coupon) throw refuse("unknown");
    const now = clock.now();
    const uses = await countUses(tx, coupon.id, { customerId, holdId, now });
    const refusal = refusalOf(coupon, { price, categoryPath, uses, now });
    if (refusal) throw refuse(refusal);
    const amount = amountOff(coupon, price);
    const redemptionId = await reserveUse(tx, {
      couponId: coupon.id,
      customerId,
      holdId,
      reservedUntil: new Date(reservedUntil),
      now,
    });
    return { price: withCoupon(price, { redemptionId, code: coupon.code, amount }) };
  });
};

/** Gives back a use that was kept for a held time. Safe to repeat. */
export const returnCoupon = ({ db }: Payments, redemptionId: string): Promise<void> =>
  transaction(db, system("payments"), (tx) => returnReserved(tx, redemptionId));
