import { splitByWeight, type TaxRate } from "@loconomy/contracts";
import { share } from "./rounding.ts";

export type Tax = Pick<TaxRate, "name" | "ratePpm" | "isInclusive">;

/** Where a job is: ISO 3166-1 country, and the region as places name it. */
export interface Jurisdiction {
  country: string;
  region: string | null;
}

const ONE_PPM = 1_000_000;

/** The taxes that a job bears at a place on a day (`YYYY-MM-DD`): those of the country, and those of its region besides. */
export const taxesOn = (
  rates: readonly TaxRate[],
  { country, region }: Jurisdiction,
  day: string,
): TaxRate[] =>
  rates.filter(
    (rate) =>
      rate.country === country &&
      (rate.region === null || rate.region.toLowerCase() === region?.toLowerCase()) &&
      rate.validFrom <= day &&
      (rate.validUntil === null || day <= rate.validUntil),
  );

const sumOfRates = (taxes: readonly Tax[]): number =>
  taxes.reduce((sum, { ratePpm }) => sum + ratePpm, 0);

/** A tax with what it comes to, in minor units. */
export interface TaxAmount {
  tax: Tax;
  amount: number;
}

/**
 * Taxes on a price in minor units. Inclusive ones are in it already, the others come on top; both are counted on the price
 * without tax. Each kind is rounded once, half up, and split among its taxes by largest remainder.
 */
export const taxAmounts = (
  price: number,
  taxes: readonly Tax[],
): { net: number; included: TaxAmount[]; added: TaxAmount[] } => {
  const included = taxes.filter(({ isInclusive }) => isInclusive);
  const added = taxes.filter(({ isInclusive }) => !isInclusive);
  const inside = sumOfRates(included);
  const includedAmount = share(price, inside, ONE_PPM + inside);
  const net = price - includedAmount;
  return {
    net,
    included: split(includedAmount, included),
    added: split(share(net, sumOfRates(added), ONE_PPM), added),
  };
};

const split = (amount: number, taxes: readonly Tax[]): TaxAmount[] => {
  if (taxes.length === 0) return [];
  const parts = splitByWeight(
    amount,
    taxes.map(({ ratePpm }) => ratePpm),
  );
  return taxes.map((tax, index) => ({ tax, amount: parts[index]! }));
};

/** "VAT (19%)", as bills have it. */
export const taxLabel = ({ name, ratePpm }: Tax): string => `${name} (${ratePpm / 10_000}%)`;
