import { bookingUrl, providerDetails } from "./booking-parts.ts";
import type {
  ChargebackAnsweredMailFacts,
  ChargebackClosedMailFacts,
  ChargebackOpenedMailFacts,
} from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { momentWords, moneyWords, oneLine } from "./words.ts";

/** To a provider whose customer's bank takes a payment back, or asks about it. */
export const chargebackOpened = (facts: ChargebackOpenedMailFacts, site: Site): Letter => {
  const { booking, chargeback } = facts;
  const { isInquiry, dueBy } = chargeback;
  const sum = moneyWords(chargeback.amount);
  const service = oneLine(booking.serviceName);
  return {
    subject: `${isInquiry ? "A bank asks about" : "A bank took back"} ${sum}: ${service}`,
    preheader: isInquiry
      ? "Nothing was taken. Tell us what happened."
      : "Tell us what happened, and we answer the bank.",
    heading: isInquiry ? "A bank asks about a payment" : "A bank took a payment back",
    paragraphs: [
      isInquiry
        ? `The bank of ${oneLine(booking.customerName)} asks about the ${sum} for this job. Nothing was taken. Until we have answered, your share of it is not sent on.`
        : `The bank of ${oneLine(booking.customerName)} took back the ${sum} for this job while it looks into a complaint. Your share of it is taken off your balance, and comes back if the bank decides for you.`,
      `We answer with everything that was recorded about the booking. Please add what happened in your own words${dueBy ? ` before ${momentWords(dueBy, booking.timeZone)}; the earlier the better` : ""}.`,
    ],
    details: [["Amount", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "Say what happened", url: `${site.publicUrl}/desk/money#chargebacks` },
    notes: [],
    calendar: null,
  };
};

/** To a provider when the bank has been answered. */
export const chargebackAnswered = (facts: ChargebackAnsweredMailFacts, site: Site): Letter => {
  const { booking, chargeback } = facts;
  const sum = moneyWords(chargeback.amount);
  return {
    subject: `We have answered the bank: ${sum}, ${oneLine(booking.serviceName)}`,
    preheader: "The bank decides next. You need not do anything.",
    heading: "We have answered the bank",
    paragraphs: [
      `The bank of ${oneLine(booking.customerName)} has our answer about the ${sum} for this job: what was agreed, what was recorded, and what you told us. It decides in its own time, which can be two or three months. We write to you when it has.`,
      chargeback.isInquiry
        ? "Nothing was taken meanwhile."
        : "Until then your share of it stays off your balance.",
    ],
    details: [["Amount", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "See the answer", url: `${site.publicUrl}/desk/money#chargebacks` },
    notes: [],
    calendar: null,
  };
};

const ENDINGS = {
  won: {
    subject: "The bank decided for you",
    text: "The bank decided for you. Your share is added to your balance again.",
  },
  lost: {
    subject: "The bank decided for the customer",
    text: "The bank decided for the customer. What it took back stays with them, and your share of it is not paid.",
  },
  closed: {
    subject: "The bank asks no more",
    text: "The bank asks no more about this job. Nothing was taken.",
  },
} as const;

/** To a provider when the bank has decided. */
export const chargebackClosed = (facts: ChargebackClosedMailFacts, site: Site): Letter => {
  const { booking, chargeback } = facts;
  const sum = moneyWords(chargeback.amount);
  const { subject, text } = ENDINGS[chargeback.outcome];
  return {
    subject: `${subject}: ${sum}, ${oneLine(booking.serviceName)}`,
    preheader: text,
    heading: subject,
    paragraphs: [text],
    details: [["Amount", sum], ...providerDetails({ ...booking, notes: null })],
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: [],
    calendar: null,
  };
};
