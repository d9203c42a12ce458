import { enqueue, publish, type Clock, type Tx } from "@loconomy/kit";
import { publishReviews, ratingOf, reviewsOfBookingIn } from "./store.ts";
import { isDue } from "./visibility.ts";

export const PUBLISH_DUE = "reviews.publish-due";

export interface PublishDue {
  bookingId: string;
  providerId: string;
}

/** Looks at a booking's reviews again when the time to write them is over. */
export const schedulePublication = (
  tx: Tx,
  clock: Clock,
  due: PublishDue,
  at: Date,
): Promise<void> =>
  enqueue(tx, PUBLISH_DUE, due, {
    delayMs: at.getTime() - clock.now().getTime(),
    key: `${PUBLISH_DUE}:${due.bookingId}`,
  });

/**
 * Makes a booking's reviews visible when they are due, and tells of it. The caller holds the provider's lock.
 * @returns whether nothing waits behind the blind any more.
 */
export const publishWhenDue = async (
  tx: Tx,
  clock: Clock,
  { bookingId, providerId }: PublishDue,
): Promise<boolean> => {
  const now = clock.now();
  const reviews = await reviewsOfBookingIn(tx, bookingId);
  if (!isDue(reviews, now)) return reviews.length === 0;
  const published = await publishReviews(tx, bookingId, now);
  for (const { id, authorRole } of published) {
    await publish(tx, clock, "review.published", id, {
      reviewId: id,
      bookingId,
      providerId,
      authorRole,
    });
  }
  if (published.some(({ authorRole }) => authorRole === "customer")) {
    await publish(tx, clock, "provider.rating_changed", providerId, {
      providerId,
      ...(await ratingOf(tx, providerId)),
    });
  }
  return true;
};
