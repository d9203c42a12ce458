import type { SearchState } from "./read-search-state.ts";

/** The filters, in the order they stand on the page. The place, the need and the order of results are none. */
export const filterNames = [
  "date",
  "partOfDay",
  "durationMinutes",
  "minPrice",
  "maxPrice",
  "minRating",
  "verified",
  "instant",
  "languages",
] as const;

/** How the parts of a search stand in an address. */
const order = [
  "q",
  "category",
  "near",
  "lat",
  "lng",
  "radiusKm",
  "box",
  ...filterNames,
  "sort",
  "cursor",
] as const;

/**
 * The address of a results page. `changes` are laid over `state`; a change to undefined removes.
 * Any change but the cursor itself goes back to the first page.
 */
export const searchHref = (state: SearchState, changes: Partial<SearchState> = {}): string => {
  const next: SearchState = { ...state, cursor: undefined, ...changes };
  const params = new URLSearchParams();
  for (const name of order) {
    const value = next[name];
    if (value !== undefined && value !== false && value !== "") params.set(name, String(value));
  }
  const query = params.toString();
  return query ? `/search?${query}` : "/search";
};

export type FilterName = (typeof filterNames)[number];

export const activeFilters = (state: SearchState): FilterName[] =>
  filterNames.filter((name) => state[name] !== undefined && state[name] !== false);

/** The same search without any filter. */
export const withoutFilters = (state: SearchState): SearchState => ({
  ...state,
  ...(Object.fromEntries(filterNames.map((name) => [name, undefined])) as Partial<SearchState>),
  cursor: undefined,
});

/** Changes that make a search look in an area, and nowhere else. */
export const inArea = (box: string): Partial<SearchState> => ({
  box,
  near: undefined,
  lat: undefined,
  lng: undefined,
  radiusKm: undefined,
});
