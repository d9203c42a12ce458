import { bookingUrl, customerDetails, providerDetails } from "./booking-parts.ts";
import type { PaymentOwedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine } from "./words.ts";

/** To a customer whose saved card did not pay what a job, or its cancellation, costs. */
export const paymentOwedCustomer = (facts: PaymentOwedMailFacts, site: Site): Letter => {
  const { booking, owed, needsOwner } = facts;
  const sum = moneyWords(owed);
  const provider = oneLine(booking.providerName);
  return {
    subject: `Please pay ${sum}: ${oneLine(booking.serviceName)}`,
    preheader: needsOwner ? "Your bank wants you to confirm it." : "Your card was refused.",
    heading: `${sum} could not be charged`,
    paragraphs: [
      needsOwner
        ? `We tried to charge ${sum} to your saved card for your booking with ${provider}. Your bank wants you to confirm that yourself. Nothing was charged this time.`
        : `We tried to charge ${sum} to your saved card for your booking with ${provider}, and your bank refused. Nothing was charged this time.`,
      `Please pay the ${sum} on the page of your booking, with a card of yours that is saved or with another one. It is charged once.`,
    ],
    details: [["To pay", sum], ...customerDetails(booking)],
    action: { label: `Pay ${sum}`, url: `${bookingUrl(facts, site)}#due` },
    notes: [],
    calendar: null,
  };
};

/** To their provider, who has not got it yet. */
export const paymentOwedProvider = (facts: PaymentOwedMailFacts, site: Site): Letter => {
  const { booking, owed } = facts;
  const sum = moneyWords(owed);
  const customer = oneLine(booking.customerName);
  return {
    subject: `${sum} could not be charged: ${oneLine(booking.serviceName)}`,
    preheader: `We asked ${customer} to pay it.`,
    heading: `${sum} could not be charged`,
    paragraphs: [
      `The card of ${customer} was refused when we charged ${sum} for this booking. We have asked them to pay it, and you need not do anything. When they do, it goes to you like the money for any job.`,
    ],
    details: [["Open", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "See the booking", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};
