/** What a map shows, in degrees. `west` is greater than `east` when it crosses the antimeridian. */
export interface MapArea {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Longitude between −180 and 180; a map that is turned around the globe counts on. */
const wrapped = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180;
const limited = (lat: number) => Math.max(-90, Math.min(90, lat));
/** About 10 m: enough for a map, and short in an address. */
const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** The area of a map whose edges stand at these longitudes and latitudes, however often it was turned around the globe. */
export const areaOfEdges = (edges: MapArea): MapArea => {
  const isWholeGlobe = edges.east - edges.west >= 360;
  return {
    west: isWholeGlobe ? -180 : rounded(wrapped(edges.west)),
    south: rounded(limited(edges.south)),
    east: isWholeGlobe ? 180 : rounded(wrapped(edges.east)),
    north: rounded(limited(edges.north)),
  };
};

/** As it stands in an address: `west,south,east,north`. */
export const areaText = ({ west, south, east, north }: MapArea): string =>
  [west, south, east, north].join(",");

/** Degrees from the western to the eastern edge. */
const widthOf = ({ west, east }: MapArea) => (east > west ? east - west : east - west + 360);

/** The corners as a map takes them: east counts on over the antimeridian. */
export const cornersOf = (area: MapArea): [[number, number], [number, number]] => [
  [area.west, area.south],
  [area.west + widthOf(area), area.north],
];

export const middleOf = (area: MapArea): { lat: number; lng: number } => ({
  lat: (area.south + area.north) / 2,
  lng: wrapped(area.west + widthOf(area) / 2),
});

/** Whether two areas show the same, but for what rounding and a scroll bar make of it. */
export const isSameArea = (a: MapArea, b: MapArea): boolean => {
  const tolerance = 0.02;
  const [width, height] = [widthOf(a), a.north - a.south];
  const isNear = (from: number, to: number, size: number) =>
    Math.abs(wrapped(from - to)) <= tolerance * size;
  return (
    isNear(a.west, b.west, width) &&
    isNear(a.east, b.east, width) &&
    isNear(a.south, b.south, height) &&
    isNear(a.north, b.north, height)
  );
};
