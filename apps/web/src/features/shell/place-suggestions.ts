"use client";
import type { Position } from "@loconomy/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { useDebounced } from "./use-debounced.ts";

/** Places whose name begins with what was typed so far; those near `around` come first when it is known. */
export const usePlaceSuggestions = (text: string, enabled: boolean, around?: Position) => {
  const q = useDebounced(text.trim());
  return useQuery({
    queryKey: ["places", q, around],
    enabled: enabled && q !== "",
    queryFn: () => api.geolocation.searchPlaces({ q, limit: 6, ...around }),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
};
