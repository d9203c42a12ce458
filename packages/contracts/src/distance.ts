import type { Position } from "./common.ts";

/** What distances are told in: that of the road signs where they are. */
export type DistanceUnit = "mi" | "km";

export const METERS_PER: Readonly<Record<DistanceUnit, number>> = { mi: 1_609.344, km: 1_000 };

/** Countries whose road signs count miles. */
const MILES_COUNTRIES: ReadonlySet<string> = new Set(["US", "GB", "LR", "MM"]);

/** The unit of a country, ISO 3166-1 alpha-2; null is nowhere in particular. */
export const distanceUnitIn = (country: string | null): DistanceUnit =>
  country !== null && MILES_COUNTRIES.has(country) ? "mi" : "km";

const EARTH_RADIUS_KM = 6371;

/** Kilometres along the straight line (haversine). */
export const distanceKm = (a: Position, b: Position): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const h =
    half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lng, b.lng);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
};
