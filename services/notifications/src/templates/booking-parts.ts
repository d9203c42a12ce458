import type { Address } from "@loconomy/contracts";
import { depositBack, depositWords } from "./deposit-words.ts";
import type { BookingMailFacts } from "./facts.ts";
import type { Letter, Site } from "./letter.ts";
import { dateWords, durationWords, moneyWords, oneLine, rangeWords } from "./words.ts";

type Booking = BookingMailFacts["booking"];

export const bookingUrl = ({ booking }: BookingMailFacts, { publicUrl }: Site): string =>
  `${publicUrl}/bookings/${booking.id}`;

/** An address as on an envelope. */
const addressLines = ({ line1, line2, postalCode, city, region, country }: Address): string => {
  const town = [postalCode, city].filter(Boolean).join(" ");
  return [line1, line2, [town, region].filter(Boolean).join(", "), country]
    .filter(Boolean)
    .map((line) => oneLine(line!))
    .join("\n");
};

/** Where the work is done. */
export const place = ({ location, address, providerName }: Booking): string => {
  if (location === "provider") return `At ${oneLine(providerName)}`;
  return address ? addressLines(address) : "At the customer's address";
};

/** Enough to judge the way, for a provider who has not accepted yet. */
export const area = (booking: Booking): string => {
  if (booking.location === "provider" || !booking.address) return place(booking);
  const { postalCode, city, region } = booking.address;
  return oneLine([[postalCode, city].filter(Boolean).join(" "), region].filter(Boolean).join(", "));
};

const when = (booking: Booking): [string, string] => [
  "When",
  rangeWords(booking.start, booking.end, booking.timeZone),
];
const service = (booking: Booking): [string, string] => [
  "Service",
  `${oneLine(booking.serviceName)} (${durationWords(booking.durationMinutes)})`,
];
const price = (booking: Booking): [string, string] => ["Price", moneyWords(booking.price)];

/** The customer's side of a booking, as a list. */
export const customerDetails = (booking: Booking): Letter["details"] => [
  service(booking),
  ["Provider", oneLine(booking.providerName)],
  when(booking),
  ["Where", place(booking)],
  price(booking),
];

/** The provider's side of a booking, as a list. */
export const providerDetails = (booking: Booking, where = place(booking)): Letter["details"] => [
  service(booking),
  ["Customer", oneLine(booking.customerName)],
  when(booking),
  ["Where", where],
  price(booking),
  ...(booking.notes ? [["Notes", booking.notes] as [string, string]] : []),
];

/** The time that a booking had before. */
export const previously = ({
  booking,
  previousStart,
  previousEnd,
}: {
  booking: Booking;
  previousStart: string;
  previousEnd: string;
}): [string, string] => ["Before", rangeWords(previousStart, previousEnd, booking.timeZone)];

/** Where the invoice for what was charged is. */
export const invoiceNote = (facts: BookingMailFacts, site: Site): string =>
  `Your invoice is on the page of your booking as soon as your card is charged: ${bookingUrl(facts, site)}#money`;

/** What happens on the customer's card, and when. */
export const cardWords = (facts: BookingMailFacts): string =>
  depositWords(facts) ?? priceWords(facts);

const priceWords = ({ booking, card }: BookingMailFacts): string =>
  card?.reservedAt
    ? `Your card is saved; nothing is held on it yet. ${moneyWords(booking.price)} is reserved on ${dateWords(card.reservedAt, booking.timeZone)} and charged when the job is done.`
    : `${moneyWords(booking.price)} is held on your card and charged when the job is done.`;

/** What becomes of the customer's card when nothing comes of the booking. */
export const nothingCharged = (facts: BookingMailFacts): string =>
  depositBack(facts) ?? nothingHeld(facts);

const nothingHeld = ({ booking, card }: BookingMailFacts): string =>
  card?.wasHeld === false
    ? "Nothing was charged, and nothing is held on your card."
    : `Nothing was charged. The ${moneyWords(booking.price)} held on your card is released in full; your bank may take a few days to show it.`;

/** The other side's own words, if there are any. */
export const quoted = (who: string, reason: string | null): string[] =>
  reason ? [`${who} wrote: “${reason}”`] : [];
