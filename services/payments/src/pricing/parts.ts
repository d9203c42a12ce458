import { share } from "./rounding.ts";

/** What was agreed for a payment, in minor units. */
export interface AgreedParts {
  totalAmount: number;
  /** Tax in the total. */
  taxAmount: number;
  /** What a coupon took off the total. */
  couponAmount: number;
  feeBps: number;
}

/** Whom an amount belongs to; it is tax, fee and net less coupon. */
export interface Parts {
  tax: number;
  fee: number;
  net: number;
  /** What the platform pays in the customer's stead. */
  coupon: number;
}

/**
 * Whose a part of a payment is (`amount`, from zero to the total): tax and coupon in proportion, the platform's fee on the price
 * without tax and before the coupon, the rest is the provider's. Each is rounded half up, and none is less for a larger amount.
 */
export const partsOf = (
  { totalAmount, taxAmount, couponAmount, feeBps }: AgreedParts,
  amount: number,
): Parts => {
  const tax = share(amount, taxAmount, totalAmount);
  const coupon = share(amount, couponAmount, totalAmount);
  const price = amount - tax + coupon;
  const fee = share(price, feeBps, 10_000);
  return { tax, fee, net: price - fee, coupon };
};
