import type { SearchAnswer } from "@loconomy/contracts";
import type { SearchState } from "./read-search-state.ts";
import { asksForTime } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

/** "Austin, TX, United States" is "Austin, TX" in a heading; a name without a country stays. */
export const shortPlace = (label: string): string => {
  const parts = label.split(", ");
  return parts.length > 1 ? parts.slice(0, -1).join(", ") : label;
};

/** The heading of a results page: "Plumbing near Austin, TX", or "Plumbing in this area". The category's name wins over the words typed. */
export const resultsHeading = (
  need: { categoryName?: string; q?: string },
  place: string | null,
  inArea = false,
): string => {
  const what = need.categoryName ?? (need.q ? `“${need.q}”` : discoverTexts.results.anything);
  if (inArea) return discoverTexts.results.headingArea(what);
  return place ? discoverTexts.results.heading(what, place) : what;
};

/**
 * How many there are, `where` ("within 5 mi"): "154 providers within 5 mi". With a wish for a time only those count who are shown,
 * for nobody knows of the others whether they are free.
 */
export const foundText = (
  state: SearchState,
  {
    items,
    nextCursor,
    widen,
    total,
    totalIsExact,
  }: Pick<SearchAnswer, "items" | "nextCursor" | "widen" | "total" | "totalIsExact">,
  where: string,
): string =>
  asksForTime(state)
    ? discoverTexts.results.fitting({
        shown: items.length,
        where,
        isFirst: state.cursor === undefined || widen.length > 0,
        isLast: nextCursor === null,
      })
    : `${discoverTexts.results.count(total, totalIsExact)} ${where}`;
