import type { Place } from "@loconomy/contracts";
import type { Gazetteer } from "../gazetteer.ts";
import { matchPlaces } from "../match-places.ts";

/** Places whose name begins with `q`, at most `limit`, the likeliest first: large, and near `lat`, `lng` when given. */
export const searchPlaces = (
  gazetteer: Gazetteer,
  { q, limit, lat, lng }: { q: string; limit: number; lat?: number; lng?: number },
): { items: Place[] } => ({
  items: matchPlaces(
    gazetteer,
    q,
    limit,
    lat === undefined || lng === undefined ? undefined : { lat, lng },
  ),
});
