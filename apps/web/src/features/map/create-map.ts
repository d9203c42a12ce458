import type { DistanceUnit } from "@loconomy/contracts";
import {
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type LngLatBoundsLike,
} from "maplibre-gl";
import { ownMapStyle, readMapColors } from "./map-style.ts";

// The worker is a file of its own; the bundler copies it and this names the copy.
setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).href);

/** Room for pins and labels at the edges, pixels. */
export const mapPadding = { top: 56, bottom: 40, left: 48, right: 48 };
export const startZoomMax = 14;

interface MapStart {
  /** Address of a style; without it the one that ships with the app. */
  styleUrl: string | null;
  bounds: LngLatBoundsLike;
  /** Keeps `bounds` to the edges: they are a view, not things that need room. */
  exact: boolean;
}

/** Its scale in the corner tells distances in this unit. */
export const setScale = (scale: ScaleControl, unit: DistanceUnit): void =>
  scale.setUnit(unit === "mi" ? "imperial" : "metric");

/** A map without rotation, with its scale. A style of others that cannot be loaded gives way to our own. Throws where the browser cannot draw it. */
export const createMap = (container: HTMLElement, start: MapStart) => {
  const own = ownMapStyle(window.location.origin, readMapColors(document.documentElement));
  const map = new MapLibre({
    container,
    style: start.styleUrl ?? own,
    bounds: start.bounds,
    fitBoundsOptions: start.exact ? { padding: 0 } : { padding: mapPadding, maxZoom: startZoomMax },
    attributionControl: { compact: false },
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
  });
  if (start.styleUrl) {
    const giveWay = () => map.setStyle(own);
    map.once("error", giveWay);
    map.once("style.load", () => map.off("error", giveWay));
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  const scale = new ScaleControl();
  map.addControl(scale, "bottom-left");
  return { map, scale };
};
