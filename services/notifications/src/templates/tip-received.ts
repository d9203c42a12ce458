import { bookingUrl, providerDetails } from "./booking-parts.ts";
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
