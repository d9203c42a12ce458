"use client";
import type { Position } from "@loconomy/contracts";
import { cn, formatDistance } from "@loconomy/ui";
import {
  LngLatBounds,
  Map as MapLibre,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef, useState } from "react";
import { mapStyle, readMapColors } from "./map-style.ts";
import { pinElement, placeElement, ringLabelElement } from "./pins.ts";
import { distanceRings, metersBetween } from "./rings.ts";
import { mapTexts } from "./texts.ts";
import { useTheme } from "./use-theme.ts";

// The worker is a file of its own; the bundler copies it and this names the copy.
setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).href);

export interface MapPin {
  id: string;
  name: string;
  /** Already formatted: "$60". */
  price: string;
  position: Position;
}

export interface PriceMapProps {
  pins: MapPin[];
  place: { label: string; position: Position };
  /** Id of the pin that is pointed at, here or in the list. */
  activeId: string | null;
  onPoint: (id: string | null) => void;
  onOpen: (id: string) => void;
}

const farthest = (pins: MapPin[], place: Position) =>
  Math.max(1000, ...pins.map((pin) => metersBetween(place, pin.position)));

/** Pins that carry a price, around the place searched. Loaded in the browser only. */
export default function PriceMap({ pins, place, activeId, onPoint, onOpen }: PriceMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const elements = useRef(new Map<string, HTMLButtonElement>());
  const handlers = useRef({ onPoint, onOpen });
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const theme = useTheme();
  handlers.current = { onPoint, onOpen };

  useEffect(() => {
    if (!box.current) return;
    const rings = distanceRings(place.position, farthest(pins, place.position));
    const bounds = new LngLatBounds(
      [place.position.lng, place.position.lat],
      [place.position.lng, place.position.lat],
    );
    for (const { position } of pins) bounds.extend([position.lng, position.lat]);
    const style = mapStyle(
      window.location.origin,
      readMapColors(document.documentElement),
      rings.map((ring) => ring.line),
    );
    let map: MapLibre;
    try {
      map = new MapLibre({
        container: box.current,
        style,
        bounds,
        fitBoundsOptions: { padding: { top: 56, bottom: 40, left: 48, right: 48 }, maxZoom: 14 },
        attributionControl: { compact: false },
        dragRotate: false,
        pitchWithRotate: false,
        cooperativeGestures: window.matchMedia("(pointer: coarse)").matches,
      });
    } catch {
      setFailed(true);
      return;
    }
    // Before the land is there it would all look like water.
    map.once("load", () => setReady(true));
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ unit: "imperial" }), "bottom-left");
    for (const ring of rings) {
      new Marker({ element: ringLabelElement(formatDistance(ring.meters)) })
        .setLngLat([ring.label.lng, ring.label.lat])
        .addTo(map);
    }
    new Marker({ element: placeElement(place.label) })
      .setLngLat([place.position.lng, place.position.lat])
      .addTo(map);
    const shown = elements.current;
    for (const pin of pins) {
      const element = pinElement(pin, {
        point: (over) => handlers.current.onPoint(over ? pin.id : null),
        open: () => handlers.current.onOpen(pin.id),
      });
      shown.set(pin.id, element);
      new Marker({ element, anchor: "bottom" })
        .setLngLat([pin.position.lng, pin.position.lat])
        .addTo(map);
    }
    return () => {
      shown.clear();
      map.remove();
    };
  }, [pins, place, theme]);

  useEffect(() => {
    for (const [id, element] of elements.current)
      element.dataset["active"] = String(id === activeId);
  }, [activeId, pins, place, theme]);

  if (failed) return <p className="p-6 text-muted">{mapTexts.failed}</p>;
  return (
    <div
      ref={box}
      role="region"
      aria-label={mapTexts.label}
      className={cn("size-full transition-opacity", !ready && "opacity-0")}
    />
  );
}
