import { area, customerDetails, place, providerDetails, quoted } from "./booking-parts.ts";
import { depositBack, depositOf } from "./deposit-words.ts";
import type {
  BookingMailFacts,
  SeriesCancelledMailFacts,
  SeriesDeclinedMailFacts,
  SeriesMailFacts,
} from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import {
  momentWords,
  moneyWords,
  oneLine,
  rangeWords,
  shortMomentWords,
  timesWords,
} from "./words.ts";

const seriesUrl = ({ series }: SeriesMailFacts, { publicUrl }: Site): string =>
  `${publicUrl}/bookings/series/${series.id}`;

const SEE = "See all dates";

/** "Confirmed: 8 × Window cleaning, from Sat 28 Nov, 9:00 AM" */
const subject = (what: string, { booking, series }: SeriesMailFacts): string =>
  `${what}: ${series.dates.length} × ${oneLine(booking.serviceName)}, from ${shortMomentWords(booking.start, booking.timeZone)}`;

/** The dates in place of the one time of a booking. */
const withDates = (
  { booking, series: { dates } }: SeriesMailFacts,
  details: Letter["details"],
): Letter["details"] =>
  details.map(([label, value]) => {
    if (label === "When")
      return [
        "Dates",
        dates.map(({ start, end }) => rangeWords(start, end, booking.timeZone)).join("\n"),
      ];
    return label === "Price"
      ? ["Price", `${value} each, ${totalWords(dates.length, booking)}`]
      : [label, value];
  });

const totalWords = (count: number, { price }: BookingMailFacts["booking"]): string =>
  `${moneyWords({ ...price, amount: price.amount * count })} together`;

const forCustomer = (facts: SeriesMailFacts): Letter["details"] =>
  withDates(facts, customerDetails(facts.booking));
const forProvider = (
  facts: SeriesMailFacts,
  where: (booking: BookingMailFacts["booking"]) => string,
): Letter["details"] => withDates(facts, providerDetails(facts.booking, where(facts.booking)));

const letter = (parts: Omit<Letter, "calendar" | "notes"> & { notes?: string[] }): Letter => ({
  notes: [],
  ...parts,
  calendar: null,
});

const card = (facts: SeriesMailFacts): string => {
  const deposit = depositOf(facts);
  return deposit
    ? `Your deposit of ${deposit.words(deposit.paid)} for the first date was charged to your card, which is saved. What is left of the first date, and the price of each other one, is reserved on it a few days before, and charged when that job is done.`
    : "Your card is saved and pays for each date on its own: the price is reserved on it a few days before, and charged when the job is done.";
};

/** What becomes of money when nothing comes of the dates. */
const payNothing = (facts: SeriesMailFacts): string =>
  depositBack(facts) ?? "You pay nothing for these dates.";

export const seriesConfirmedCustomer = (facts: SeriesMailFacts, site: Site): Letter => {
  const { booking, series } = facts;
  const provider = oneLine(booking.providerName);
  return letter({
    subject: subject("Confirmed", facts),
    preheader: `${provider}, ${timesWords(series.dates.length)}`,
    heading: `Your ${series.dates.length} dates are confirmed`,
    paragraphs: [
      booking.location === "customer"
        ? `${provider} will come to you.`
        : `${provider} expects you.`,
      card(facts),
    ],
    details: forCustomer(facts),
    action: { label: SEE, url: seriesUrl(facts, site) },
    notes: [
      "Need other times? Each date can be moved or canceled on its own, or together with those that follow.",
    ],
  });
};

export const seriesConfirmedProvider = (facts: SeriesMailFacts, site: Site): Letter => {
  const customer = oneLine(facts.booking.customerName);
  return letter({
    subject: subject("New bookings", facts),
    preheader: `${customer}, ${timesWords(facts.series.dates.length)}`,
    heading: `${customer} is booked for ${timesWords(facts.series.dates.length)}`,
    paragraphs: [
      "The jobs are in your calendar, each on its own. Mark each as done afterwards; the customer is charged then.",
    ],
    details: forProvider(facts, place),
    action: { label: SEE, url: seriesUrl(facts, site) },
  });
};

const deadline = ({ expiresAt, timeZone }: BookingMailFacts["booking"]): string | null =>
  expiresAt ? momentWords(expiresAt, timeZone) : null;

export const seriesRequestedCustomer = (facts: SeriesMailFacts, site: Site): Letter => {
  const { booking } = facts;
  const provider = oneLine(booking.providerName);
  const until = deadline(booking);
  return letter({
    subject: subject("Request sent", facts),
    preheader: `${provider} has your request. We will tell you as soon as they answer.`,
    heading: `${provider} has your request`,
    paragraphs: [
      `All these times are reserved for you. ${until ? `${provider} has until ${until} to accept.` : `${provider} will accept or decline soon.`}`,
      `${card(facts)} For what is not accepted you pay nothing.`,
    ],
    details: forCustomer(facts),
    action: { label: SEE, url: seriesUrl(facts, site) },
    notes: ["You can cancel free of charge until the request is accepted."],
  });
};

