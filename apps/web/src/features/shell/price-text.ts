import { decimalText, minorDigits } from "@loconomy/contracts";

/** "59.50" in USD -> 5950 minor units; a comma will do. Null when it is no amount or finer than the currency allows. */
export function parsePrice(text: string, currency: string): number | null {
  const match = /^(\d{1,7})(?:[.,](\d+))?$/.exec(text.trim());
  const digits = minorDigits(currency);
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  return Number(`${match[1]}${fraction.padEnd(digits, "0")}`);
}

/** 5950 minor units of USD -> "59.50", 6000 -> "60": what the field shows. */
export function priceText(minor: number, currency: string): string {
  return decimalText(minor, currency).replace(/\.0+$/, "");
}
