import type { JobPlace } from "@loconomy/contracts";

/** How an address carries where a job is to be: "lat", "lng" and, in words, "place". */
const NAMES = ["lat", "lng", "place"] as const;

const degrees = (text: string | null, max: number): number | undefined => {
  const number = text ? Number(text) : Number.NaN;
  return Math.abs(number) <= max ? number : undefined;
};

/** Reads the place out of an address; half a place is none. */
export const readJobPlace = (params: Pick<URLSearchParams, "get">): JobPlace | undefined => {
  const [lat, lng] = [degrees(params.get("lat"), 90), degrees(params.get("lng"), 180)];
  if (lat === undefined || lng === undefined) return undefined;
  return { lat, lng, label: params.get("place")?.trim().slice(0, 200) || undefined };
};

/** Writes the place into the query of an address, or takes it out. */
export const writeJobPlace = (params: URLSearchParams, place: JobPlace | undefined): void => {
  for (const name of NAMES) params.delete(name);
  if (!place) return;
  params.set("lat", String(place.lat));
  params.set("lng", String(place.lng));
  if (place.label) params.set("place", place.label);
};

/** An address with the place in its query. */
export const withJobPlace = (href: string, place: JobPlace | undefined): string => {
  if (!place) return href;
  const [path = "", query] = href.split("?");
  const params = new URLSearchParams(query);
  writeJobPlace(params, place);
  return `${path}?${params}`;
};
