"use client";
import type { OutsideBookings, ScheduleRules, Slot } from "@loconomy/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Control, useWatch } from "react-hook-form";
import { api } from "../../api/browser.ts";
import { useDebounced } from "../shell/use-debounced.ts";
import { HoursFields, fromFields } from "./hours.ts";

/** Long enough not to ask at every key, short enough to seem at once. */
const DELAY_MS = 400;

export interface Preview {
  slots: Slot[];
  bookableUntil: string;
  outside: OutsideBookings;
}

/** How a preview is asked for. */
export type LoadPreview = (
  input: ScheduleRules & { id: string; from: string; serviceId?: string },
) => Promise<Preview>;

const fromApi: LoadPreview = (input) => api.bookings.previewSchedule(input);

interface Asked {
  control: Control<HoursFields>;
  providerId: string;
  serviceId?: string;
  /** The first of seven days, "YYYY-MM-DD". */
  from: string;
  load?: LoadPreview;
}

/** What customers would see with the hours in the form, saved or not; asked anew once the form rests and is right. */
export function useHoursPreview({ control, providerId, serviceId, from, load = fromApi }: Asked) {
  const fields = useDebounced(useWatch({ control }), DELAY_MS);
  const rules = useMemo(() => {
    const parsed = HoursFields.safeParse(fields);
    return parsed.success ? fromFields(parsed.data) : null;
  }, [fields]);
  const preview = useQuery({
    queryKey: ["hours-preview", providerId, serviceId, from, rules],
    queryFn: () => load({ ...rules!, id: providerId, serviceId, from }),
    enabled: rules !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 60_000,
  });
  return { preview, isRight: rules !== null };
}
