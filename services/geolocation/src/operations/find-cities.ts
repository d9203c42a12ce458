import type { City, Position } from "@loconomy/contracts";
import { requireSystem } from "@loconomy/kit";
import type { Actor } from "@loconomy/contracts";
import type { FindProminent } from "../prominent.ts";

/** The city of each position, in their order; null where none is near. */
export const findCities = (
  find: FindProminent,
  actor: Actor,
  { positions }: { positions: Position[] },
): Array<City | null> => {
  requireSystem(actor);
  return positions.map(find);
};
