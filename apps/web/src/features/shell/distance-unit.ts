import { formatDistance } from "@loconomy/ui";

/** What distances are told in: that of the road signs where they are. */
export type DistanceUnit = "mi" | "km";

/** Countries whose road signs count miles. */
const milesCountries = new Set(["US", "GB", "LR", "MM"]);

export const metersPer: Record<DistanceUnit, number> = { mi: 1609.344, km: 1000 };

/** The unit of a country, ISO 3166-1 alpha-2; null is nowhere in particular. */
export const unitIn = (country: string | null): DistanceUnit =>
  country !== null && milesCountries.has(country) ? "mi" : "km";

/** A distance in words: "1.2 mi", "2 km". */
export const distanceText = (meters: number, unit: DistanceUnit): string =>
  formatDistance(meters, unit === "mi" ? "en-US" : "en-GB");
