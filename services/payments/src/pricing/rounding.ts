/** `amount × numerator / denominator`, rounded half up; exact for any amounts from zero. */
export const share = (amount: number, numerator: number, denominator: number): number =>
  Number(
    (2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator)),
  );
