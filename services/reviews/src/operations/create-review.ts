import type { BookingRecord, CreateReview, Id, Review } from "@loconomy/contracts";
import {
  problem,
  requireUser,
  system,
  transaction,
  type RequestContext,
  type ServiceDependencies,
} from "@loconomy/kit";
import type { z } from "zod";
import { shortName } from "../author-name.ts";
import { publishWhenDue, schedulePublication } from "../publication.ts";
import {
  insertReview,
  lockProvider,
  reviewsOfBooking,
  reviewsOfBookingIn,
  toReview,
  type NewReview,
} from "../store.ts";
import { reviewUntil, sideOf, windowState, type AuthorRole } from "../visibility.ts";

type Input = z.infer<typeof CreateReview> & { id: z.infer<typeof Id> };

/**
 * One side of a completed booking reviews the other.
 * @throws not_found to strangers; unprocessable before completion and later than 14 days after it; already_exists the second time.
 */
export const createReview = async (
  { db, clients, clock }: ServiceDependencies,
  { actor }: RequestContext,
  input: Input,
): Promise<Review> => {
  const user = requireUser(actor);
  const booking = await clients.bookings.getRecord({ id: input.id });
  const side = booking && sideOf(booking, user.userId);
  if (!booking || !side) throw problem("not_found");

  const now = clock.now();
  const state = windowState(booking.completedAt, now);
  const until = reviewUntil(booking.completedAt);
  if (state === "not_completed" || until === null)
    throw problem("unprocessable", "You can review this booking once the job is done.");
  if (state === "over") {
    const written = await reviewsOfBooking(db, booking.id);
    if (written.some((review) => review.authorRole === side)) throw alreadyReviewed();
    throw reviewingIsOver();
  }

  return transaction(db, system("reviews"), async (tx) => {
    await lockProvider(tx, booking.providerId);
    const row = await insertReview(tx, newReview(booking, side, input, now, until));
    if (!row) throw alreadyReviewed();
    const reviews = await reviewsOfBookingIn(tx, booking.id);
    // The clock took the blind off while this request was on its way: writing now would be writing with a view.
    if (reviews.some((review) => review.publishedAt !== null)) throw reviewingIsOver();
    const due = { bookingId: booking.id, providerId: booking.providerId };
    if (!(await publishWhenDue(tx, clock, due))) await schedulePublication(tx, clock, due, until);
    return toReview(row);
  });
};

const alreadyReviewed = () => problem("already_exists", "You have reviewed this booking already.");
const reviewingIsOver = () =>
  problem("unprocessable", "The 14 days to review this booking are over.");

const newReview = (
  booking: BookingRecord,
  side: AuthorRole,
  input: Input,
  createdAt: Date,
  publishDueAt: Date,
): NewReview => ({
  bookingId: booking.id,
  customerId: booking.customerId,
  providerId: booking.providerId,
  authorId: side === "customer" ? booking.customerId : booking.providerUserId,
  authorRole: side,
  subjectUserId: side === "customer" ? booking.providerUserId : booking.customerId,
  authorName: side === "customer" ? shortName(booking.customerName) : booking.providerName,
  serviceName: booking.serviceName,
  rating: input.rating,
  title: input.title || null,
  content: input.content || null,
  wouldRecommend: input.wouldRecommend ?? null,
  createdAt,
  publishDueAt,
});
