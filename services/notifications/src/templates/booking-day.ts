import { bookingUrl, customerDetails, invoiceNote, providerDetails } from "./booking-parts.ts";
import { chargedNow } from "./deposit-words.ts";
import type { BookingMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { oneLine, rangeWords, shortMomentWords } from "./words.ts";

const subjectOf = (
  what: string,
  { serviceName, start, timeZone }: BookingMailFacts["booking"],
): string => `${what}: ${oneLine(serviceName)}, ${shortMomentWords(start, timeZone)}`;

export const reminderCustomer = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const provider = oneLine(booking.providerName);
  return {
    subject: subjectOf("Reminder", booking),
    preheader: `${provider}, ${rangeWords(booking.start, booking.end, booking.timeZone)}`,
    heading: "Your booking is coming up",
    paragraphs: [
      booking.location === "customer"
        ? `${provider} will come to you. Please make sure that somebody is there.`
        : `${provider} expects you.`,
    ],
    details: customerDetails(booking),
    action: { label: "See your booking", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};

export const reminderProvider = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  return {
    subject: subjectOf("Reminder", booking),
    preheader: `${oneLine(booking.customerName)}, ${rangeWords(booking.start, booking.end, booking.timeZone)}`,
    heading: `Coming up: ${oneLine(booking.customerName)}`,
    paragraphs: [],
    details: providerDetails(booking),
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};

export const completedCustomer = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const provider = oneLine(booking.providerName);
  return {
    subject: `How was it? ${oneLine(booking.serviceName)} with ${provider}`,
    preheader: "Two minutes of yours help the next customer choose.",
    heading: "How was it?",
    paragraphs: [
      `${provider} has marked your job as done, so ${chargedNow(facts, "your")}.`,
      "Your review helps the next customer choose. Neither side sees the other's review until both are in or 14 days have passed.",
    ],
    details: customerDetails(booking),
    action: { label: "Write a review", url: `${bookingUrl(facts, site)}#review` },
    notes: [invoiceNote(facts, site)],
    calendar: null,
  };
};

export const completedProvider = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const customer = oneLine(booking.customerName);
  return {
    subject: subjectOf("Done", booking),
    preheader: `${chargedNow(facts, "the customer's")}.`,
    heading: `Done: ${oneLine(booking.serviceName)} for ${customer}`,
    paragraphs: [
      `${chargedNow(facts, "the customer's")}; your share is the price less the platform fee.`,
      `How was working for ${customer}? Neither side sees the other's review until both are in or 14 days have passed.`,
    ],
    details: providerDetails({ ...booking, notes: null }),
    action: { label: "Review your customer", url: `${bookingUrl(facts, site)}#review` },
    notes: [],
    calendar: null,
  };
};
