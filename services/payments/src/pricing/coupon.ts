import {
  depositOf,
  leastCharge,
  type Coupon,
  type CouponRefusal,
  type Money,
  type Price,
} from "@loconomy/contracts";

export interface CouponRules extends Omit<Coupon, "validFrom" | "validUntil" | "endedAt" | "uses"> {
  validFrom: Date;
  validUntil: Date | null;
  endedAt: Date | null;
}

/** For what somebody wants to use a coupon. */
export interface CouponUse {
  /** Without any coupon. */
  price: Price;
  /** The provider's category and those above it. */
  categoryPath: readonly string[];
  /** Others that use it, of everybody and of this customer. */
  uses: { all: number; own: number };
  now: Date;
}

const serviceAmount = ({ lines, total }: Price): Money => ({
  ...total,
  amount: lines.reduce((sum, line) => sum + (line.kind === "service" ? line.amount.amount : 0), 0),
});

const inCurrency = (amounts: readonly Money[], currency: string): Money | undefined =>
  amounts.find((money) => money.currency === currency);

/** Why a coupon cannot be used; null when it can. */
export const refusalOf = (
  coupon: CouponRules,
  { price, categoryPath, uses, now }: CouponUse,
): CouponRefusal | null => {
  const { currency } = price.total;
  const { categoryIds, minimums, usesMax, usesPerCustomer } = coupon;
  if (coupon.endedAt || (coupon.validUntil && coupon.validUntil <= now)) return "ended";
  if (coupon.validFrom > now) return "not_yet";
  if (categoryIds.length > 0 && !categoryIds.some((id) => categoryPath.includes(id)))
    return "other_category";
  if ("amounts" in coupon.off && !inCurrency(coupon.off.amounts, currency)) return "other_currency";
  const minimum = inCurrency(minimums, currency);
  if (minimums.length > 0 && !minimum) return "other_currency";
  if (minimum && serviceAmount(price).amount < minimum.amount) return "below_minimum";
  if (usesPerCustomer !== null && uses.own >= usesPerCustomer) return "already_used";
  if (usesMax !== null && uses.all >= usesMax) return "used_up";
  const off = amountOff(coupon, price);
  const withoutTax = price.total.amount - price.tax;
  return off > withoutTax || price.total.amount - off < leastCharge(currency) ? "too_much" : null;
};

/** What a coupon takes off a price, in minor units; a fraction of one stays with the platform. Only for what is not refused. */
export const amountOff = ({ off }: Pick<CouponRules, "off">, price: Price): number => {
  const { amount, currency } = serviceAmount(price);
  if ("amounts" in off) return inCurrency(off.amounts, currency)!.amount;
  return Number((BigInt(amount) * BigInt(off.percent)) / 100n);
};

interface Redemption {
  redemptionId: string;
  code: string;
  amount: number;
}

/**
 * The price with a coupon: a line of its own, and a smaller total. Tax and fee stay: the platform pays the provider in the
 * customer's stead. A deposit is of what remains.
 */
export const withCoupon = (price: Price, coupon: Redemption): Price => {
  const { total, lines, deposit } = price;
  const { code, amount } = coupon;
  const line = {
    kind: "discount" as const,
    label: `Coupon ${code}`,
    amount: { ...total, amount: -amount },
  };
  const left = total.amount - amount;
  return {
    ...price,
    lines: [...lines, line],
    total: { ...total, amount: left },
    coupon,
    ...(deposit && {
      deposit: { ...deposit, amount: depositOf(deposit.terms, { ...total, amount: left }) },
    }),
  };
};
