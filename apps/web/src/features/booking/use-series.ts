"use client";
import type { SeriesHold, SeriesRule } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { heldSeries } from "./held-series.ts";
import { heldTime } from "./held-time.ts";
import { letGo } from "./let-go.ts";
import { type Choices, toInput } from "./series-choices.ts";

export interface WishedSeries {
  serviceId: string;
  variantId?: string;
  /** RFC 3339: of the first date. */
  start: string;
}

/** The dates of a series as they can be had now. A single time that the tab holds is given back first: it may be one of them. */
export const useSeriesPlan = (wished: WishedSeries, rule: SeriesRule, choices: Choices) => {
  const input = { ...wished, rule, ...toInput(choices) };
  return useQuery({
    queryKey: ["series-plan", input],
    queryFn: async () => {
      await Promise.all(heldTime.all().map(letGo));
      return api.bookings.previewSeries(input);
    },
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
  });
};

/** The series that this tab holds for this wish, if any, and how to hold one. `deadline` is in epoch milliseconds by the visitor's clock. */
export function useSeriesHold({ serviceId, variantId, start }: WishedSeries) {
  const queries = useQueryClient();
  const queryKey = ["series-hold", serviceId, start];
  const held = useQuery({
    queryKey,
    queryFn: async (): Promise<SeriesHold | null> => {
      const known = heldSeries.read();
      if (known?.serviceId !== serviceId || known.start !== start) return null;
      return api.bookings.getSeriesHold({ id: known.holdId }).catch((error: unknown) => {
        if (error instanceof ORPCError && error.status === 404) return null;
        throw error;
      });
    },
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const hold = useMutation({
    mutationFn: ({ rule, choices }: { rule: SeriesRule; choices: Choices }) =>
      api.bookings.createSeriesHold({ serviceId, variantId, start, rule, ...toInput(choices) }),
    onSuccess: (made) => {
      heldSeries.write({ holdId: made.id, serviceId, start });
      queries.setQueryData(queryKey, made);
    },
    // Somebody was faster: the dates are looked at again.
    onError: () => queries.invalidateQueries({ queryKey: ["series-plan"] }),
  });
  const release = async () => {
    await heldSeries.letGo();
    queries.setQueryData(queryKey, null);
    await queries.invalidateQueries({ queryKey: ["series-plan"] });
  };
  const deadline = held.data ? held.dataUpdatedAt + held.data.expiresInSeconds * 1000 : 0;
  return { held, hold, release, deadline };
}
