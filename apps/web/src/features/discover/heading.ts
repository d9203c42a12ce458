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
