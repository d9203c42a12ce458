"use client";
import { useEffect, useRef, type RefObject } from "react";

/** Marks the card of this provider in a list that was rendered on the server. Put the ref on the list. */
export const useCardHighlight = (id: string | null): RefObject<HTMLDivElement | null> => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const card of list.current?.querySelectorAll<HTMLElement>("[data-result]") ?? []) {
      card.dataset["active"] = String(card.dataset["result"] === id);
    }
  }, [id]);
  return list;
};
