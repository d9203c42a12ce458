"use client";
import { Skeleton } from "@loconomy/ui";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import type { MapView, PriceMapProps } from "../map/price-map.tsx";

// The map is large: it is fetched in the browser, after the list is there.
const PriceMap = dynamic(() => import("../map/price-map.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

interface ResultsMapProps extends PriceMapProps {
  /** The phone shows the map; on wide screens it is always there. */
  onMap: boolean;
}

/** The map, once there is a place for it and the browser has nothing better to do. */
export function ResultsMap({ view, onMap, ...props }: ResultsMapProps) {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (onMap) return setWanted(true);
    if (!window.matchMedia("(min-width: 64rem)").matches) return;
    const later = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 200));
    const cancel = window.cancelIdleCallback ?? window.clearTimeout;
    const ticket = later(() => setWanted(true), { timeout: 2000 });
    return () => cancel(ticket);
  }, [onMap]);
  // The view keeps its identity while the results are the same: a new one would move the map back.
  const key = JSON.stringify(view);
  const stable = useMemo(() => JSON.parse(key) as MapView, [key]);
  return wanted ? (
    <PriceMap view={stable} {...props} />
  ) : (
    <Skeleton className="size-full rounded-none" />
  );
}
