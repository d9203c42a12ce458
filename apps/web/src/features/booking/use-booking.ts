"use client";
import type { Booking, BookingReviews, Payment, TimelineEntry, Tipping } from "@loconomy/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** What the page already loaded; a part that failed is loaded again in the browser. */
export interface LoadedBooking {
  booking: Booking;
  payment: Payment | undefined;
  timeline: { items: TimelineEntry[] } | undefined;
  reviews: BookingReviews | undefined;
  tipping: Tipping | undefined;
}

/** How long to wait before asking again: soon while a payment is on its way, now and then while an answer is. */
const refetchMs = ({ status }: Booking): number | false => {
  if (status === "awaiting_payment") return 4000;
  return status === "pending" ? 15_000 : false;
};

export const useBooking = (initialData: Booking) =>
  useQuery({
    queryKey: ["booking", initialData.id],
    queryFn: () => api.bookings.getBooking({ id: initialData.id }),
    initialData,
    refetchInterval: ({ state }) => (state.data ? refetchMs(state.data) : false),
  });

export const usePayment = (id: string, initialData: Payment | undefined) =>
  useQuery({
    queryKey: ["booking", id, "payment"],
    queryFn: () => api.payments.getPayment({ id }),
    initialData,
  });

export const useTimeline = (id: string, initialData: LoadedBooking["timeline"]) =>
  useQuery({
    queryKey: ["booking", id, "timeline"],
    queryFn: () => api.bookings.getTimeline({ id }),
    initialData,
  });

/** None until money was taken. Asks again while one of them has yet to get its number. */
export const usePapers = (id: string) =>
  useQuery({
    queryKey: ["booking", id, "papers"],
    queryFn: () => api.payments.listBookingPapers({ id }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ number }) => number === null) ? 4000 : false,
  });

/** Asks again while the bank of a card looks at its owner. */
export const useTip = (id: string, initialData: Tipping | undefined) =>
  useQuery({
    queryKey: ["booking", id, "tip"],
    queryFn: () => api.payments.getTip({ id }),
    initialData,
    refetchInterval: ({ state }) => (state.data?.tip?.status === "requires_action" ? 4000 : false),
  });

export const useReviews = (id: string, initialData: BookingReviews | undefined) =>
  useQuery({
    queryKey: ["booking", id, "reviews"],
    queryFn: () => api.reviews.getBookingReviews({ id }),
    initialData,
  });

/** Makes everything known about a booking, and every list it stands in, load again. */
export const useRefreshBooking = (id: string) => {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["booking", id] }),
      queries.invalidateQueries({ queryKey: ["bookings"] }),
    ]);
};
