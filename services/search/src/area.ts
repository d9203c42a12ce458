import type { Box, Position } from "@loconomy/contracts";
import { metersBetween } from "./sphere.ts";

/** Where a search looks: around a point, or in a box, whose distances then count from its middle. */
export interface Area {
  center: Position;
  /** Of the circle; of a box, the smallest that holds it, or null when that would be more than half of the globe. */
  radiusMeters: number | null;
  box: Box | null;
}

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
  return { lat: (box.south + box.north) / 2, lng: wrapped(lng) };
};

/** A box with the middle at a position that holds all that lies within a distance, as it stands in an address; a little larger. */
export const boxAround = ({ lat, lng }: Position, meters: number): string => {
  const height = (meters / METERS_A_DEGREE) * ROOM;
  const [south, north] = [Math.max(-90, lat - height), Math.min(90, lat + height)];
  // At a pole every meridian is near.
  const width = height / Math.cos((Math.min(89, Math.abs(lat) + height) * Math.PI) / 180);
  const isRound = width >= 180 || Math.abs(lat) + height >= 90;
  const [west, east] = isRound ? [-180, 180] : [wrapped(lng - width), wrapped(lng + width)];
  return [west, south, east, north].map((degrees) => Number(degrees.toFixed(4))).join();
};

const METERS_A_DEGREE = 111_320;
const ROOM = 1.05;
const wrapped = (lng: number): number => (lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng);
