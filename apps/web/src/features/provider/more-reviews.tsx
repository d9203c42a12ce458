"use client";
import type { Review } from "@loconomy/contracts";
import { Banner, ShowMore } from "@loconomy/ui";
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
  const [next, setNext] = useState<string | null>(cursor);
  const [items, setItems] = useState<Review[]>([]);
  const [state, setState] = useState<"loading" | "failed">();
  const more = async () => {
    if (next === null) return;
    setState("loading");
    try {
      const page = await api.reviews.listProviderReviews({
        id: providerId,
        cursor: next,
        limit: 10,
      });
      setItems((before) => [...before, ...page.items]);
      setNext(page.nextCursor);
      setState(undefined);
    } catch {
      setState("failed");
    }
  };
  return (
    <>
      {items.length > 0 && (
        <ul className="flex flex-col gap-6">
          {items.map((review) => (
            <ReviewItem key={review.id} review={review} providerName={providerName} />
          ))}
        </ul>
      )}
      {state === "failed" && <Banner tone="danger">{providerTexts.reviews.failed}</Banner>}
      <ShowMore
        shown={shown + items.length}
        total={total}
        hasMore={next !== null}
        onShowMore={() => void more()}
        loading={state === "loading"}
        label={providerTexts.reviews.showMore}
      />
    </>
  );
}
