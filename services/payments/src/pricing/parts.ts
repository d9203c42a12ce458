import { share } from "./rounding.ts";

/** What was agreed for a payment, in minor units. */
export interface AgreedParts {
  totalAmount: number;
  /** Tax in the total. */
  taxAmount: number;
  feeBps: number;
}

/** Whom an amount belongs to; the parts add up to it. */
export interface Parts {
  tax: number;
  fee: number;
  net: number;
}

/**
 * Whose a part of a payment is (`amount`, from zero to the total): tax in proportion, the platform's fee on what is without
 * tax, the rest is the provider's. Each is rounded half up, and none of them is less for a larger amount.
 */
export const partsOf = ({ totalAmount, taxAmount, feeBps }: AgreedParts, amount: number): Parts => {
  const tax = share(amount, taxAmount, totalAmount);
  const fee = share(amount - tax, feeBps, 10_000);
  return { tax, fee, net: amount - tax - fee };
};
