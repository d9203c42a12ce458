"use client";
import type { ExternalCalendar } from "@loconomy/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { isBeingRead } from "./being-read.ts";

const REFRESH_MS = 30_000;
/** While a calendar is being read. */
const READING_MS = 1_500;

/** A provider's calendars elsewhere, kept fresh; more often while one of them is being read. */
export function useExternalCalendars(providerId: string, initial: ExternalCalendar[]) {
  /** When each calendar that was asked for had been read last. */
  const [asked, setAsked] = useState<Record<string, string | null>>({});
  const list = useQuery({
    queryKey: ["external-calendars", providerId],
    queryFn: () => api.bookings.listCalendars({ id: providerId }).then(({ items }) => items),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.some((calendar) => isBeingRead(calendar, asked)) ? READING_MS : REFRESH_MS,
  });
  return {
    calendars: list.data,
    isBeingRead: (calendar: ExternalCalendar) => isBeingRead(calendar, asked),
    refetch: () => list.refetch(),
    /** Has a calendar read now. */
    refresh: async ({ id, lastFetchedAt }: ExternalCalendar) => {
      await api.bookings.refreshCalendar({ id: providerId, calendarId: id });
      setAsked((known) => ({ ...known, [id]: lastFetchedAt }));
      await list.refetch();
    },
  };
}
