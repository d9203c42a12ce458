import { describe, expect, it } from "vitest";
import { waysOn } from "./widen.ts";

describe("ways on from an empty result", () => {
  it("says how many each change would bring, and leads there", () => {
    const state = { near: "Berlin", q: "tap", minRating: 4.5, radiusKm: 10 };
    expect(
      waysOn(
        state,
        [
          { change: "radiusKm", to: 50, found: 12 },
          { change: "minRating", to: null, found: 1 },
        ],
        "mi",
      ),
    ).toEqual([
      { label: "12 within 31 mi", href: "/search?q=tap&near=Berlin&radiusKm=50&minRating=4.5" },
      { label: "1 with any rating", href: "/search?q=tap&near=Berlin&radiusKm=10" },
    ]);
  });

  it("says distances in the unit of the place", () => {
    const widen = [{ change: "radiusKm" as const, to: 50, found: 12 }];
    expect(waysOn({ near: "Berlin" }, widen, "km")[0]?.label).toBe("12 within 50 km");
  });

  it("lets a day stand for all that was said about the time", () => {
    const state = { near: "Berlin", date: "2026-11-28", time: "09:00-12:00" };
    expect(
      waysOn(
        state,
        [
          { change: "time", to: "2026-11-30", found: 3 },
          { change: "time", to: null, found: 9 },
        ],
        "mi",
      ),
    ).toEqual([
      { label: "3 on Mon 30 Nov", href: "/search?near=Berlin&date=2026-11-30" },
      { label: "9 at any time", href: "/search?near=Berlin" },
    ]);
  });

  it("widens the area of the map", () => {
    const to = "-98,30,-97,31";
    expect(
      waysOn({ box: "-97.9,30.1,-97.5,30.5" }, [{ change: "box", to, found: 2 }], "mi"),
    ).toEqual([{ label: "2 in a wider area", href: `/search?box=${encodeURIComponent(to)}` }]);
  });

  it("leaves out all filters together, and looks as far as that takes", () => {
    const state = {
      near: "Berlin",
      q: "tap",
      radiusKm: 50,
      date: "2026-11-28",
      minRating: 4.5,
      sort: "price" as const,
    };
    const way = (to: string | number | null) =>
      waysOn(state, [{ change: "filters", to, found: 2 }], "km")[0];
    expect(way(null)).toEqual({
      label: "2 without filters",
      href: "/search?q=tap&near=Berlin&radiusKm=50&sort=price",
    });
    expect(way(80)).toEqual({
      label: "2 within 80 km without filters",
      href: "/search?q=tap&near=Berlin&radiusKm=80&sort=price",
    });
    const box = "-98,30,-97,31";
    expect(
      waysOn(
        { box: "-97.9,30.1,-97.5,30.5", verified: true },
        [{ change: "filters", to: box, found: 2 }],
        "mi",
      ),
    ).toEqual([{ label: "2 without filters", href: `/search?box=${encodeURIComponent(box)}` }]);
  });
});
