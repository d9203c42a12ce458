import type {
  BookingRecord,
  BookingStatus,
  MessageSender,
  TimelineEntry,
  Writing,
} from "@loconomy/contracts";

/** People can write until so many days after the booking has ended. */
export const WRITE_DAYS = 30;
const DAY_MS = 86_400_000;

const CALLED_OFF: readonly BookingStatus[] = ["declined", "cancelled", "expired"];

/** Whether only the timeline tells when a booking ended, and whether it was ever paid. */
export const needsTimeline = ({ status }: Pick<BookingRecord, "status">): boolean =>
  CALLED_OFF.includes(status);

/** Which side of the booking a user is on; null for strangers. */
export const sideOf = (
  { customerId, providerUserId }: Pick<BookingRecord, "customerId" | "providerUserId">,
  userId: string,
): MessageSender | null => {
  if (customerId === userId) return "customer";
  return providerUserId === userId ? "provider" : null;
};

/**
 * Last moment to write about a booking: 30 days after its end, or after it was called off. Null when it was not paid, by a card
 * that was authorised or saved: of such a booking the provider has never heard.
 * @param timeline of a booking that `needsTimeline`.
 */
export const writeUntil = (
  { status, end }: Pick<BookingRecord, "status" | "end">,
  timeline: ReadonlyArray<Pick<TimelineEntry, "action" | "at">>,
): Date | null => {
  if (status === "awaiting_payment") return null;
  const isOff = needsTimeline({ status });
  if (isOff && !timeline.some(({ action }) => action === "pay")) return null;
  const ended = isOff ? timeline.at(-1)!.at : end;
  return new Date(Date.parse(ended) + WRITE_DAYS * DAY_MS);
};

/** Whether somebody on a side of the booking can write now. The last moment still counts as open. */
export const writingState = (until: Date | null, isVerified: boolean, now: Date): Writing => {
  if (until === null) return "unpaid";
  if (now > until) return "over";
  return isVerified ? "open" : "unverified";
};
