import { Day, PartOfDay, SearchQuery, TimeOfDay } from "@loconomy/contracts";
import { z } from "zod";
import { settled } from "./search-state.ts";
import { timeSpan, timesOf } from "./time-span.ts";

/** How far around a place a search looks when it does not say. */
export const usualRadiusKm = SearchQuery.shape.radiusKm.parse(undefined);

/** Times of the day, as `timeSpan` writes them; what leaves the whole day, or nothing of it, is undefined. */
const TimeSpan = z
  .string()
  .refine((text) => timesOf(text).every((time) => time === "" || TimeOfDay.safeParse(time).success))
  .transform((text) => timeSpan(...timesOf(text)));

/** What the address of a results page says. Everything is optional; prices are minor units, as in the API. */
export const SearchState = SearchQuery.pick({
  near: true,
  lat: true,
  lng: true,
  q: true,
  category: true,
  minRating: true,
  maxPrice: true,
  box: true,
  minPrice: true,
  languages: true,
  durationMinutes: true,
  cursor: true,
})
  .extend({
    date: Day.optional(),
    partOfDay: PartOfDay.optional(),
    time: TimeSpan.optional(),
    verified: z.boolean().optional(),
    instant: z.boolean().optional(),
    sort: z.enum(["recommended", "distance", "rating", "price", "soonest"]).optional(),
    radiusKm: z.number().min(0.1).max(200).optional(),
  })
  .partial();
export type SearchState = z.infer<typeof SearchState>;

/** As Next hands it over: several values of one name come as a list. */
export type RawParams = Record<string, string | string[] | undefined>;

const numbers = new Set([
  "lat",
  "lng",
  "minRating",
  "minPrice",
  "maxPrice",
  "durationMinutes",
  "radiusKm",
]);
const switches = new Set(["verified", "instant"]);

const valueOf = (name: string, raw: string): unknown => {
  if (numbers.has(name)) return Number(raw);
  if (switches.has(name)) return raw === "true";
  return raw;
};

/** What joins several values of one name; a form without JavaScript sends them apart. */
const joints = new Map([
  ["languages", ","],
  ["time", "-"],
]);

/** Of other names the first value counts. */
const textOf = (name: string, given: string | string[] | undefined): string | undefined => {
  if (!Array.isArray(given)) return given;
  const joint = joints.get(name);
  return joint === undefined ? given[0] : given.join(joint);
};

/** Reads an address. What is empty, unknown or out of range is left out, and what contradicts itself set right: a mistyped link still shows results. */
export const readSearchState = (params: RawParams): SearchState => {
  const state: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(SearchState.shape)) {
    const raw = textOf(name, params[name])?.trim();
    if (!raw) continue;
    const read = schema.safeParse(valueOf(name, raw));
    if (read.success && read.data !== undefined && read.data !== false) state[name] = read.data;
  }
  // Half a position says nothing.
  if (state["lat"] === undefined || state["lng"] === undefined) {
    delete state["lat"];
    delete state["lng"];
  }
  // An area says where by itself, and a position more exactly than a name.
  if (state["box"] !== undefined) for (const name of ["lat", "lng", "radiusKm"]) delete state[name];
  if (state["box"] !== undefined || state["lat"] !== undefined) delete state["near"];
  if (state["radiusKm"] === usualRadiusKm) delete state["radiusKm"];
  return settled(state as SearchState);
};
