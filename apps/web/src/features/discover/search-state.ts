import type { SearchState } from "./read-search-state.ts";

/** The filters, in the order they stand on the page. The place, the need and the order of results are none. */
export const filterNames = [
  "radiusKm",
  "date",
  "partOfDay",
  "time",
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
  "box",
  ...filterNames,
  "sort",
  "cursor",
] as const;

/**
 * A search that does not contradict itself. Of two wishes that exclude each other the one in `newer` counts; when both are, or
 * none, prices upside down are turned around, and times count before a part of the day. Times say nothing without their day.
 */
export const settled = (state: SearchState, newer: Partial<SearchState> = {}): SearchState => {
  const next = { ...state };
  const { minPrice, maxPrice } = next;
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    const [isMinNew, isMaxNew] = [newer.minPrice !== undefined, newer.maxPrice !== undefined];
    if (isMinNew === isMaxNew) [next.minPrice, next.maxPrice] = [maxPrice, minPrice];
    else delete next[isMinNew ? "maxPrice" : "minPrice"];
  }
  const isPartNew = newer.partOfDay !== undefined && newer.time === undefined;
  if (isPartNew || next.date === undefined) delete next.time;
  if (next.time !== undefined) delete next.partOfDay;
  return next;
};

/**
 * The address of a results page. `changes` are laid over `state`; a change to undefined removes.
 * Any change but the cursor itself goes back to the first page.
 */
export const searchHref = (state: SearchState, changes: Partial<SearchState> = {}): string => {
  const next = settled({ ...state, cursor: undefined, ...changes }, changes);
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

/** True when only those are shown who have an open time that fits. */
export const asksForTime = ({ date, partOfDay, time, durationMinutes }: SearchState): boolean =>
  [date, partOfDay, time, durationMinutes].some((given) => given !== undefined);

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
