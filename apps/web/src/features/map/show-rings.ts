import type { DistanceUnit, Position } from "@loconomy/contracts";
import { Marker, type GeoJSONSource, type Map as MapLibre } from "maplibre-gl";
import { distanceText } from "../shell/distance-text.ts";
import { placeElement, ringLabelElement } from "./pins.ts";
import { distanceRings } from "./rings.ts";

const sourceId = "rings";

/** Puts the place on the map, with rings around it that say how far things are, up to the farthest. Returns what removes them. */
export const showRings = (
  map: MapLibre,
  place: { label: string; position: Position },
  farthestMeters: number,
  { unit, color }: { unit: DistanceUnit; color: string },
): (() => void) => {
  const rings = distanceRings(place.position, farthestMeters, unit);
  const markers = [
    ...rings.map((ring) =>
      new Marker({ element: ringLabelElement(distanceText(ring.meters, unit)) }).setLngLat([
        ring.label.lng,
        ring.label.lat,
      ]),
    ),
    new Marker({ element: placeElement(place.label) }).setLngLat([
      place.position.lng,
      place.position.lat,
    ]),
  ];
  for (const marker of markers) marker.addTo(map);
  const data = {
    type: "MultiLineString" as const,
    coordinates: rings.map((ring) => ring.line),
  };
  const source = map.getSource<GeoJSONSource>(sourceId);
  if (source) source.setData(data);
  else {
    map.addSource(sourceId, { type: "geojson", data });
    map.addLayer({
      id: sourceId,
      type: "line",
      source: sourceId,
      paint: {
        "line-color": color,
        "line-width": 1,
        "line-opacity": 0.7,
        "line-dasharray": [3, 4],
      },
    });
  }
  let isGone = false;
  map.once("remove", () => (isGone = true));
  return () => {
    for (const marker of markers) marker.remove();
    // A map that was removed has no sources to ask for.
    if (isGone) return;
    map.getSource<GeoJSONSource>(sourceId)?.setData({ type: "MultiLineString", coordinates: [] });
  };
};
