import type { Booking } from "@loconomy/contracts";
import { formatDay, formatTime } from "@loconomy/ui";
import { bookingTexts } from "./booking-texts.ts";

/** "Fri 27 Nov, 10:00 AM" in the zone of the booking. */
export const momentText = (iso: string, timeZone: string): string =>
  `${formatDay(iso, timeZone)}, ${formatTime(iso, timeZone)}`;

/** The status of a booking as a sentence for the side that reads it. */
export function statusSentence(booking: Booking): string {
  const t = bookingTexts.sentence;
  const until = booking.expiresAt ? momentText(booking.expiresAt, booking.timeZone) : "";
  if (booking.status === "cancelled") return cancelledSentence(booking);
  if (booking.status === "expired") return t.expired;
  if (booking.status === "no_show") return noShowSentence(booking);
  if (booking.party === "customer") {
    const say = t.customer[booking.status];
    return typeof say === "string" ? say : say(booking.providerName, until);
  }
  const say = t.provider[booking.status];
  return typeof say === "string" ? say : say(booking.customerName, until);
}

function noShowSentence({ absent, party, customerName, providerName }: Booking): string {
  const t = bookingTexts.sentence.noShow;
  if (absent === "customer")
    return party === "customer" ? t.youCustomer(providerName) : t.customer(customerName);
  return party === "provider" ? t.youProvider(customerName) : t.provider(providerName);
}

function cancelledSentence({ cancelledBy, party, customerName, providerName }: Booking): string {
  const t = bookingTexts.sentence.cancelled;
  if (cancelledBy === party) return t.you;
  if (cancelledBy === "customer") return t.customer(customerName);
  if (cancelledBy === "provider") return t.provider(providerName);
  return cancelledBy === "admin" ? t.admin : t.clock;
}
