import { createHash } from "node:crypto";
import { StripeFailure } from "./errors.ts";

/** What a refused card says, in Stripe's codes. */
export interface Decline {
  code: string;
  declineCode?: string;
  message: string;
}

/** How a test card behaves, as Stripe documents its numbers. */
export interface TestCard {
  brand: "visa" | "mastercard" | "amex" | "discover";
  country?: string;
  decline?: Decline;
  /** The decline appears at a charge; the card can still be saved. */
  attaches?: boolean;
  /** `always`: every payment is challenged; `unlessSetUp`: not when saved for off-session use. */
  challenge?: "always" | "unlessSetUp";
  /** The cardholder disputes what is charged to it, at once. */
  dispute?: DisputeCase;
}

/** Why a cardholder disputes a charge; an inquiry only asks, and takes no money yet. */
export interface DisputeCase {
  reason: "fraudulent" | "product_not_received";
  isInquiry: boolean;
}

const declined = "Your card was declined.";
const genericDecline = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: declined,
};

export const testCards: Record<string, TestCard> = {
  "4242424242424242": { brand: "visa" },
  "4000056655665556": { brand: "visa" },
  "4000002760000016": { brand: "visa", country: "DE" },
  "5555555555554444": { brand: "mastercard" },
  "2223003122003222": { brand: "mastercard" },
  "378282246310005": { brand: "amex" },
  "6011111111111117": { brand: "discover" },
  "4000000000000002": { brand: "visa", decline: genericDecline },
  "4000000000000341": { brand: "visa", decline: genericDecline, attaches: true },
  "4000000000009995": {
    brand: "visa",
    decline: {
      code: "card_declined",
      declineCode: "insufficient_funds",
      message: "Your card has insufficient funds.",
    },
  },
  "4000000000009987": {
    brand: "visa",
    decline: { code: "card_declined", declineCode: "lost_card", message: declined },
  },
  "4000000000009979": {
    brand: "visa",
    decline: { code: "card_declined", declineCode: "stolen_card", message: declined },
  },
  "4000000000000069": {
    brand: "visa",
    decline: { code: "expired_card", message: "Your card has expired." },
  },
  "4000000000000127": {
    brand: "visa",
    decline: { code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  },
  "4000000000000119": {
    brand: "visa",
    decline: {
      code: "processing_error",
      message: "An error occurred while processing your card. Try again in a little bit.",
    },
  },
  "4000002500003155": { brand: "visa", challenge: "unlessSetUp" },
  "4000002760003184": { brand: "visa", challenge: "always", country: "DE" },
  "4000000000003220": { brand: "visa", challenge: "always" },
  "4000000000000259": { brand: "visa", dispute: { reason: "fraudulent", isInquiry: false } },
  "4000000000002685": {
    brand: "visa",
    dispute: { reason: "product_not_received", isInquiry: false },
  },
  "4000000000001976": { brand: "visa", dispute: { reason: "fraudulent", isInquiry: true } },
};

/** Stripe's ready-made payment methods and the number behind each. */
export const readyMade: Record<string, string> = {
  pm_card_visa: "4242424242424242",
  pm_card_visa_debit: "4000056655665556",
  pm_card_mastercard: "5555555555554444",
  pm_card_amex: "378282246310005",
  pm_card_discover: "6011111111111117",
  pm_card_de: "4000002760000016",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_chargeDeclinedLostCard: "4000000000009987",
  pm_card_chargeDeclinedStolenCard: "4000000000009979",
  pm_card_chargeDeclinedExpiredCard: "4000000000000069",
  pm_card_chargeDeclinedIncorrectCvc: "4000000000000127",
  pm_card_chargeDeclinedProcessingError: "4000000000000119",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_threeDSecure2Required: "4000000000003220",
  pm_card_threeDSecureRequired: "4000000000003220",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeProductNotReceived: "4000000000002685",
  pm_card_createDisputeInquiry: "4000000000001976",
};

export interface CardInput {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string | undefined;
}

/** A card whose number is no test card, as a live card in test mode. */
const liveCard: TestCard = {
  brand: "visa",
  decline: {
    code: "card_declined",
    declineCode: "test_mode_live_card",
    message:
      "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
  },
};

export function cardOf(number: string): TestCard {
  return testCards[number] ?? liveCard;
}

/** The same for the same number, different for others. */
export function fingerprintOf(number: string): string {
  return createHash("sha256")
    .update(number)
    .digest("base64")
    .replaceAll(/[^0-9A-Za-z]/g, "")
    .slice(0, 16);
}

/** Checks what a card form sends; raises Stripe's 402s. Returns the number without blanks. */
export function checkCard(card: CardInput, now: Date): string {
  const number = card.number.replaceAll(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw cardError(
      { code: "incorrect_number", message: "Your card number is incorrect." },
      "number",
    );
  }
  if (card.exp_month < 1 || card.exp_month > 12) {
    throw cardError(
      { code: "invalid_expiry_month", message: "Your card's expiration month is invalid." },
      "exp_month",
    );
  }
  const year = card.exp_year < 100 ? card.exp_year + 2000 : card.exp_year;
  const monthsLeft = (year - now.getUTCFullYear()) * 12 + card.exp_month - 1 - now.getUTCMonth();
  if (monthsLeft < 0 || year > now.getUTCFullYear() + 50) {
    throw cardError(
      { code: "invalid_expiry_year", message: "Your card's expiration year is invalid." },
      "exp_year",
    );
  }
  const cvcLength = cardOf(number).brand === "amex" ? 4 : 3;
  if (card.cvc !== undefined && !new RegExp(`^\\d{${cvcLength}}$`).test(card.cvc)) {
    throw cardError(
      { code: "invalid_cvc", message: "Your card's security code is invalid." },
      "cvc",
    );
  }
  return number;
}

export function cardError(decline: Decline, param?: string): StripeFailure {
  return new StripeFailure(402, {
    type: "card_error",
    code: decline.code,
    ...(decline.declineCode && { decline_code: decline.declineCode }),
    message: decline.message,
    ...(param && { param }),
  });
}

function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index++) {
    const digit = Number(number.at(-1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
