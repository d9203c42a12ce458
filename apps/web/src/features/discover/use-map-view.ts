"use client";
import { useSearchParams } from "next/navigation";

/** Whether a phone shows the map instead of the list. It stands in the address, so that going back and sharing keep it. */
export const useMapView = (): [boolean, (onMap: boolean) => void] => {
  const params = useSearchParams();
  const show = (onMap: boolean) => {
    const next = new URLSearchParams(params);
    if (onMap) next.set("view", "map");
    else next.delete("view");
    // Only the look changes: nothing has to be asked for again.
    window.history.pushState(null, "", `${window.location.pathname}?${next}`);
  };
  return [params.get("view") === "map", show];
};

/** The address of another search, with the map if it shows now. */
export const keepMapView = (href: string, current: string): string =>
  href.startsWith("/search?") && new URLSearchParams(current).get("view") === "map"
    ? `${href}&view=map`
    : href;
