"use client";
import type { Position, Suggestion } from "@loconomy/contracts";
import { useCallback } from "react";
import { api } from "../../api/browser.ts";
import { useSuggestions, type Suggestions } from "../shell/use-suggestions.ts";

/** Categories and providers, those near `around` first, for what was typed so far. */
export const useNeedSuggestions = (
  text: string,
  enabled: boolean,
  { lat, lng }: Partial<Position> = {},
): Suggestions<Suggestion> => {
  const ask = useCallback(
    (q: string) => api.search.suggest({ q, kinds: "category,provider", limit: 4, lat, lng }),
    [lat, lng],
  );
  return useSuggestions(text, enabled, ask);
};
