"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { useDebounced } from "./use-debounced.ts";

/** Places whose name begins with what was typed so far. */
export const usePlaceSuggestions = (text: string, enabled: boolean) => {
  const q = useDebounced(text.trim());
  return useQuery({
    queryKey: ["places", q],
    enabled: enabled && q !== "",
    queryFn: () => api.geolocation.searchPlaces({ q, limit: 6 }),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
};
