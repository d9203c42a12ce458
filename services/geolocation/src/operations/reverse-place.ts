import type { Place, Position } from "@loconomy/contracts";
import { cityPlace, type Gazetteer } from "../gazetteer.ts";
import { zoneAt } from "../zone.ts";

/** Farther from the nearest city than this, a position is nowhere in particular. */
const NEAR_METERS_MAX = 300_000;

/** The nearest place, null when there is none near, and the zone, which even the open sea has. */
export const reversePlace = (
  gazetteer: Gazetteer,
  { lat, lng }: Position,
): { place: Place | null; timeZone: string } => {
  const { city, distanceMeters } = gazetteer.nearest(lat, lng);
  return {
    place: distanceMeters <= NEAR_METERS_MAX ? cityPlace(gazetteer, city) : null,
    timeZone: zoneAt(lat, lng),
  };
};
