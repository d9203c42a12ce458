"use client";
import { Banner, ShowMore } from "@loconomy/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { ReviewItem } from "./review-item.tsx";
import { providerTexts } from "./texts.ts";

interface MoreReviewsProps {
  providerId: string;
  providerName: string;
  /** Of the page after those that are already there. */
  cursor: string;
  shown: number;
  total: number;
}

/** Further reviews, a page at a time, when asked for. */
export function MoreReviews({ providerId, providerName, cursor, shown, total }: MoreReviewsProps) {
  const [wanted, setWanted] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: ["reviews", providerId, cursor],
    enabled: wanted,
    initialPageParam: cursor,
    queryFn: ({ pageParam }) =>
      api.reviews.listProviderReviews({ id: providerId, cursor: pageParam, limit: 10 }),
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const more = () => (wanted ? void pages.fetchNextPage() : setWanted(true));
  return (
    <>
      {items.length > 0 && (
        <ul className="flex flex-col gap-6">
          {items.map((review) => (
            <ReviewItem key={review.id} review={review} providerName={providerName} />
          ))}
        </ul>
      )}
      {pages.isError && <Banner tone="danger">{providerTexts.reviews.failed}</Banner>}
      <ShowMore
        shown={shown + items.length}
        total={total}
        hasMore={!wanted || pages.hasNextPage || pages.isError}
        onShowMore={pages.isError ? () => void pages.refetch() : more}
        loading={pages.isFetching}
        label={providerTexts.reviews.showMore}
      />
    </>
  );
}