export const seriesRequestedProvider = (facts: SeriesMailFacts, site: Site): Letter => {
  const until = deadline(facts.booking);
  const customer = oneLine(facts.booking.customerName);
  return letter({
    subject: subject("New request", facts),
    preheader: until ? `Answer by ${until}.` : "A customer waits for your answer.",
    heading: `${customer} would like to book you for ${timesWords(facts.series.dates.length)}`,
    paragraphs: [
      `Accept or decline all dates at once, or single ones${until ? `, by ${until}` : " soon"}. What is not answered lapses, and its time is open again.`,
    ],
    details: forProvider(facts, area),
    action: { label: "Answer the request", url: seriesUrl(facts, site) },
  });
};

export const seriesDeclinedCustomer = (facts: SeriesDeclinedMailFacts, site: Site): Letter => {
  const provider = oneLine(facts.booking.providerName);
  return letter({
    subject: subject("Declined", facts),
    preheader: "You pay nothing.",
    heading: `${provider} cannot take your request`,
    paragraphs: [...quoted(provider, facts.reason), payNothing(facts)],
    details: forCustomer(facts),
    action: { label: "Find another provider", url: `${site.publicUrl}/search` },
  });
};

export const seriesExpiredCustomer = (facts: SeriesMailFacts, site: Site): Letter => {
  const provider = oneLine(facts.booking.providerName);
  return letter({
    subject: subject("Not answered", facts),
    preheader: "You pay nothing.",
    heading: `${provider} did not answer in time`,
    paragraphs: ["Your request has lapsed.", payNothing(facts)],
    details: forCustomer(facts),
    action: { label: "Find another provider", url: `${site.publicUrl}/search` },
  });
};

export const seriesExpiredProvider = (facts: SeriesMailFacts, site: Site): Letter =>
  letter({
    subject: subject("Lapsed", facts),
    preheader: "The times are open again in your calendar.",
    heading: `The request of ${oneLine(facts.booking.customerName)} has lapsed`,
    paragraphs: ["It was not answered in time. The times are open again in your calendar."],
    details: forProvider(facts, area),
    action: { label: "See your day", url: `${site.publicUrl}/desk` },
  });

export const seriesRescheduledCustomer = (facts: SeriesMailFacts, site: Site): Letter => {
  const count = facts.series.dates.length;
  return letter({
    subject: subject("Moved", facts),
    preheader: `You moved ${timesWords(count)}.`,
    heading: `You moved ${timesWords(count)}`,
    paragraphs: [
      `These are the new times with ${oneLine(facts.booking.providerName)}. The price stays.`,
    ],
    details: forCustomer(facts),
    action: { label: SEE, url: seriesUrl(facts, site) },
  });
};

export const seriesRescheduledProvider = (facts: SeriesMailFacts, site: Site): Letter => {
  const count = facts.series.dates.length;
  const customer = oneLine(facts.booking.customerName);
  return letter({
    subject: subject("Moved", facts),
    preheader: `${customer} moved ${timesWords(count)}.`,
    heading: `${customer} moved ${timesWords(count)}`,
    paragraphs: [
      "These are the new times; they are in your calendar. The old ones are open again.",
    ],
    details: forProvider(facts, area),
    action: { label: SEE, url: seriesUrl(facts, site) },
  });
};

/** Who canceled, as a subject of a sentence to `reader`. */
const actor = (
  { by, booking }: SeriesCancelledMailFacts,
  reader: "customer" | "provider",
): string => {
  if (by === reader) return "You";
  return oneLine(by === "customer" ? booking.customerName : booking.providerName);
};

const customerMoney = ({ wasPaid, keep }: SeriesCancelledMailFacts): string => {
  if (!wasPaid) return "Nothing was charged.";
  return keep.amount === 0
    ? "This costs you nothing: what was reserved on your card is released, what was charged goes back, and nothing else is charged."
    : `${moneyWords(keep)} is charged for these dates together, by the cancellation policy that you saw when you booked.`;
};

export const seriesCancelledCustomer = (facts: SeriesCancelledMailFacts, site: Site): Letter => {
  const who = actor(facts, "customer");
  const count = facts.series.dates.length;
  return letter({
    subject: subject("Canceled", facts),
    preheader: customerMoney(facts),
    heading:
      who === "You" ? `You canceled ${timesWords(count)}` : `${who} canceled ${timesWords(count)}`,
    paragraphs: [...(who === "You" ? [] : quoted(who, facts.reason)), customerMoney(facts)],
    details: forCustomer(facts),
    action: { label: SEE, url: seriesUrl(facts, site) },
  });
};

export const seriesCancelledProvider = (facts: SeriesCancelledMailFacts, site: Site): Letter => {
  const who = actor(facts, "provider");
  const count = facts.series.dates.length;
  const money =
    facts.keep.amount === 0
      ? "The customer pays nothing for these dates."
      : `By your cancellation policy the customer pays ${moneyWords(facts.keep)} for them together, which is yours less the platform fee.`;
  return letter({
    subject: subject("Canceled", facts),
    preheader: money,
    heading: `${who} canceled ${timesWords(count)}`,
    paragraphs: [
      ...(who === "You" ? [] : quoted(who, facts.reason)),
      `${money} The times are open again in your calendar.`,
    ],
    details: forProvider({ ...facts, booking: { ...facts.booking, notes: null } }, area),
    action: { label: "See your day", url: `${site.publicUrl}/desk` },
  });
};
