import { oc } from "@orpc/contract";
import { z } from "zod";
import { Id, Instant, page, PageQuery, RequiredText, Text } from "./common.ts";

export const Review = z.object({
  id: Id,
  bookingId: Id,
  providerId: Id,
  authorRole: z.enum(["customer", "provider"]),
  authorName: z.string(),
  rating: z.int(),
  title: z.string().nullable(),
  content: z.string().nullable(),
  wouldRecommend: z.boolean().nullable(),
  reply: z.object({ content: z.string(), at: Instant }).nullable(),
  serviceName: z.string(),
  createdAt: Instant,
});
export type Review = z.infer<typeof Review>;

export const CreateReview = z.object({
  rating: z.int().min(1, "Choose one to five stars").max(5, "Choose one to five stars"),
  title: Text(255).optional(),
  content: Text(4000).optional(),
  wouldRecommend: z.boolean().optional(),
});

/** What the asking party sees of a booking's two reviews. The other side's stays null until both are in or 14 days have passed. */
export const BookingReviews = z.object({
  canReview: z.boolean(),
  /** Last moment to review: 14 days after completion; null before completion. */
  until: Instant.nullable(),
  mine: Review.nullable(),
  theirs: Review.nullable(),
  /** True when the other side has written and waits behind the blind. */
  theirsIsWaiting: z.boolean(),
});
export type BookingReviews = z.infer<typeof BookingReviews>;

export const reviewsContract = {
  createReview: oc
    .route({
      method: "POST",
      path: "/bookings/{id}/reviews",
      successStatus: 201,
      tags: ["reviews"],
      summary: "Review the other side of a completed booking",
    })
    .input(CreateReview.extend({ id: Id }))
    .output(Review),
  getBookingReviews: oc
    .route({
      method: "GET",
      path: "/bookings/{id}/reviews",
      tags: ["reviews"],
      summary: "Both reviews of a booking, as far as the asking side may see them",
    })
    .input(z.object({ id: Id }))
    .output(BookingReviews),
  listProviderReviews: oc
    .route({
      method: "GET",
      path: "/providers/{id}/reviews",
      tags: ["reviews"],
      summary: "Visible reviews of a provider, newest first, with a histogram",
    })
    .input(PageQuery.extend({ id: Id }))
    .output(
      page(Review).extend({
        ratingAverage: z.number(),
        ratingCount: z.int(),
        /** How many reviews gave 1, 2, 3, 4, 5 stars. */
        histogram: z.array(z.int()).length(5),
        /** Share of those asked who would recommend, 0–1; null when nobody answered. */
        recommendShare: z.number().nullable(),
      }),
    ),
  replyToReview: oc
    .route({
      method: "POST",
      path: "/reviews/{id}/reply",
      successStatus: 201,
      tags: ["reviews"],
      summary: "Provider: answer a visible review, once",
    })
    .input(z.object({ id: Id, content: RequiredText(2000) }))
    .output(Review),
};
