import { area, bookingUrl, cardWords, customerDetails, providerDetails } from "./booking-parts.ts";
import { depositOf } from "./deposit-words.ts";
import type { BookingMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { momentWords, oneLine, shortMomentWords } from "./words.ts";

const deadline = ({ expiresAt, timeZone }: BookingMailFacts["booking"]): string | null =>
  expiresAt ? momentWords(expiresAt, timeZone) : null;

export const requestedCustomer = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const provider = oneLine(booking.providerName);
  const until = deadline(booking);
  return {
    subject: `Request sent: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: `${provider} has your request. We will tell you as soon as they answer.`,
    heading: `${provider} has your request`,
    paragraphs: [
      `The time is reserved for you. ${until ? `${provider} has until ${until} to accept.` : `${provider} will accept or decline soon.`}`,
      `${cardWords(facts)} If the request is not accepted, ${depositOf(facts) ? "your deposit goes back in full" : "you pay nothing"}.`,
    ],
    details: customerDetails(booking),
    action: { label: "See your booking", url: bookingUrl(facts, site) },
    notes: ["You can cancel free of charge until the request is accepted."],
    calendar: null,
  };
};

export const requestedProvider = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const until = deadline(booking);
  return {
    subject: `New request: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: until ? `Answer by ${until}.` : "A customer waits for your answer.",
    heading: `${oneLine(booking.customerName)} would like to book you`,
    paragraphs: [
      until
        ? `Please accept or decline by ${until}. After that the request lapses and the time is open again.`
        : "Please accept or decline soon.",
    ],
    details: providerDetails(booking, area(booking)),
    action: { label: "Answer the request", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};
