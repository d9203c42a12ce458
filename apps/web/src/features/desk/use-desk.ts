"use client";
import type { Booking } from "@loconomy/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { openRequests, weekQuery } from "./desk-queries.ts";

/** New requests show up by themselves. */
const REFRESH_MS = 20_000;

interface Loaded {
  week: Booking[];
  requests: Booking[];
}

/** The jobs of the coming days and the requests that wait, kept fresh. `from` is RFC 3339. */
export function useDesk(from: string, { week, requests }: Loaded) {
  const weekList = useQuery({
    queryKey: ["bookings", "provider", "week", from],
    queryFn: () => api.bookings.listBookings(weekQuery(from)).then(({ items }) => items),
    initialData: week,
    refetchInterval: REFRESH_MS,
  });
  const requestList = useQuery({
    queryKey: ["bookings", "provider", "requests"],
    queryFn: () => api.bookings.listBookings(openRequests).then(({ items }) => items),
    initialData: requests,
    refetchInterval: REFRESH_MS,
  });
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["bookings"] });
  return { week: weekList.data, requests: requestList.data, refresh };
}
