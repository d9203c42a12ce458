import { z } from "zod";
import { cardTexts } from "./pay-texts.ts";

const digitsOf = (text: string) => text.replace(/\D/g, "");
const isAmex = (digits: string) => /^3[47]/.test(digits);

/** Digits in the groups printed on the card: 4-4-4-4, for American Express 4-6-5. At most 19 digits. */
export function formatCardNumber(text: string): string {
  const digits = digitsOf(text).slice(0, 19);
  const groups = isAmex(digits)
    ? digits.match(/^(\d{1,4})(\d{1,6})?(\d{1,5})?/)?.slice(1)
    : digits.match(/\d{1,4}/g);
  return (groups ?? []).filter(Boolean).join(" ");
}

/** "4", "0430" and "04/30" become "04 / 30"; a slash appears once the month is complete. */
export function formatExpiry(text: string): string {
  const digits = digitsOf(/^[2-9]/.test(text) ? `0${text}` : text).slice(0, 4);
  return digits.length < 3 ? digits : `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

/** The check digit rule of ISO/IEC 7812. */
export function passesLuhn(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 12 || digits.length > 19) return false;
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Month and full year of "MM / YY", or null when it is no date or over at `now`; a card is valid to the end of its month. */
export function parseExpiry(text: string, now: Date): { expMonth: number; expYear: number } | null {
  const match = /^(\d{2}) \/ (\d{2})$/.exec(formatExpiry(text));
  if (!match) return null;
  const expMonth = Number(match[1]);
  const expYear = 2000 + Number(match[2]);
  if (expMonth < 1 || expMonth > 12) return null;
  return new Date(expYear, expMonth, 1) > now ? { expMonth, expYear } : null;
}

/** What a person types into the card form; messages say what is expected. */
export const CardFields = z
  .object({
    number: z.string().refine(passesLuhn, cardTexts.number),
    expiry: z.string().refine((text) => parseExpiry(text, new Date()) !== null, cardTexts.expiry),
    cvc: z.string(),
  })
  .check(({ value, issues }) => {
    const digits = isAmex(digitsOf(value.number)) ? 4 : 3;
    if (new RegExp(`^\\d{${digits}}$`).test(value.cvc.trim())) return;
    issues.push({
      code: "custom",
      input: value.cvc,
      path: ["cvc"],
      message: cardTexts.cvc(digits),
    });
  });
export type CardFields = z.infer<typeof CardFields>;
