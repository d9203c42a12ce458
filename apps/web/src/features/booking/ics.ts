import type { Booking } from "@loconomy/contracts";

/** Text of an iCalendar property (RFC 5545, 3.3.11). */
const escape = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const stamp = (iso: string) => new Date(iso).toISOString().replace(/[-:]|\.\d{3}/g, "");

/** A line at most 75 octets long; longer ones go on after a line break and a space. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 74) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

export const addressText = (booking: Pick<Booking, "address">): string => {
  const { address } = booking;
  if (!address) return "";
  const city = [address.postalCode, address.city].filter(Boolean).join(" ");
  return [address.line1, address.line2, city, address.region, address.country]
    .filter(Boolean)
    .join(", ");
};

/** The booking as an iCalendar file with one event. The same uid as in the mail, so that calendars keep one entry. */
export function calendarFile(
  booking: Booking,
  { hostname, origin }: Pick<Location, "hostname" | "origin">,
): string {
  const other = booking.party === "customer" ? booking.providerName : booking.customerName;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Loconomy//Bookings//EN",
    "BEGIN:VEVENT",
    `UID:booking-${booking.id}@${hostname}`,
    `DTSTAMP:${stamp(booking.createdAt)}`,
    `DTSTART:${stamp(booking.start)}`,
    `DTEND:${stamp(booking.end)}`,
    `SUMMARY:${escape(`${booking.serviceName} – ${other}`)}`,
    ...(booking.address ? [`LOCATION:${escape(addressText(booking))}`] : []),
    `URL:${origin}/bookings/${booking.id}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}
