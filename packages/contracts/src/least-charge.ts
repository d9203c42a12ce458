/**
 * Stripe's smallest charges in minor units, where they are more than a hundred.
 * @see https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const LEAST: Readonly<Record<string, number>> = {
  AED: 200,
  CZK: 1_500,
  DKK: 250,
  HKD: 400,
  HUF: 17_500,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  PLN: 200,
  RON: 200,
  SEK: 300,
  THB: 1_000,
};

/** Less than this is not charged to a card, in minor units. */
export const leastCharge = (currency: string): number => LEAST[currency] ?? 100;
