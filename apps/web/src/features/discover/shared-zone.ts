import type { SearchResult } from "@loconomy/contracts";

/** The zone that all results with open times share, named once for all; null when there are several or none. */
export const sharedZone = (results: SearchResult[]): string | null => {
  const zones = new Set(
    results.filter(({ nextTimes }) => nextTimes.length > 0).map(({ timeZone }) => timeZone),
  );
  const [zone] = zones;
  return zones.size === 1 && zone ? zone : null;
};
