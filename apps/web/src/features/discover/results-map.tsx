"use client";
import { Skeleton } from "@loconomy/ui";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import type { PriceMapProps } from "../map/price-map.tsx";
import type { PreviewedResult } from "./result-preview.tsx";

// The map is large: it is fetched in the browser, after the list is there.
const PriceMap = dynamic(() => import("../map/price-map.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

interface ResultsMapProps {
  results: PreviewedResult[];
  place: { label: string; position: { lat: number; lng: number } };
  activeId: string | null;
  /** The phone shows the map; on wide screens it is always there. */
  onMap: boolean;
  onPoint: (id: string | null) => void;
  onOpen: (id: string) => void;
}

/** The map, once there is a place for it and the browser has nothing better to do. */
export function ResultsMap({ results, place, onMap, ...handlers }: ResultsMapProps) {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (onMap) return setWanted(true);
    if (!window.matchMedia("(min-width: 64rem)").matches) return;
    const later = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 200));
    const cancel = window.cancelIdleCallback ?? window.clearTimeout;
    const ticket = later(() => setWanted(true), { timeout: 2000 });
    return () => cancel(ticket);
  }, [onMap]);
  // Pins and place keep their identity while the results are the same: a new one would build the map again.
  const key = JSON.stringify({ place, pins: results });
  const stable = useMemo(() => JSON.parse(key) as Pick<PriceMapProps, "place" | "pins">, [key]);
  return wanted ? (
    <PriceMap {...stable} {...handlers} />
  ) : (
    <Skeleton className="size-full rounded-none" />
  );
}
