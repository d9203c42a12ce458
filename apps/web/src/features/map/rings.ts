import { METERS_PER, type DistanceUnit } from "@loconomy/contracts/distance";
import type { Position } from "@loconomy/contracts";

const earthRadiusMeters = 6_371_008.8;
const degrees = (radians: number) => (radians * 180) / Math.PI;
const radians = (value: number) => (value * Math.PI) / 180;

/** The point `meters` away from `from` in the direction `bearing` (degrees clockwise from north). */
export const pointAway = (from: Position, meters: number, bearing: number): Position => {
  const angle = meters / earthRadiusMeters;
  const lat = radians(from.lat);
  const turn = radians(bearing);
  const sinLat = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(turn);
  const lng = Math.atan2(
    Math.sin(turn) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * sinLat,
  );
  return { lat: degrees(Math.asin(sinLat)), lng: from.lng + degrees(lng) };
};

/** Great-circle distance in meters. */
export const metersBetween = (a: Position, b: Position): number => {
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const half =
    Math.sin((latB - latA) / 2) ** 2 +
    Math.cos(latA) * Math.cos(latB) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.sqrt(Math.min(1, half)));
};

export interface DistanceRing {
  meters: number;
  /** Closed line of [longitude, latitude]. */
  line: [number, number][];
  /** Where its label stands: due north. */
  label: Position;
}

/** Circles of 1, 2, 5, 10, 25 and 50 units around the place searched, as many as are of use for what lies `farthestMeters` away. */
export const distanceRings = (
  center: Position,
  farthestMeters: number,
  unit: DistanceUnit,
): DistanceRing[] => {
  const radii = [1, 2, 5, 10, 25, 50];
  const enough = radii.findIndex((value) => value * METERS_PER[unit] >= farthestMeters);
  const last = enough === -1 ? radii.length - 1 : enough;
  return radii.slice(Math.max(0, last - 2), last + 1).map((value) => {
    const meters = value * METERS_PER[unit];
    const line = Array.from({ length: 73 }, (_, index): [number, number] => {
      const { lat, lng } = pointAway(center, meters, index * 5);
      return [lng, lat];
    });
    return { meters, line, label: pointAway(center, meters, 0) };
  });
};
