"use client";
import type { Booking, Slot } from "@loconomy/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

const DAY_MS = 86_400_000;
/** The API answers at most 62 days; a booking that is to move further is better made anew. */
const DAYS = 60;
/** Of a booking far ahead, times before it are shown as well. */
const DAYS_BEFORE = 14;

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
export const newTimesOf = ({ id, start, timeZone }: Booking) =>
  queryOptions({
    queryKey: ["booking", id, "new-times"],
    queryFn: () => {
      const from = Math.max(Date.now(), Date.parse(start) - DAYS_BEFORE * DAY_MS);
      const to = from + DAYS * DAY_MS;
      return api.bookings.listNewTimes({
        id,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        timeZone,
      });
    },
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
