import { bookingUrl, cardWords, customerDetails, providerDetails } from "./booking-parts.ts";
import { bookingCalendar } from "./calendar.ts";
import type { BookingMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { oneLine, rangeWords, shortMomentWords } from "./words.ts";

export const confirmedCustomer = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const [service, provider] = [oneLine(booking.serviceName), oneLine(booking.providerName)];
  return {
    subject: `Confirmed: ${service}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: `${provider}, ${rangeWords(booking.start, booking.end, booking.timeZone)}`,
    heading: "Your booking is confirmed",
    paragraphs: [
      booking.location === "customer"
        ? `${provider} will come to you.`
        : `${provider} expects you.`,
      cardWords(facts),
    ],
    details: customerDetails(booking),
    action: { label: "See your booking", url: bookingUrl(facts, site) },
    notes: [
      "Need another time, or changed your mind? On your booking's page you can move it, and see what canceling costs before you decide.",
    ],
    calendar: facts.withCalendar
      ? bookingCalendar("REQUEST", facts, site, `${service} with ${provider}`)
      : null,
  };
};

export const confirmedProvider = (facts: BookingMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const [service, customer] = [oneLine(booking.serviceName), oneLine(booking.customerName)];
  return {
    subject: `New booking: ${service}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: `${customer}, ${rangeWords(booking.start, booking.end, booking.timeZone)}`,
    heading: `${customer} is booked`,
    paragraphs: [
      "The job is in your calendar. Start it on the day and mark it as done afterwards; the customer is charged then.",
    ],
    details: providerDetails(booking),
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: [],
    calendar: facts.withCalendar
      ? bookingCalendar("REQUEST", facts, site, `${service} for ${customer}`)
      : null,
  };
};
