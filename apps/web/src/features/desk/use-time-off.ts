"use client";
import type { Booking, Schedule } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** No service lasts longer: a booking that reaches into a stretch began at most so long before it. */
const LASTS_MS_MAX = 12 * 3_600_000;
const HAS_ITS_TIME: readonly Booking["status"][] = [
  "awaiting_payment",
  "pending",
  "confirmed",
  "in_progress",
];

interface NewTimeOff {
  /** RFC 3339. */
  start: string;
  end: string;
  note?: string;
}

/** The provider's planned absences, and giving one back. */
export function useTimeOff(schedule: Schedule) {
  const { providerId: id } = schedule;
  const list = useQuery({
    queryKey: ["schedule", id],
    queryFn: () => api.bookings.getSchedule({ id }),
    initialData: schedule,
  });
  const remove = useMutation({
    mutationFn: (timeOffId: string) => api.bookings.deleteTimeOff({ id, timeOffId }),
    onSettled: () => list.refetch(),
  });
  return { list, remove };
}

/** Bookings that have time between two moments. */
const bookedBetween = async ({ start, end }: NewTimeOff): Promise<Booking[]> => {
  const from = new Date(Date.parse(start) - LASTS_MS_MAX).toISOString();
  const asked = { as: "provider", order: "asc", from, to: end, limit: 100 } as const;
  const { items } = await api.bookings.listBookings(asked);
  return items.filter(
    (booking) =>
      HAS_ITS_TIME.includes(booking.status) && Date.parse(booking.end) > Date.parse(start),
  );
};

/** Takes time off. When something is booked in it, `booked` says what. */
export function useNewTimeOff(id: string, onAdded: () => Promise<unknown>) {
  const add = useMutation({
    mutationFn: (input: NewTimeOff) => api.bookings.createTimeOff({ id, ...input }),
    onSuccess: onAdded,
  });
  const isTaken = add.error instanceof ORPCError && add.error.code === "conflict";
  const booked = useQuery({
    queryKey: ["booked-between", id, add.variables],
    queryFn: () => bookedBetween(add.variables!),
    enabled: isTaken && add.variables !== undefined,
  });
  return { add, booked: isTaken ? (booked.data ?? []) : [] };
}
