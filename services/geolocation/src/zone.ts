import { createRequire } from "node:module";

// The package is CommonJS with `export =`; its types say no default.
const lookUp = createRequire(import.meta.url)("@photostructure/tz-lookup") as (
  lat: number,
  lng: number,
) => string;

/** IANA zone at a position: `Europe/Berlin`; at sea the nautical zone, `Etc/GMT+3`. */
export const zoneAt = (lat: number, lng: number): string => lookUp(lat, lng);
