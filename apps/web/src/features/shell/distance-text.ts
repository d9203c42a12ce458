import type { DistanceUnit } from "@loconomy/contracts";
import { formatDistance } from "@loconomy/ui";

/** A distance in words: "1.2 mi", "2 km". */
export const distanceText = (meters: number, unit: DistanceUnit): string =>
  formatDistance(meters, unit === "mi" ? "en-US" : "en-GB");
