"use client";
import type { Place, Position } from "@loconomy/contracts";
import { useCallback } from "react";
import { api } from "../../api/browser.ts";
import { useSuggestions, type Suggestions } from "./use-suggestions.ts";

/** Places whose name begins with what was typed so far; those near `around` come first when it is known. */
export const usePlaceSuggestions = (
  text: string,
  enabled: boolean,
  { lat, lng }: Partial<Position> = {},
): Suggestions<Place> => {
  const ask = useCallback(
    (q: string) => api.geolocation.searchPlaces({ q, limit: 6, lat, lng }),
    [lat, lng],
  );
  return useSuggestions(text, enabled, ask);
};
