import { bookingUrl, customerDetails } from "./booking-parts.ts";
import type { PaymentFailedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, momentWords, oneLine, shortMomentWords } from "./words.ts";

export const paymentFailedCustomer = (facts: PaymentFailedMailFacts, site: Site): Letter => {
  const { booking, payBy, needsOwner } = facts;
  const price = moneyWords(booking.price);
  const until = momentWords(payBy, booking.timeZone);
  return {
    subject: `${needsOwner ? "Confirm your payment" : "Your card was refused"}: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: `${needsOwner ? "Confirm it" : "Pay with another card"} by ${until} to keep your booking.`,
    heading: needsOwner ? "Your bank asks you to confirm the payment" : "Your card was refused",
    paragraphs: [
      needsOwner
        ? `We tried to reserve ${price} on your saved card for your booking with ${oneLine(booking.providerName)}. Your bank wants you to confirm that yourself. Nothing was charged.`
        : `We tried to reserve ${price} on your saved card for your booking with ${oneLine(booking.providerName)}, and your bank refused. Nothing was charged.`,
      `Please ${needsOwner ? "confirm it, or pay with another card," : "pay with another card"} by ${until}. Until then the time stays yours; after that the booking is canceled, free of charge.`,
    ],
    details: customerDetails(booking),
    action: {
      label: needsOwner ? "Confirm the payment" : "Pay with another card",
      url: bookingUrl(facts, site),
    },
    notes: [],
    calendar: null,
  };
};
