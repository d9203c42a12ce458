import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSearchState, type SearchState } from "./read-search-state.ts";
import {
  activeFilters,
  asksForTime,
  inArea,
  searchHref,
  settled,
  withoutFilters,
} from "./search-state.ts";

const paramsOf = (href: string) =>
  Object.fromEntries(new URL(href, "http://localhost").searchParams);

const anyState: fc.Arbitrary<SearchState> = fc
  .record(
    {
      near: fc.stringMatching(/^[A-Za-zäöü]{1,12}(, [A-Z]{2})?$/),
      q: fc.stringMatching(/^[a-z&=?#+%]{1,12}$/),
      category: fc.stringMatching(/^[a-z]{1,10}(-[a-z]{1,5})?$/),
      minRating: fc.constantFrom(3, 3.5, 4, 4.5),
      maxPrice: fc.integer({ min: 0, max: 100_000 }),
      date: fc.constantFrom("2026-11-28", "2028-02-29"),
      partOfDay: fc.constantFrom("morning" as const, "afternoon" as const, "evening" as const),
      time: fc.constantFrom("09:00-12:00", "17:30-", "-12:00"),
      verified: fc.constant(true),
      instant: fc.constant(true),
      languages: fc.constantFrom("en", "en,es"),
      minPrice: fc.integer({ min: 0, max: 100_000 }),
      durationMinutes: fc.constantFrom(30, 90),
      sort: fc.constantFrom("recommended", "distance", "rating", "price", "soonest"),
      radiusKm: fc.constantFrom(10, 50, 200),
      cursor: fc.stringMatching(/^[\w-]{1,20}$/),
    },
    { requiredKeys: [] },
  )
  .map((state) => settled(state));

describe("search state in the address", () => {
  it("reads back what it wrote, whatever was chosen", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readSearchState(paramsOf(searchHref(state, { cursor: state.cursor })))).toEqual(
          state,
        );
      }),
    );
  });

  it("keeps a position to the last digit", () => {
    const state = { lat: 30.267153, lng: -97.743057 };
    expect(readSearchState(paramsOf(searchHref(state)))).toEqual(state);
  });

  it("looks in one place: an area before a position, a position before a name", () => {
    const box = "-97.9,30.1,-97.5,30.5";
    const where = { near: "Berlin", lat: "52.5", lng: "13.4", radiusKm: "10" };
    expect(readSearchState({ ...where, box })).toEqual({ box });
    expect(readSearchState(where)).toEqual({ lat: 52.5, lng: 13.4, radiusKm: 10 });
    expect(readSearchState({ near: "Berlin", box: "1,2,3" })).toEqual({ near: "Berlin" });
    expect(searchHref({ near: "Berlin", q: "tap", cursor: "later" }, inArea(box))).toBe(
      `/search?q=tap&box=${encodeURIComponent(box)}`,
    );
  });

  it("takes all languages of a form", () => {
    expect(readSearchState({ languages: ["en", "es"] })).toEqual({ languages: "en,es" });
    expect(readSearchState({ languages: ["en", "nonsense"] })).toEqual({});
  });

  it("never has an empty span of prices", () => {
    const upsideDown = { near: "Berlin", minPrice: "20000", maxPrice: "10000" };
    expect(readSearchState(upsideDown)).toEqual({
      near: "Berlin",
      minPrice: 10_000,
      maxPrice: 20_000,
    });
    const state = { near: "Berlin", minPrice: 20_000 };
    expect(searchHref(state, { maxPrice: 10_000 })).toBe("/search?near=Berlin&maxPrice=10000");
    expect(searchHref({ near: "Berlin", maxPrice: 10_000 }, { minPrice: 20_000 })).toBe(
      "/search?near=Berlin&minPrice=20000",
    );
    expect(searchHref(state, { minPrice: 20_000, maxPrice: 10_000 })).toBe(
      "/search?near=Berlin&minPrice=10000&maxPrice=20000",
    );
  });

  it("takes times of a day, from a form too, and leaves out those that say nothing", () => {
    const read = (time: string | string[], more = {}) =>
      readSearchState({ date: "2026-11-28", time, ...more }).time;
    expect(read("09:00-12:00")).toBe("09:00-12:00");
    expect(read(["12:00", "09:00"])).toBe("09:00-12:00");
    expect(read(["", "12:00"])).toBe("-12:00");
    for (const time of ["-", "9-12", "09:00", "25:00-", "10:00-10:00", "00:00-24:00"])
      expect([time, read(time)]).toEqual([time, time === "09:00" ? "09:00-" : undefined]);
    expect(read("09:00-12:00", { date: undefined })).toBeUndefined();
  });

  it("asks for times or for a part of the day, whichever was chosen last", () => {
    const date = "2026-11-28";
    const both = readSearchState({ date, time: "09:00-12:00", partOfDay: "evening" });
    expect(both).toEqual({ date, time: "09:00-12:00" });
    expect(searchHref(both, { partOfDay: "evening" })).toBe(
      "/search?date=2026-11-28&partOfDay=evening",
    );
    expect(searchHref({ date, partOfDay: "evening" }, { time: "09:00-" })).toBe(
      "/search?date=2026-11-28&time=09%3A00-",
    );
    expect(searchHref(both, { date: undefined })).toBe("/search");
  });

  it("knows a wish for a time, and that the usual radius is no filter", () => {
    expect(asksForTime({ near: "Berlin", minRating: 4 })).toBe(false);
    expect(asksForTime({ durationMinutes: 90 })).toBe(true);
    expect(asksForTime({ date: "2026-11-28", time: "09:00-" })).toBe(true);
    expect(readSearchState({ near: "Berlin", radiusKm: "25" })).toEqual({ near: "Berlin" });
    expect(activeFilters({ near: "Berlin", radiusKm: 8.05 })).toEqual(["radiusKm"]);
  });

  it("never throws, whatever stands in the address", () => {
    const names = fc.constantFrom(
      "lat",
      "lng",
      "minRating",
      "maxPrice",
      "date",
      "verified",
      "sort",
      "radiusKm",
      "near",
      "box",
      "languages",
      "durationMinutes",
      "minPrice",
      "time",
      "nonsense",
    );
    const values = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
    fc.assert(
      fc.property(
        fc.dictionary(names, values),
        (params) => void searchHref(readSearchState(params)),
      ),
    );
  });

  it("leaves out what makes no sense, and keeps the rest", () => {
    const state = readSearchState({
      near: "Berlin",
      minRating: "9",
      date: "2026-02-30",
      sort: "cheapest",
      lat: "52.5",
      verified: "no",
      maxPrice: "-1",
    });
    expect(state).toEqual({ near: "Berlin" });
  });

  it("takes the first of several values and ignores empty ones", () => {
    expect(readSearchState({ near: ["Austin, TX", "Berlin"], q: " " })).toEqual({
      near: "Austin, TX",
    });
  });

  it("goes back to the first page when a filter changes", () => {
    expect(searchHref({ near: "Berlin", cursor: "abc" }, { minRating: 4 })).toBe(
      "/search?near=Berlin&minRating=4",
    );
    expect(searchHref({ near: "Berlin" }, { cursor: "abc" })).toBe(
      "/search?near=Berlin&cursor=abc",
    );
  });

  it("removes a filter that is set to undefined", () => {
    expect(searchHref({ near: "Berlin", verified: true }, { verified: undefined })).toBe(
      "/search?near=Berlin",
    );
    expect(searchHref({})).toBe("/search");
  });

  it("counts filters and can drop them all without losing the search", () => {
    const state: SearchState = {
      near: "Berlin",
      q: "tap",
      sort: "price",
      verified: true,
      date: "2026-11-28",
    };
    expect(activeFilters(state)).toEqual(["date", "verified"]);
    expect(searchHref(withoutFilters(state))).toBe("/search?q=tap&near=Berlin&sort=price");
  });
});
