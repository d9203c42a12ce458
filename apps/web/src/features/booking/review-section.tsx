"use client";
import type { Booking, BookingReviews, Review } from "@loconomy/contracts";
import { Card, Rating, Skeleton, formatDay } from "@loconomy/ui";
import { ReviewForm } from "./review-form.tsx";
import { reviewTexts } from "./review-texts.ts";
import { useRefreshBooking, useReviews } from "./use-booking.ts";

interface ReviewSectionProps {
  booking: Booking;
  loaded: BookingReviews | undefined;
}

/** Both reviews of a booking, as far as this side may see them, and the form for one's own. */
export function ReviewSection({ booking, loaded }: ReviewSectionProps) {
  const reviews = useReviews(booking.id, loaded).data;
  const refresh = useRefreshBooking(booking.id);
  const t = reviewTexts;
  const other = booking.party === "customer" ? booking.providerName : booking.customerName;
  if (!reviews) return <Skeleton className="h-60" />;
  const { canReview, mine, theirs, theirsIsWaiting, until } = reviews;
  return (
    <Card as="section" aria-labelledby="reviews" className="flex flex-col gap-5">
      <h2 id="reviews" className="text-xl">
        {t.title}
      </h2>
      {!theirs && (
        <p className="text-muted">
          {t.blind}
          {canReview && until && ` ${t.until(formatDay(until, booking.timeZone))}`}
        </p>
      )}
      {theirsIsWaiting && !mine && <p className="font-medium">{t.waiting(other)}</p>}
      {canReview && !mine && <ReviewForm booking={booking} onDone={refresh} />}
      {mine && <ReviewText title={t.mine} review={mine} />}
      {theirs && <ReviewText title={t.theirs(other)} review={theirs} />}
      {mine && !theirs && <p className="text-muted">{t.hidden}</p>}
      {!canReview && !mine && <p className="text-muted">{t.missed}</p>}
    </Card>
  );
}

function ReviewText({ title, review }: { title: string; review: Review }) {
  return (
    <article className="flex flex-col gap-1 border-t border-border pt-4">
      <h3 className="text-base">{title}</h3>
      <Rating value={review.rating} />
      {review.title && <p className="font-medium break-words">{review.title}</p>}
      {review.content && (
        <p className="max-w-prose break-words whitespace-pre-line">{review.content}</p>
      )}
    </article>
  );
}
