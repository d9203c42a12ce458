import { expect, it } from "vitest";
import { filterCounts, withCount } from "./filter-counts.ts";

const facets = {
  isExact: true,
  categories: [],
  ratings: [{ min: 4.5, found: 7 }],
  verified: 1234,
  instant: 0,
  languages: [{ code: "es", found: 3 }],
  prices: [],
};

it("puts the count beside the choice that has one", () => {
  const counts = filterCounts(facets);
  expect(withCount("4.5 and up", counts, "minRating:4.5")).toBe("4.5 and up (7)");
  expect(withCount("Spanish", counts, "languages:es")).toBe("Spanish (3)");
  expect(withCount("Verified only", counts, "verified")).toBe("Verified only (1,234)");
  expect(withCount("Instant booking only", counts, "instant")).toBe("Instant booking only (0)");
  expect(withCount("3 and up", counts, "minRating:3")).toBe("3 and up");
});

it("says when more were not counted, and nothing without counts", () => {
  const counts = filterCounts({ ...facets, isExact: false });
  expect(withCount("Spanish", counts, "languages:es")).toBe("Spanish (3+)");
  expect(filterCounts(null)).toEqual({});
});
