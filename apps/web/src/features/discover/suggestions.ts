"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { useDebounced } from "../shell/use-debounced.ts";

/** Categories and providers for what was typed so far. Nothing is asked while `text` is empty or `enabled` is false. */
export const useNeedSuggestions = (text: string, enabled: boolean) => {
  const q = useDebounced(text.trim());
  return useQuery({
    queryKey: ["suggest", q],
    enabled: enabled && q !== "",
    queryFn: () => api.search.suggest({ q }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
};
