"use client";
import type { DistanceUnit, Position } from "@loconomy/contracts";
import { cn } from "@loconomy/ui";
import { LngLatBounds, type Map as MapLibre, type ScaleControl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import { useEffect, useRef, useState } from "react";
import { createMap, mapPadding, setScale, startZoomMax } from "./create-map.ts";
import { areaOfEdges, cornersOf, isSameArea, type MapArea } from "./map-area.ts";
import { readMapColors } from "./map-style.ts";
import { metersBetween } from "./rings.ts";
import { showPins, type MapPin, type ShownPins } from "./show-pins.ts";
import { showRings } from "./show-rings.ts";
import { mapTexts } from "./texts.ts";
import { useTheme } from "./use-theme.ts";

export type { MapPin } from "./show-pins.ts";

/** What the map is to show. A new object of the same content moves it again. */
export interface MapView {
  pins: MapPin[];
  /** The place searched; null when an area was searched. */
  place: { label: string; position: Position } | null;
  /** The area searched; null shows the place with all pins. */
  area: MapArea | null;
  /** Of the rings and the scale. */
  unit: DistanceUnit;
}

export interface PriceMapProps {
  view: MapView;
  /** Address of a map style; null for the one that ships with the app. */
  styleUrl: string | null;
  /** Id of the pin that is pointed at, here or in the list. */
  activeId: string | null;
  onPoint: (id: string | null) => void;
  onOpen: (id: string) => void;
  /** The visitor moved the map here. */
  onMove: (area: MapArea) => void;
}

const areaOf = (map: MapLibre): MapArea => {
  const bounds = map.getBounds();
  return areaOfEdges({
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  });
};

const boundsOf = ({ pins, place, area }: MapView): LngLatBounds => {
  if (area) return new LngLatBounds(...cornersOf(area));
  const bounds = new LngLatBounds();
  if (place) bounds.extend([place.position.lng, place.position.lat]);
  for (const { position } of pins) bounds.extend([position.lng, position.lat]);
  return bounds;
};

/** Runs once the map can be seen: on phones it may be behind the list, where it has no size. */
const whenSeen = (map: MapLibre, run: () => void): void => {
  if (map.getContainer().clientWidth > 0) return run();
  const check = () => {
    if (map.getContainer().clientWidth === 0) return;
    map.off("resize", check);
    run();
  };
  map.on("resize", check);
};

/** Pins that carry a price, around the place or in the area searched. Loaded in the browser only. */
export default function PriceMap({ view, styleUrl, activeId, ...handlers }: PriceMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ view, ...handlers });
  const shown = useRef<ShownPins>(null);
  const scale = useRef<ScaleControl>(null);
  const camera = useRef<MapArea>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [state, setState] = useState<"waiting" | "ready" | "failed">("waiting");
  const theme = useTheme();
  latest.current = { view, ...handlers };

  useEffect(() => {
    if (!box.current) return;
    let created: MapLibre;
    try {
      // A new theme draws the map anew, where it was.
      const bounds = camera.current
        ? new LngLatBounds(...cornersOf(camera.current))
        : boundsOf(latest.current.view);
      const exact = camera.current !== null || latest.current.view.area !== null;
      ({ map: created, scale: scale.current } = createMap(box.current, {
        styleUrl,
        bounds,
        exact,
      }));
    } catch {
      return setState("failed");
    }
    // Before the land is there it would all look like water.
    created.once("load", () => setState("ready"));
    created.once("style.load", () => setMap(created));
    created.on("moveend", (event) => {
      camera.current = areaOf(created);
      if ("originalEvent" in event && event.originalEvent) latest.current.onMove(camera.current);
    });
    return () => {
      setMap(null);
      created.remove();
    };
  }, [theme, styleUrl]);

  useEffect(() => {
    if (!map) return;
    const { pins, place, area, unit } = view;
    if (scale.current) setScale(scale.current, unit);
    const pinsShown = showPins(map, pins, {
      point: (id) => latest.current.onPoint(id),
      open: (id) => latest.current.onOpen(id),
    });
    shown.current = pinsShown;
    const farthest = Math.max(
      1000,
      ...pins.map((pin) => (place ? metersBetween(place.position, pin.position) : 0)),
    );
    const { coast } = readMapColors(document.documentElement);
    const removeRings =
      place && !area ? showRings(map, place, farthest, { unit, color: coast }) : null;
    return () => {
      shown.current = null;
      pinsShown.remove();
      removeRings?.();
    };
  }, [map, view]);

  const fitted = useRef(view);
  useEffect(() => {
    if (!map || fitted.current === view) return;
    fitted.current = view;
    whenSeen(map, () => {
      const { area } = view;
      if (area && isSameArea(area, areaOf(map))) return;
      map.fitBounds(
        boundsOf(view),
        area ? { padding: 0 } : { padding: mapPadding, maxZoom: startZoomMax },
      );
    });
  }, [map, view]);

  useEffect(() => shown.current?.mark(activeId), [activeId, map, view]);

  if (state === "failed") return <p className="p-6 text-muted">{mapTexts.failed}</p>;
  return (
    <div
      ref={box}
      role="region"
      aria-label={mapTexts.label}
      className={cn("size-full transition-opacity", state === "waiting" && "opacity-0")}
    />
  );
}
