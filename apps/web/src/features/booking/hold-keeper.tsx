"use client";
import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { heldSeries } from "./held-series.ts";
import { heldTime } from "./held-time.ts";
import { keepsTime, letGo } from "./let-go.ts";

/**
 * Gives a held time back at once when its visitor leaves: goes elsewhere on the site, or closes or leaves the booking page.
 * Signing in on the way keeps it, and so does paying, when it is a booking already. A reload cannot be told from closing; the
 * page that comes back holds the time anew (`useHold`).
 */
export function HoldKeeper() {
  const path = usePathname();
  const leave = useEffectEvent(async () => {
    void heldSeries.letGo();
    const left = heldTime.all();
    if (left.length === 0) return;
    // Rarely needed, and then loaded already by the page that held the time.
    const queries = (await import("../shell/queries.tsx")).queryClient();
    for (const { serviceId, start } of left)
      queries.removeQueries({ queryKey: ["hold", serviceId, start] });
    await Promise.all(left.map(letGo));
    await queries.invalidateQueries({ queryKey: ["open-times"] });
  });
  useEffect(() => {
    if (!keepsTime(path)) void leave();
  }, [path]);
  useEffect(() => {
    if (path !== "/book") return;
    const close = () => {
      for (const held of heldTime.all()) void letGo(held);
    };
    window.addEventListener("pagehide", close);
    return () => window.removeEventListener("pagehide", close);
  }, [path]);
  return null;
}
