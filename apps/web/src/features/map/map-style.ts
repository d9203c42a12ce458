import type { StyleSpecification } from "maplibre-gl";

/** Colors of the map as CSS colors, taken from the tokens of the theme that shows. */
export interface MapColors {
  water: string;
  land: string;
  coast: string;
  ring: string;
}

/** Reads the tokens; the map draws on a canvas, which does not follow CSS variables by itself. */
export const readMapColors = (root: HTMLElement): MapColors => {
  const tokens = getComputedStyle(root);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    water: token("--tint-3"),
    land: token("--surface-2"),
    coast: token("--border-strong"),
    ring: token("--border-strong"),
  };
};

/** A calm ground of land and water, and dashed rings that say how far things are. No tiles, no fonts, no other server. */
export const mapStyle = (
  origin: string,
  colors: MapColors,
  rings: [number, number][][],
): StyleSpecification => ({
  version: 8,
  sources: {
    land: {
      type: "geojson",
      data: `${origin}/map/land.geojson`,
      attribution: "Coastlines: Natural Earth",
    },
    rings: { type: "geojson", data: { type: "MultiLineString", coordinates: rings } },
  },
  layers: [
    { id: "water", type: "background", paint: { "background-color": colors.water } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colors.land } },
    {
      id: "coast",
      type: "line",
      source: "land",
      paint: { "line-color": colors.coast, "line-width": 1, "line-opacity": 0.35 },
    },
    {
      id: "rings",
      type: "line",
      source: "rings",
      paint: {
        "line-color": colors.ring,
        "line-width": 1,
        "line-opacity": 0.7,
        "line-dasharray": [3, 4],
      },
    },
  ],
});
