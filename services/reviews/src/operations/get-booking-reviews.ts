import type { BookingReviews } from "@loconomy/contracts";
import { problem, requireUser, type RequestContext, type ServiceDependencies } from "@loconomy/kit";
import { reviewsOfBooking, toReview } from "../store.ts";
import { reviewUntil, seenBy, sideOf, windowState } from "../visibility.ts";

/**
 * Both reviews of a booking as far as the asking side may see them.
 * @throws not_found to anybody who is not a side of the booking.
 */
export const getBookingReviews = async (
  { db, clients, clock }: ServiceDependencies,
  { actor }: RequestContext,
  { id }: { id: string },
): Promise<BookingReviews> => {
  const user = requireUser(actor);
  const booking = await clients.bookings.getRecord({ id });
  const side = booking && sideOf(booking, user.userId);
  if (!booking || !side) throw problem("not_found");

  const { mine, theirs, theirsIsWaiting } = seenBy(side, await reviewsOfBooking(db, id));
  const isOpen = windowState(booking.completedAt, clock.now()) === "open";
  return {
    canReview: isOpen && mine === null && theirs === null,
    until: reviewUntil(booking.completedAt)?.toISOString() ?? null,
    mine: mine && toReview(mine),
    theirs: theirs && toReview(theirs),
    theirsIsWaiting,
  };
};
