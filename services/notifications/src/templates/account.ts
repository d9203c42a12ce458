import type { AccountMailFacts } from "./facts.ts";
import type { Letter } from "./letter.ts";

export const verifyEmail = ({ recipient, url }: AccountMailFacts): Letter => ({
  subject: "Confirm your e-mail address",
  preheader: "One tap, and your account is ready.",
  heading: "Confirm your e-mail address",
  paragraphs: [`Welcome to Loconomy. Please confirm that ${recipient.email} is yours.`],
  details: [],
  action: { label: "Confirm address", url },
  notes: ["If you did not sign up, you can ignore this mail; nothing happens without you."],
  calendar: null,
});

export const resetPassword = ({ recipient, url }: AccountMailFacts): Letter => ({
  subject: "Choose a new password",
  preheader: "The link works once and only for a short time.",
  heading: "Choose a new password",
  paragraphs: [`Somebody, hopefully you, asked for a new password for ${recipient.email}.`],
  details: [],
  action: { label: "Choose a password", url },
  notes: [
    "The link works once and only for a short time.",
    "If it was not you, you can ignore this mail; your password stays as it is.",
  ],
  calendar: null,
});
