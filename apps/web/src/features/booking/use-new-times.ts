"use client";
import type { Booking, Slot } from "@loconomy/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** The API answers at most 62 days; a booking that is to move further is better made anew. */
const DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

/** What is chosen among open times: the wished day and time where they are open, else the first from `near` (RFC 3339) on. */
export const chooseTime = (
  slots: readonly Slot[],
  wished: { day: string; start: string },
  near: string,
): { days: Slot[]; chosenDay: string; ofDay: Slot[]; chosen: Slot | undefined } => {
  const days = slots.filter(({ day }, index) => day !== slots[index - 1]?.day);
  const next = slots.find(({ start }) => Date.parse(start) > Date.parse(near));
  const chosenDay =
    days.find(({ day }) => day === wished.day)?.day ?? next?.day ?? days[0]?.day ?? "";
  const ofDay = slots.filter(({ day }) => day === chosenDay);
  const chosen = ofDay.find(({ start }) => start === wished.start) ?? ofDay[0];
  return { days, chosenDay, ofDay, chosen };
};

/** How to ask for the open times that a booking can move to. */
export const newTimesOf = ({ id, timeZone }: Booking) =>
  queryOptions({
    queryKey: ["booking", id, "new-times"],
    queryFn: () =>
      api.bookings.listNewTimes({
        id,
        from: new Date().toISOString(),
        to: new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString(),
        timeZone,
      }),
    staleTime: 0,
  });

/** The open times that a booking can move to, asked for once they are `wanted`. */
export const useNewTimes = (booking: Booking, wanted: boolean) => {
  const times = useQuery({ ...newTimesOf(booking), enabled: wanted });
  const slots = times.data?.slots ?? [];
  return {
    error: times.error,
    isPending: wanted && times.isPending,
    isReady: times.data !== undefined,
    choose: (wished: { day: string; start: string }) => chooseTime(slots, wished, booking.start),
  };
};
