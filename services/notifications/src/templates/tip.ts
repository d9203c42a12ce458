import { bookingUrl, customerDetails, providerDetails } from "./booking-parts.ts";
import type { TipMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine } from "./words.ts";

/** To a provider whose customer was pleased. */
export const tipReceived = (facts: TipMailFacts, site: Site): Letter => {
  const { booking, tip } = facts;
  const sum = moneyWords(tip);
  const customer = oneLine(booking.customerName);
  return {
    subject: `You got a tip of ${sum}: ${oneLine(booking.serviceName)}`,
    preheader: `${customer} says thank you.`,
    heading: `${sum} on top`,
    paragraphs: [
      `${customer} gave you a tip of ${sum}. All of it is yours; we take no fee. It goes to your account like the money for the job.`,
    ],
    details: [["Tip", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};

/** To a customer, whose receipt is at the booking. */
export const tipGiven = (facts: TipMailFacts, site: Site): Letter => {
  const { booking, tip } = facts;
  const sum = moneyWords(tip);
  const provider = oneLine(booking.providerName);
  return {
    subject: `Your tip of ${sum}: ${oneLine(booking.serviceName)}`,
    preheader: `All of it goes to ${provider}.`,
    heading: `You gave a tip of ${sum}`,
    paragraphs: [
      `${sum} was charged to your card, beside the price of the job. All of it goes to ${provider}; we take no fee. The receipt is on the page of your booking.`,
    ],
    details: [["Tip", sum], ...customerDetails(booking)],
    action: { label: "See the receipt", url: `${bookingUrl(facts, site)}#tip` },
    notes: [],
    calendar: null,
  };
};

/** To a customer whose tip an operator gave back. */
export const tipBackCustomer = (facts: TipMailFacts, site: Site): Letter => {
  const { booking, tip } = facts;
  const sum = moneyWords(tip);
  return {
    subject: `Your tip of ${sum} goes back: ${oneLine(booking.serviceName)}`,
    preheader: "Your bank may take a few days to show it.",
    heading: `Your tip of ${sum} goes back`,
    paragraphs: [
      `All of the tip for ${oneLine(booking.providerName)} goes back to your card; your bank may take a few days to show it. The price of the job stays as it is.`,
    ],
    details: [["Tip", sum], ...customerDetails(booking)],
    action: { label: "See your booking", url: `${bookingUrl(facts, site)}#tip` },
    notes: [],
    calendar: null,
  };
};

/** To the provider who gives it up again. */
export const tipBackProvider = (facts: TipMailFacts, site: Site): Letter => {
  const { booking, tip } = facts;
  const sum = moneyWords(tip);
  const customer = oneLine(booking.customerName);
  return {
    subject: `A tip of ${sum} was given back: ${oneLine(booking.serviceName)}`,
    preheader: `It went back to ${customer}.`,
    heading: `A tip of ${sum} was given back`,
    paragraphs: [
      `Our team gave the tip of ${customer} back to them, all of it. It is taken off your balance; what you earned with the job stays yours.`,
    ],
    details: [["Tip", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "See your money", url: `${site.publicUrl}/desk/money` },
    notes: [],
    calendar: null,
  };
};
