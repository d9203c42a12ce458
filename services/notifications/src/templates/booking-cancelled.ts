import {
  area,
  bookingUrl,
  customerDetails,
  invoiceNote,
  place,
  providerDetails,
  quoted,
} from "./booking-parts.ts";
import { bookingCalendar } from "./calendar.ts";
import { depositBack, depositKept } from "./deposit-words.ts";
import type { CancelledMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { moneyWords, oneLine, shortMomentWords } from "./words.ts";

/** Who cancelled, as a subject of a sentence to `reader`. */
const actor = ({ by, booking }: CancelledMailFacts, reader: "customer" | "provider"): string => {
  if (by === reader) return "You";
  if (by === "customer") return oneLine(booking.customerName);
  return by === "provider" ? oneLine(booking.providerName) : "Loconomy";
};

const BANK = "Your bank may take a few days to show it.";

const customerMoney = (facts: CancelledMailFacts): string => {
  const { wasPaid, keep, refund, card } = facts;
  if (!wasPaid) return "Nothing was charged.";
  const ofDeposit = keep.amount === 0 ? depositBack(facts) : depositKept(facts);
  if (ofDeposit) return ofDeposit;
  if (card?.wasHeld === false)
    return keep.amount === 0
      ? "This costs you nothing: nothing was held on your card, and nothing is charged."
      : `${moneyWords(keep)} is charged to your card, by the cancellation policy that you saw when you booked.`;
  if (keep.amount === 0)
    return `This costs you nothing. The ${moneyWords(refund)} held on your card is released in full. ${BANK}`;
  if (refund.amount === 0)
    return `The price of ${moneyWords(keep)} is kept, by the cancellation policy that you saw when you booked.`;
  return `${moneyWords(keep)} is kept, by the cancellation policy that you saw when you booked. The other ${moneyWords(refund)} goes back to your card. ${BANK}`;
};

const providerMoney = ({ keep }: CancelledMailFacts): string =>
  keep.amount === 0
    ? "The customer pays nothing, and the time is open again in your calendar."
    : `By your cancellation policy the customer pays ${moneyWords(keep)}, which is yours less the platform fee. The time is open again in your calendar.`;

const UNPAID = {
  customer:
    "The card that was saved for this booking was refused, and no other card paid in time, so the time was given back.",
  provider: "The customer's card was refused, and no other one paid in time.",
};

const subjectOf = ({ booking }: CancelledMailFacts): string =>
  `Canceled: ${oneLine(booking.serviceName)}, ${shortMomentWords(booking.start, booking.timeZone)}`;

export const cancelledCustomer = (facts: CancelledMailFacts, site: Site): Letter => {
  const { booking, by, reason } = facts;
  const who = actor(facts, "customer");
  return {
    subject: subjectOf(facts),
    preheader: customerMoney(facts),
    heading:
      by === "customer"
        ? "Your booking is canceled"
        : by === "clock"
          ? "Your booking is canceled because it was not paid"
          : `${who} canceled your booking`,
    paragraphs: [
      ...(by === "customer"
        ? [`You canceled your booking with ${oneLine(booking.providerName)}.`]
        : by === "clock"
          ? [UNPAID.customer]
          : quoted(who, reason)),
      customerMoney(facts),
    ],
    details: customerDetails(booking),
    action:
      by === "customer"
        ? { label: "See your booking", url: bookingUrl(facts, site) }
        : {
            label: by === "clock" ? "Find another time" : "Find another provider",
            url: `${site.publicUrl}/search`,
          },
    notes: facts.wasPaid && facts.keep.amount > 0 ? [invoiceNote(facts, site)] : [],
    calendar: facts.withCalendar
      ? bookingCalendar(
          "CANCEL",
          facts,
          site,
          `${oneLine(booking.serviceName)} with ${oneLine(booking.providerName)}`,
        )
      : null,
  };
};

export const cancelledProvider = (facts: CancelledMailFacts, site: Site): Letter => {
  const { booking, by, reason } = facts;
  const [who, customer] = [actor(facts, "provider"), oneLine(booking.customerName)];
  return {
    subject: subjectOf(facts),
    preheader: providerMoney(facts),
    heading:
      by === "provider"
        ? `You canceled the booking of ${customer}`
        : by === "clock"
          ? `The booking of ${customer} is canceled: it was not paid`
          : `${who} canceled a booking`,
    paragraphs: [
      ...(by === "clock" ? [UNPAID.provider] : by === "provider" ? [] : quoted(who, reason)),
      providerMoney(facts),
    ],
    details: providerDetails(
      { ...booking, notes: null },
      facts.withCalendar ? place(booking) : area(booking),
    ),
    action: { label: "See your day", url: `${site.publicUrl}/desk` },
    notes: [],
    calendar: facts.withCalendar
      ? bookingCalendar("CANCEL", facts, site, `${oneLine(booking.serviceName)} for ${customer}`)
      : null,
  };
};
