/** "8.25" as so many parts of `unit` a percent; a comma will do. Null when it is no percentage from 0 to 100, or finer than that. */
export const parsePercent = (text: string, partsPerPercent: number): number | null => {
  const match = /^(\d{1,3})(?:[.,](\d+))?$/.exec(text.trim());
  const digits = Math.log10(partsPerPercent);
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  const parts = Number(`${match[1]}${fraction.padEnd(digits, "0")}`);
  return parts <= 100 * partsPerPercent ? parts : null;
};

/** Basis points in a percent, and parts per million. */
export const BPS = 100;
export const PPM = 10_000;
