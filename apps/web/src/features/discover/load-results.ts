import { parseBox, type SearchAnswer } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { cookies } from "next/headers";
import { cache } from "react";
import { api } from "../../api/server.ts";
import { middleOf } from "../map/map-area.ts";
import type { SearchState } from "./read-search-state.ts";
import { placeCookie } from "./place-cookie.ts";
import { spanInstants } from "./time-span.ts";

/** Where a search looks when nobody said where: a large city, named on the page. */
export const defaultPlace = "Austin, TX";

/** The place of the last search of this browser, or the default. */
export const savedPlace = async (): Promise<string> => {
  const saved = (await cookies()).get(placeCookie)?.value;
  return saved ? decodeURIComponent(saved).slice(0, 200) : defaultPlace;
};

/** The state with a place: the one asked for, else the saved one. */
export const withPlace = async (state: SearchState): Promise<SearchState> =>
  state.near !== undefined || state.lat !== undefined || state.box !== undefined
    ? state
    : { ...state, near: await savedPlace() };

export type Results = SearchAnswer;

/** The zone of the place of a search, found as the search finds it; undefined for one that nobody knows. */
const zoneOf = async ({ near = "", lat, lng, box }: SearchState): Promise<string | undefined> => {
  const { geolocation } = await api();
  const position = box ? middleOf(parseBox(box)) : { lat, lng };
  if (position.lat === undefined || position.lng === undefined)
    return (await geolocation.searchPlaces({ q: near, limit: 1 })).items[0]?.timeZone;
  const { lat: north, lng: east } = position;
  return (await geolocation.reversePlace({ lat: north, lng: east })).timeZone;
};

/** Times of a day are those of the place; the API takes instants. */
const withInstants = async ({ time, ...state }: SearchState) => {
  if (!time || !state.date) return state;
  const zone = await zoneOf(state);
  return zone ? { ...state, date: undefined, ...spanInstants(state.date, time, zone) } : state;
};

const search = cache(async (key: string): Promise<Results> => {
  const state = JSON.parse(key) as SearchState & { to?: string };
  const { search: calls } = await api();
  // The filters say how many each choice has; where there are no filters nothing is counted.
  const asked = { ...(await withInstants(state)), facets: state.to === undefined || undefined };
  try {
    return await calls.searchProviders(asked);
  } catch (error) {
    // A cursor that was cut off or comes from another search: begin again at the first page.
    if (state.cursor && error instanceof ORPCError && error.status === 400)
      return calls.searchProviders({ ...asked, cursor: undefined });
    throw error;
  }
});

/**
 * The results for a state that has a place, with open times before `to` (RFC 3339) if that is said; asked once, however many
 * parts of the page need them.
 */
export const loadResults = (state: SearchState & { to?: string }): Promise<Results> =>
  search(JSON.stringify(state));

/** All categories, once a request. */
export const loadCategories = cache(
  async () => (await (await api()).providers.listCategories()).items,
);
