import type { JobPlace } from "@loconomy/contracts";

/**
 * What the place of a job says of its address: of "Austin, TX, United States" city and region, of "Austin, TX 78704, United
 * States" the postal code too. Nothing when it says none.
 */
export const addressOf = (place: JobPlace | null) => {
  const [city, ...rest] = place?.label?.split(",").map((part) => part.trim()) ?? [];
  if (!city || rest.length === 0) return {};
  const [, region, postalCode] = /^(.*?)(?: (\d{5}))?$/.exec(rest.length > 1 ? rest[0]! : "")!;
  return { address: { line1: "", city, region: region || undefined, postalCode } };
};
