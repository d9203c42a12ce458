import type { BookingRecord } from "@loconomy/contracts";

export type AuthorRole = "customer" | "provider";

/** Both sides have this long after completion; then whatever was written becomes visible. */
export const REVIEW_DAYS = 14;
const DAY_MS = 86_400_000;

/** Which side of the booking a user is on; null for strangers and for people who booked themselves. */
export const sideOf = (
  booking: Pick<BookingRecord, "customerId" | "providerUserId">,
  userId: string,
): AuthorRole | null => {
  if (booking.customerId === booking.providerUserId) return null;
  if (booking.customerId === userId) return "customer";
  return booking.providerUserId === userId ? "provider" : null;
};

/** Last moment to review; null before completion. */
export const reviewUntil = (completedAt: string | null): Date | null =>
  completedAt === null ? null : new Date(Date.parse(completedAt) + REVIEW_DAYS * DAY_MS);

export type WindowState = "not_completed" | "open" | "over";

/** Whether reviews of a booking can be written now. The last moment still counts as open. */
export const windowState = (completedAt: string | null, now: Date): WindowState => {
  const until = reviewUntil(completedAt);
  if (until === null) return "not_completed";
  return now <= until ? "open" : "over";
};

interface Blinded {
  authorRole: AuthorRole;
  publishedAt: Date | null;
}

/** What one side may see of a booking's reviews: its own always, the other's once it is published. */
export const seenBy = <R extends Blinded>(
  side: AuthorRole,
  reviews: readonly R[],
): { mine: R | null; theirs: R | null; theirsIsWaiting: boolean } => {
  const mine = reviews.find((review) => review.authorRole === side) ?? null;
  const other = reviews.find((review) => review.authorRole !== side) ?? null;
  const isVisible = other !== null && other.publishedAt !== null;
  return { mine, theirs: isVisible ? other : null, theirsIsWaiting: other !== null && !isVisible };
};

/** Reviews come out together: when both sides are in, or when the time to write is over. */
export const isDue = (reviews: ReadonlyArray<{ publishDueAt: Date }>, now: Date): boolean =>
  reviews.length === 2 || reviews.some((review) => review.publishDueAt <= now);
