import type { Box, Position } from "@loconomy/contracts";

/** Where a search looks: around a point, or in a box, whose distances then count from its middle. */
export interface Area {
  center: Position;
  /** Of the circle; of a box, the smallest that holds it, or null when that would be more than half of the globe. */
  radiusMeters: number | null;
  box: Box | null;
}

/** The radius that the earthdistance extension takes the earth to have. */
export const EARTH_RADIUS_METERS = 6_378_168;
/** The circle around a box is computed here and compared there; neither may lose a corner to rounding. */
const MARGIN_METERS = 1;

export const circle = (center: Position, radiusMeters: number): Area => ({
  center,
  radiusMeters,
  box: null,
});

export const boxArea = (box: Box): Area => {
  const center = middleOf(box);
  const halfWidth = widthOf(box) / 2;
  // On each parallel the ends are furthest from the middle; up to a quarter of the globe away, one of the corners is the furthest of all.
  const corners = [box.south, box.north].map((lat) =>
    metersBetween({ lat: center.lat, lng: 0 }, { lat, lng: halfWidth }),
  );
  return {
    center,
    radiusMeters: halfWidth > 90 ? null : Math.max(...corners) + MARGIN_METERS,
    box,
  };
};

/** Degrees from the western to the eastern edge. */
const widthOf = ({ west, east }: Box): number => (east > west ? east - west : east - west + 360);

export const middleOf = (box: Box): Position => {
  const lng = box.west + widthOf(box) / 2;
  return { lat: (box.south + box.north) / 2, lng: lng > 180 ? lng - 360 : lng };
};

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Length of the great circle between two positions, on the sphere that the database measures on. */
export const metersBetween = (a: Position, b: Position): number => {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
};
