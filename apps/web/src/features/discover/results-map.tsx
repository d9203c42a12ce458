"use client";
import { Skeleton } from "@loconomy/ui";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import type { MapView, PriceMapProps } from "../map/price-map.tsx";

// The map is large: it is fetched in the browser, after the list is there.
const PriceMap = dynamic(() => import("../map/price-map.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none!" />,
});

interface ResultsMapProps extends PriceMapProps {
  /** The phone shows the map; on wide screens it is always there. */
  onMap: boolean;
}

/** What only people do. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown"] as const;
const PATIENCE_MS = 6_000;

/**
 * The map: on wide screens once somebody moves on the page, or has looked at it for some seconds; on phones when it is asked for.
 * It is by far the largest thing of the site, and the list must not wait for it.
 */
export function ResultsMap({ view, onMap, ...props }: ResultsMapProps) {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (onMap) return setWanted(true);
    if (!window.matchMedia("(min-width: 64rem)").matches) return;
    const begin = () => setWanted(true);
    const timer = window.setTimeout(begin, PATIENCE_MS);
    for (const sign of SIGNS) window.addEventListener(sign, begin, { once: true, passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, begin);
    };
  }, [onMap]);
  // The view keeps its identity while the results are the same: a new one would move the map back.
  const key = JSON.stringify(view);
  const stable = useMemo(() => JSON.parse(key) as MapView, [key]);
  return wanted ? (
    <PriceMap view={stable} {...props} />
  ) : (
    <Skeleton className="size-full rounded-none!" />
  );
}
