import type { Cities } from "./cities.ts";
import { positionOf } from "./cities.ts";

/** Mean radius, metres. */
const EARTH_RADIUS_METERS = 6_371_008.8;
const RADIANS = Math.PI / 180;

export interface Nearest {
  city: number;
  distanceMeters: number;
}

export type FindNearest = (lat: number, lng: number) => Nearest;

/**
 * Nearest city by great-circle distance. Cities are points on the unit sphere, so the date line and the poles are places
 * like any other; they lie in one-degree bands of latitude, and bands are searched outwards until none can be nearer.
 */
export const createNearest = (cities: Cities): FindNearest => {
  const bandOf = (lat: number): number => Math.min(179, Math.floor(lat) + 90);
  const starts = new Uint32Array(181);
  for (let city = 0; city < cities.size; city++)
    starts[bandOf(positionOf(cities, city).lat) + 1]!++;
  for (let band = 0; band < 180; band++) starts[band + 1]! += starts[band]!;
  const next = starts.slice(0, 180);
  const order = new Uint32Array(cities.size);
  const points = new Float32Array(cities.size * 3);
  for (let city = 0; city < cities.size; city++) {
    const { lat, lng } = positionOf(cities, city);
    const at = next[bandOf(lat)]!++;
    order[at] = city;
    points.set(unitVector(lat, lng), at * 3);
  }

  return (lat, lng) => {
    const [x, y, z] = unitVector(lat, lng);
    let best = 0;
    let bestSquare = Infinity;
    const home = bandOf(lat);
    const search = (band: number): void => {
      if (band < 0 || band > 179) return;
      // Whatever lies in this band is at least as far as its nearer edge is in latitude.
      const degreesAway = band === home ? 0 : band < home ? lat - (band - 89) : band - 90 - lat;
      if (squareOfDegrees(degreesAway) > bestSquare) return;
      for (let at = starts[band]!; at < starts[band + 1]!; at++) {
        const square =
          (points[at * 3]! - x) ** 2 +
          (points[at * 3 + 1]! - y) ** 2 +
          (points[at * 3 + 2]! - z) ** 2;
        if (square < bestSquare) [bestSquare, best] = [square, at];
      }
    };
    for (let step = 0; step < 180 && squareOfDegrees(step - 1) <= bestSquare; step++) {
      search(home - step);
      if (step > 0) search(home + step);
    }
    return {
      city: order[best]!,
      distanceMeters: 2 * Math.asin(Math.min(1, Math.sqrt(bestSquare) / 2)) * EARTH_RADIUS_METERS,
    };
  };
};

/** Square of the straight way between two points of the unit sphere that are so many degrees apart; 0 for fewer than none. */
const squareOfDegrees = (degrees: number): number =>
  (2 * Math.sin((Math.max(0, degrees) * RADIANS) / 2)) ** 2;

const unitVector = (lat: number, lng: number): [number, number, number] => {
  const across = Math.cos(lat * RADIANS);
  return [
    across * Math.cos(lng * RADIANS),
    across * Math.sin(lng * RADIANS),
    Math.sin(lat * RADIANS),
  ];
};
