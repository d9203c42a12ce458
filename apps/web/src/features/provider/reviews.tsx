import { EmptyState, Rating } from "@loconomy/ui";
import { MessageSquareDashed, ThumbsUp } from "lucide-react";
import { AsServed } from "../shell/as-served.tsx";
import type { ProviderPageData } from "./load-provider.ts";
import { MoreReviews } from "./more-reviews.tsx";
import { ReviewHistogram } from "./review-histogram.tsx";
import { ReviewItem } from "./review-item.tsx";
import { providerTexts } from "./texts.ts";

const texts = providerTexts.reviews;

/** What customers said: the sum, the spread, and the newest first. */
export function Reviews({ provider, reviews }: Pick<ProviderPageData, "provider" | "reviews">) {
  const percent =
    reviews.recommendShare === null
      ? null
      : new Intl.NumberFormat("en-US", { style: "percent" }).format(reviews.recommendShare);
  return (
    <section
      id="reviews"
      aria-labelledby="reviews-heading"
      className="flex scroll-mt-20 flex-col gap-6"
    >
      <h2 id="reviews-heading" className="text-xl">
        {texts.heading}
      </h2>
      {reviews.ratingCount === 0 && (
        <EmptyState icon={<MessageSquareDashed aria-hidden />}>{texts.none}</EmptyState>
      )}
      {reviews.ratingCount > 0 && (
        <>
          <AsServed className="flex flex-col gap-6">
            <div className="flex flex-col gap-6 sm:flex-row sm:items-center sm:gap-12">
              <div className="flex shrink-0 flex-col gap-2">
                <Rating
                  value={reviews.ratingAverage}
                  count={reviews.ratingCount}
                  className="text-2xl"
                />
                {percent && (
                  <p className="flex items-center gap-1.5 text-muted">
                    <ThumbsUp aria-hidden className="size-5 stroke-[1.75]" />
                    {texts.recommend(percent)}
                  </p>
                )}
              </div>
              <ReviewHistogram counts={reviews.histogram} />
            </div>
            <ul className="flex flex-col gap-6">
              {reviews.items.map((review) => (
                <ReviewItem key={review.id} review={review} providerName={provider.businessName} />
              ))}
            </ul>
          </AsServed>
          {reviews.nextCursor && (
            <MoreReviews
              providerId={provider.id}
              providerName={provider.businessName}
              cursor={reviews.nextCursor}
              shown={reviews.items.length}
              total={reviews.ratingCount}
            />
          )}
        </>
      )}
    </section>
  );
}
