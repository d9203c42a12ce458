import type { Review } from "@loconomy/contracts";
import { Avatar, formatDay } from "@loconomy/ui";
import { Star } from "lucide-react";
import { providerTexts } from "./texts.ts";

const texts = providerTexts.reviews;
const day = (iso: string) => formatDay(iso.slice(0, 10), "UTC", undefined, { year: true });

/** One review with the provider's answer. */
export function ReviewItem({ review, providerName }: { review: Review; providerName: string }) {
  return (
    <li className="flex gap-4 border-t border-border pt-6">
      <Avatar name={review.authorName} size={44} />
      <article className="flex min-w-0 flex-col gap-2">
        <div>
          <h3 className="text-base">{review.authorName}</h3>
          <p className="text-sm text-muted">
            {review.serviceName} · <time dateTime={review.createdAt}>{day(review.createdAt)}</time>
          </p>
        </div>
        <p
          className="flex items-center gap-0.5"
          role="img"
          aria-label={texts.ratedBy(review.rating)}
        >
          {[1, 2, 3, 4, 5].map((star) => (
            <Star
              key={star}
              aria-hidden
              className={
                star <= review.rating
                  ? "size-4 fill-current text-star"
                  : "size-4 text-border-strong"
              }
            />
          ))}
        </p>
        {review.title && <p className="font-medium">{review.title}</p>}
        {review.content && (
          <p className="max-w-prose break-words whitespace-pre-line">{review.content}</p>
        )}
        {review.reply && (
          <div className="mt-1 rounded-card bg-surface-2 p-4">
            <p className="text-sm font-medium">
              {texts.reply(providerName)} ·{" "}
              <time dateTime={review.reply.at}>{day(review.reply.at)}</time>
            </p>
            <p className="max-w-prose break-words whitespace-pre-line">{review.reply.content}</p>
          </div>
        )}
      </article>
    </li>
  );
}
