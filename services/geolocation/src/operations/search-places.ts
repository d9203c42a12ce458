import type { Place } from "@loconomy/contracts";
import type { Gazetteer } from "../gazetteer.ts";
import { matchPlaces } from "../match-places.ts";

/** Places whose name begins with `q`, at most `limit`, the likeliest first. */
export const searchPlaces = (
  gazetteer: Gazetteer,
  { q, limit }: { q: string; limit: number },
): { items: Place[] } => ({
  items: matchPlaces(gazetteer, q, limit),
});
