"use client";
import type { Position } from "@loconomy/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { useDebounced } from "../shell/use-debounced.ts";

/** Categories and providers, those near `around` first, for what was typed so far. Nothing is asked while `text` is empty or `enabled` is false. */
export const useNeedSuggestions = (text: string, enabled: boolean, around?: Position) => {
  const q = useDebounced(text.trim());
  return useQuery({
    queryKey: ["suggest", q, around],
    enabled: enabled && q !== "",
    queryFn: () => api.search.suggest({ q, kinds: "category,provider", limit: 4, ...around }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
};
