import type { Position } from "@loconomy/contracts";

/** The radius that the earthdistance extension takes the earth to have. */
const EARTH_RADIUS_METERS = 6_378_168;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A position as a point in space, in metres from the middle of the earth; what `ll_to_earth` makes of it. */
const pointOf = ({ lat, lng }: Position): [number, number, number] => {
  const [phi, lambda] = [radians(lat), radians(lng)];
  return [
    EARTH_RADIUS_METERS * Math.cos(phi) * Math.cos(lambda),
    EARTH_RADIUS_METERS * Math.cos(phi) * Math.sin(lambda),
    EARTH_RADIUS_METERS * Math.sin(phi),
  ];
};

/** A position as the text of a `cube`. */
export const pointText = (position: Position): string => `(${pointOf(position).join()})`;

/** A box in space that holds all that lies within a distance, as the text of a `cube`. */
export const spaceText = (position: Position, meters: number): string => {
  const side = chordOfMeters(meters);
  const point = pointOf(position);
  return `(${point.map((at) => at - side).join()}),(${point.map((at) => at + side).join()})`;
};

/** The straight way through the earth between two points that are so far from each other on its surface. */
export const chordOfMeters = (meters: number): number =>
  2 * EARTH_RADIUS_METERS * Math.sin(Math.min(Math.PI / 2, meters / 2 / EARTH_RADIUS_METERS));

/** The way on the surface. */
export const metersOfChord = (chord: number): number =>
  2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, chord / 2 / EARTH_RADIUS_METERS));

/** Length of the great circle between two positions. */
export const metersBetween = (a: Position, b: Position): number => {
  const [x, y, z] = pointOf(a);
  const [u, v, w] = pointOf(b);
  return metersOfChord(Math.hypot(x - u, y - v, z - w));
};
