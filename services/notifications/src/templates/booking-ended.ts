import {
  bookingUrl,
  customerDetails,
  nothingCharged,
  providerDetails,
  quoted,
} from "./booking-parts.ts";
import type { BookingMailFacts, DeclinedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { oneLine, shortMomentWords } from "./words.ts";

const subjectOf = (
  what: string,
  { serviceName, start, timeZone }: BookingMailFacts["booking"],
): string => `${what}: ${oneLine(serviceName)}, ${shortMomentWords(start, timeZone)}`;

export const declinedCustomer = (facts: DeclinedMailFacts, { publicUrl }: Site): Letter => {
  const provider = oneLine(facts.booking.providerName);
  return {
    subject: subjectOf("Declined", facts.booking),
    preheader: "It costs you nothing. Other providers have open times.",
    heading: `${provider} cannot take this job`,
    paragraphs: [...quoted(provider, facts.reason), nothingCharged(facts)],
    details: customerDetails(facts.booking),
    action: { label: "Find another provider", url: `${publicUrl}/search` },
    notes: [],
    calendar: null,
  };
};

export const expiredCustomer = (facts: BookingMailFacts, { publicUrl }: Site): Letter => {
  const provider = oneLine(facts.booking.providerName);
  return {
    subject: subjectOf("No answer", facts.booking),
    preheader: "It costs you nothing. Other providers have open times.",
    heading: `${provider} did not answer in time`,
    paragraphs: ["Your request has lapsed. We are sorry for the wait.", nothingCharged(facts)],
    details: customerDetails(facts.booking),
    action: { label: "Find another provider", url: `${publicUrl}/search` },
    notes: [],
    calendar: null,
  };
};

export const expiredProvider = (facts: BookingMailFacts, site: Site): Letter => ({
  subject: subjectOf("Request lapsed", facts.booking),
  preheader: "The time is open again in your calendar.",
  heading: `The request of ${oneLine(facts.booking.customerName)} has lapsed`,
  paragraphs: [
    "It was not answered in time, so the time is open again in your calendar. The customer pays nothing.",
  ],
  details: providerDetails({ ...facts.booking, address: null, notes: null }).filter(
    ([label]) => label !== "Where",
  ),
  action: { label: "See the request", url: bookingUrl(facts, site) },
  notes: [
    "Services that you confirm anyway can be booked without your answer: switch “Instant” on in your services.",
  ],
  calendar: null,
});
