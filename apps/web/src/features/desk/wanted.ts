import { accountTexts } from "./payouts-texts.ts";

/**
 * What Stripe wants, in plain words and each thing once: `individual.dob.day` is "Your date of birth". What has no words of its
 * own is shown as Stripe calls it.
 */
export const wantedInWords = (wanted: readonly string[]): string[] => [
  ...new Set(wanted.map(inWords)),
];

const inWords = (name: string): string => {
  const parts = name.split(".");
  for (let length = parts.length; length > 0; length--) {
    const words = accountTexts.wanted[parts.slice(0, length).join(".")];
    if (words) return words;
  }
  return parts.join(", ").replaceAll("_", " ");
};
