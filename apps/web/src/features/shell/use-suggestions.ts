"use client";
import { useEffect, useState } from "react";
import { useDebounced } from "./use-debounced.ts";

export interface Suggestions<Item> {
  items: Item[];
  /** An answer for what was typed last is on its way. */
  isFetching: boolean;
}

/**
 * What the server proposes for a text that is being typed; the last proposals stay until the next are there. Nothing is asked for
 * an empty text (there is nothing to propose for it), or while `enabled` is false. `ask` has to keep its identity.
 */
export const useSuggestions = <Item>(
  text: string,
  enabled: boolean,
  ask: (q: string) => Promise<{ items: Item[] }>,
): Suggestions<Item> => {
  const q = useDebounced(text.trim());
  const [found, setFound] = useState<{ q: string; items: Item[] }>({ q: "", items: [] });
  const isAsked = enabled && q !== "" && text.trim() !== "";
  useEffect(() => {
    if (!isAsked) return;
    let isCurrent = true;
    ask(q)
      .then(({ items }) => items)
      .catch(() => [])
      .then((items) => {
        if (isCurrent) setFound({ q, items });
      });
    return () => {
      isCurrent = false;
    };
  }, [q, isAsked, ask]);
  return { items: isAsked ? found.items : [], isFetching: isAsked && found.q !== q };
};
