const AMOUNT_MAX = 10_000_000;
/** Minor units of one whole unit, where it is not 100. */
const MINOR_UNITS: Record<string, number> = { JPY: 1 };

/** Rounds to what a price list would say: steps grow with the price. */
const tidy = (whole: number): number => {
  const step = [
    [300, 5],
    [1_000, 10],
    [5_000, 50],
    [20_000, 100],
    [Infinity, 500],
  ].find(([below]) => whole < below!)![1]!;
  return Math.max(step, Math.round(whole / step) * step);
};

/** A tidy local price in minor units for `whole` units of the currency. */
export const localPrice = (whole: number, currency: string): number =>
  Math.min(AMOUNT_MAX, tidy(whole) * (MINOR_UNITS[currency] ?? 100));
