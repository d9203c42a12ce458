import type { StyleSpecification } from "maplibre-gl";

/** Colors of the map as CSS colors, taken from the tokens of the theme that shows. */
export interface MapColors {
  water: string;
  land: string;
  coast: string;
}

/** Reads the tokens; the map draws on a canvas, which does not follow CSS variables by itself. */
export const readMapColors = (root: HTMLElement): MapColors => {
  const tokens = getComputedStyle(root);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  return {
    water: token("--tint-3"),
    land: token("--surface-2"),
    coast: token("--border-strong"),
  };
};

/** The ground that ships with the app: land and water. No tiles, no fonts, no other server. */
export const ownMapStyle = (origin: string, colors: MapColors): StyleSpecification => ({
  version: 8,
  sources: {
    land: {
      type: "geojson",
      data: `${origin}/map/land.geojson`,
      attribution: "Coastlines: Natural Earth",
    },
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
  ],
});
