import { bookingUrl, customerDetails } from "./booking-parts.ts";
import { depositOf } from "./deposit-words.ts";
import type { PaymentFailedMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, momentWords, oneLine, shortMomentWords } from "./words.ts";

export const paymentFailedCustomer = (facts: PaymentFailedMailFacts, site: Site): Letter => {
  const { booking, payBy, needsOwner } = facts;
  const deposit = depositOf(facts);
  const price = deposit ? deposit.words(deposit.rest) : moneyWords(booking.price);
  const charged = deposit ? "Nothing more was charged" : "Nothing was charged";
  const until = momentWords(payBy, booking.timeZone);
  return {
    subject: `${needsOwner ? "Confirm your payment" : "Your card was refused"}: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`,
    preheader: `${needsOwner ? "Confirm it" : "Pay with another card"} by ${until} to keep your booking.`,
    heading: needsOwner ? "Your bank asks you to confirm the payment" : "Your card was refused",
    paragraphs: [
      needsOwner
        ? `We tried to reserve ${price} on your saved card for your booking with ${oneLine(booking.providerName)}. Your bank wants you to confirm that yourself. ${charged}.`
        : `We tried to reserve ${price} on your saved card for your booking with ${oneLine(booking.providerName)}, and your bank refused. ${charged}.`,
      `Please ${needsOwner ? "confirm it, or pay with another card," : "pay with another card"} by ${until}. Until then the time stays yours; after that the booking is canceled, free of charge${deposit ? ", and your deposit goes back" : ""}.`,
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
