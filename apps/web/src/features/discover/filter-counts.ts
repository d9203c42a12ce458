import type { SearchFacets } from "@loconomy/contracts";
import { discoverTexts } from "./texts.ts";

/** How many of the results each choice of a filter has, in words, by `name` or `name:value`: "(12)", or "(12+)" when more were not counted. */
export type FilterCounts = Record<string, string>;

/** The counts that the server gave; none when it gave none. */
export const filterCounts = (facets: SearchFacets | null): FilterCounts => {
  if (!facets) return {};
  const { ratings, languages, verified, instant, isExact } = facets;
  const found: [string, number][] = [
    ["verified", verified],
    ["instant", instant],
    ...ratings.map(({ min, found: count }): [string, number] => [`minRating:${min}`, count]),
    ...languages.map(({ code, found: count }): [string, number] => [`languages:${code}`, count]),
  ];
  return Object.fromEntries(
    found.map(([name, count]) => [name, discoverTexts.filters.found(count, isExact)]),
  );
};

/** The label of a choice with its count, if it has one. */
export const withCount = (label: string, counts: FilterCounts, name: string): string =>
  counts[name] ? `${label} ${counts[name]}` : label;
