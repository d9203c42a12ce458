import {
  area,
  bookingUrl,
  customerDetails,
  place,
  previously,
  providerDetails,
} from "./booking-parts.ts";
import { bookingCalendar } from "./calendar.ts";
import type { RescheduledMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { oneLine, rangeWords, shortMomentWords } from "./words.ts";

const subjectOf = ({ booking }: RescheduledMailFacts): string =>
  `New time: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`;

const newTime = ({ booking }: RescheduledMailFacts): string =>
  `Now ${rangeWords(booking.start, booking.end, booking.timeZone)}`;

export const rescheduledCustomer = (facts: RescheduledMailFacts, site: Site): Letter => {
  const { booking, proposedBy } = facts;
  const [service, provider] = [oneLine(booking.serviceName), oneLine(booking.providerName)];
  return {
    subject: subjectOf(facts),
    preheader: newTime(facts),
    heading: "Your booking has a new time",
    paragraphs: [
      proposedBy === null
        ? `You moved your booking with ${provider}.`
        : proposedBy === "provider"
          ? `You accepted the time that ${provider} proposed.`
          : `${provider} accepted the time that you proposed.`,
      "The price stays. Your booking's page shows what canceling costs from now on.",
    ],
    details: [...customerDetails(booking), previously(facts)],
    action: { label: "See your booking", url: bookingUrl(facts, site) },
    notes: [],
    calendar: facts.withCalendar
      ? bookingCalendar("REQUEST", facts, site, `${service} with ${provider}`)
      : null,
  };
};

export const rescheduledProvider = (facts: RescheduledMailFacts, site: Site): Letter => {
  const { booking, proposedBy } = facts;
  const [service, customer] = [oneLine(booking.serviceName), oneLine(booking.customerName)];
  return {
    subject: subjectOf(facts),
    preheader: newTime(facts),
    heading: `${customer} is booked at a new time`,
    paragraphs: [
      proposedBy === null
        ? `${customer} moved the booking while canceling it was free.`
        : proposedBy === "provider"
          ? `${customer} accepted the time that you proposed.`
          : `You accepted the time that ${customer} proposed.`,
      "The price stays, and the old time is open again in your calendar.",
    ],
    details: [
      ...providerDetails(booking, facts.withCalendar ? place(booking) : area(booking)),
      previously(facts),
    ],
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: [],
    calendar: facts.withCalendar
      ? bookingCalendar("REQUEST", facts, site, `${service} for ${customer}`)
      : null,
  };
};
