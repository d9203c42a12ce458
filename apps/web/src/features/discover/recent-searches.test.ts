import { describe, expect, it } from "vitest";
import {
  parseRecentSearches,
  recentPlaces,
  withSearch,
  type RecentSearch,
} from "./recent-searches.ts";

const search = (need: string, near: string | null = "Berlin"): RecentSearch => ({
  href: `/search?q=${need}&near=${near}`,
  need,
  place: near ?? "Near me",
  near,
});

describe("recent searches", () => {
  it("reads back what was kept, and nothing from what is broken or foreign", () => {
    const list = [search("tap"), search("piano")];
    expect(parseRecentSearches(JSON.stringify(list))).toEqual(list);
    for (const stored of [null, "", "{", "{}", '"x"', "[1,null]"])
      expect(parseRecentSearches(stored)).toEqual([]);
    const elsewhere = { ...search("tap"), href: "https://example.com/search?" };
    expect(parseRecentSearches(JSON.stringify([elsewhere]))).toEqual([]);
  });

  it("puts the latest first, each once, and keeps six", () => {
    const needs = ["a", "b", "c", "d", "e", "f", "g", "c"];
    const list = needs.map((need) => search(need)).reduce(withSearch, [] as RecentSearch[]);
    expect(list.map(({ need }) => need)).toEqual(["c", "g", "f", "e", "d", "b"]);
  });

  it("knows the places by name, each once, and no positions", () => {
    const list = [search("a"), search("b", "Austin, TX"), search("c"), search("d", null)];
    expect(recentPlaces(list)).toEqual(["Berlin", "Austin, TX"]);
  });
});
