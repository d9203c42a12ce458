import type { CalendarEntry } from "@loconomy/calendar";
import type { Address, BookingStatus } from "@loconomy/contracts";
import type { FeedRow } from "./feed-store.ts";

type Party = "customer" | "provider";

const OFF: readonly BookingStatus[] = ["declined", "cancelled", "expired", "awaiting_payment"];

/**
 * A booking in the calendar of one of its sides. Either side sees the other's name and where it takes place; the provider
 * sees notes too, and of a request that is not accepted yet only the area. What is off says no more than what it was.
 */
export const feedEntry = (row: FeedRow, party: Party, origin: string): CalendarEntry => {
  const status = entryStatus(row.status);
  const url = `${origin}/bookings/${row.id}`;
  const title =
    party === "provider"
      ? `${row.serviceName} for ${row.customerName}`
      : `${row.serviceName} with ${row.providerName}`;
  const notes = party === "provider" && status !== "cancelled" ? row.notes : null;
  return {
    bookingId: row.id,
    sequence: row.timelineSequence,
    status,
    start: row.start,
    end: row.end,
    timeZone: row.timeZone,
    summary: oneLine(status === "tentative" ? `Request: ${title}` : title),
    description: [notes, url].filter(Boolean).join("\n\n"),
    location: status === "cancelled" ? null : place(row, party),
    url,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  };
};

const entryStatus = (status: BookingStatus): CalendarEntry["status"] => {
  if (status === "pending") return "tentative";
  return OFF.includes(status) ? "cancelled" : "confirmed";
};

const place = ({ location, providerName, status }: FeedRow, party: Party): string | null => {
  if (location.at === "provider") return oneLine(`At ${providerName}`);
  if (!location.address) return null;
  return status === "pending" && party === "provider"
    ? area(location.address)
    : wholeAddress(location.address);
};

const area = ({ postalCode, city, region }: Address): string =>
  inOneLine([[postalCode, city].filter(Boolean).join(" "), region]);

const wholeAddress = ({ line1, line2, postalCode, city, region, country }: Address): string =>
  inOneLine([line1, line2, [postalCode, city].filter(Boolean).join(" "), region, country]);

const inOneLine = (parts: ReadonlyArray<string | undefined>): string =>
  oneLine(parts.filter(Boolean).join(", "));

/** What people typed, on one line. */
const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();
