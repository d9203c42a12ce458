import type { DemoWorld } from "@loconomy/kit";
import type { Random } from "./prng.ts";

/** What a business is like to deal with, whatever its profile says. */
export type Character = Omit<NonNullable<DemoWorld["characters"]>[number], "providerId">;

const QUALITIES = [
  ["good", 4],
  ["middling", 5],
  ["careless", 1.3],
] as const;

/** Most call off one job in a hundred, some one in eight. */
const CALLS_OFF = [
  [0.01, 6],
  [0.12, 1],
] as const;

/** @param habits a stream of its own for what reviews do not tell. */
export const characterOf = (random: Random, habits: Random): Character => ({
  quality: random.weighted(QUALITIES),
  callsOff: habits.weighted(CALLS_OFF),
});
