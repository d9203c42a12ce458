import {
  bookingUrl,
  customerDetails,
  invoiceNote,
  providerDetails,
  quoted,
} from "./booking-parts.ts";
import { depositBack, depositOf } from "./deposit-words.ts";
import type { NoShowMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine, shortMomentWords } from "./words.ts";

const subjectOf = ({ booking }: NoShowMailFacts): string =>
  `No-show: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`;

export const noShowCustomer = (facts: NoShowMailFacts, site: Site): Letter => {
  const { booking, absent, reason } = facts;
  const [provider, price] = [oneLine(booking.providerName), moneyWords(booking.price)];
  const wasThere = absent === "provider";
  const deposit = depositOf(facts);
  const taken =
    deposit && deposit.rest > 0
      ? `The rest of the price, ${deposit.words(deposit.rest)}, is charged`
      : `The ${price} ${deposit ? "that you paid is kept" : "held on your card is charged"}`;
  const money = wasThere
    ? (depositBack(facts) ??
      `Nothing was charged. The ${price} held on your card is released in full; your bank may take a few days to show it.`)
    : `${taken}: ${provider} kept the time for you.`;
  return {
    subject: subjectOf(facts),
    preheader: money,
    heading: wasThere ? `${provider} was not there` : `${provider} says that you were not there`,
    paragraphs: [
      ...(wasThere
        ? [`You told us that ${provider} did not come to your appointment. We are sorry.`]
        : quoted(provider, reason)),
      money,
    ],
    details: customerDetails(booking),
    action: wasThere
      ? { label: "Find another provider", url: `${site.publicUrl}/search` }
      : { label: "See your booking", url: bookingUrl(facts, site) },
    notes: wasThere
      ? []
      : [`The money is not ${provider}'s until 48 hours from now.`, invoiceNote(facts, site)],
    calendar: null,
  };
};

export const noShowProvider = (facts: NoShowMailFacts, site: Site): Letter => {
  const { booking, absent, reason } = facts;
  const [customer, price] = [oneLine(booking.customerName), moneyWords(booking.price)];
  const wasThere = absent === "customer";
  const money = wasThere
    ? `The ${price} ${depositOf(facts) ? "of the job, less the deposit," : "held on the customer's card"} is charged now; your share is that less the platform fee.`
    : `The customer pays nothing: ${depositOf(facts) ? "the deposit goes back" : `the ${price} held on the card is released`}.`;
  return {
    subject: subjectOf(facts),
    preheader: money,
    heading: wasThere ? `${customer} was not there` : `${customer} says that you were not there`,
    paragraphs: [
      ...(wasThere ? [`You told us that ${customer} was not there.`] : quoted(customer, reason)),
      money,
    ],
    details: providerDetails({ ...booking, notes: null }),
    action: { label: "See the job", url: bookingUrl(facts, site) },
    notes: wasThere ? ["It is credited to you in 48 hours."] : [],
    calendar: null,
  };
};
