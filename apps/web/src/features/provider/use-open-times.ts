"use client";
import type { HeldTime, JobPlace, Slot } from "@loconomy/contracts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { monthWindow } from "./open-times.ts";

export interface OpenTimes {
  /** The provider's zone. */
  timeZone: string;
  slots: Slot[];
  /** The first open day after a month without any. */
  nextFreeDay: string | null;
  /** The last day that can be booked now; null while the provider has no hours. */
  bookableUntil: string | null;
  /** The visitor's own held times. */
  held: HeldTime[];
}

/** How open times are asked for: days from and to, both included, in a zone. */
export type LoadTimes = (input: {
  id: string;
  serviceId: string;
  variantId?: string;
  from: string;
  to: string;
  timeZone: string;
  lat?: number;
  lng?: number;
}) => Promise<OpenTimes>;

const fromApi: LoadTimes = (input) => api.bookings.listSlots(input);

interface Asked {
  providerId: string;
  serviceId: string;
  variantId?: string;
  month: string;
  today: string;
  timeZone: string;
  /** Where a job at the customer's place is to be. */
  place?: JobPlace;
  /** Not asked for. */
  isPaused?: boolean;
}

/** Open times of a month, loaded when it is first looked at; asked again after half a minute, because others book too. */
export const useOpenTimes = (
  { providerId, serviceId, variantId, month, today, timeZone, place, isPaused }: Asked,
  load: LoadTimes = fromApi,
) =>
  useQuery({
    queryKey: ["open-times", serviceId, variantId, month, timeZone, place?.lat, place?.lng],
    enabled: !isPaused,
    staleTime: 30_000,
    queryFn: () =>
      load({
        id: providerId,
        serviceId,
        variantId,
        ...monthWindow(month, today),
        timeZone,
        ...(place && { lat: place.lat, lng: place.lng }),
      }),
  });
