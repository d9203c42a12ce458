import { Day, PartOfDay, SearchQuery } from "@loconomy/contracts";
import { z } from "zod";

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

/** Several values of one name: of languages all count, a form without JavaScript sends them so; else the first. */
const textOf = (name: string, given: string | string[] | undefined): string | undefined => {
  if (!Array.isArray(given)) return given;
  return name === "languages" ? given.join(",") : given[0];
};

/** Reads an address. What is empty, unknown or out of range is left out: a mistyped link still shows results. */
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
  return state as SearchState;
};
