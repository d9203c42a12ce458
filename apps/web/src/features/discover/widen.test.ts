import { describe, expect, it } from "vitest";
import { waysOn, widerRadius } from "./widen.ts";

describe("ways on from an empty result", () => {
  it("offers to look farther, in miles, until the largest circle", () => {
    expect(waysOn({ near: "Berlin" })).toEqual([
      { label: "Look within 31 mi", href: "/search?near=Berlin&radiusKm=50" },
    ]);
    expect([widerRadius(), widerRadius(50), widerRadius(100), widerRadius(200)]).toEqual([
      50,
      100,
      200,
      null,
    ]);
  });

  it("offers a wider area of the map instead of a circle", () => {
    const box = encodeURIComponent("-98.1,29.9,-97.3,30.7");
    expect(waysOn({ box: "-97.9,30.1,-97.5,30.5" })).toEqual([
      { label: "Look in a wider area", href: `/search?box=${box}` },
    ]);
  });

  it("names each filter that can go, and all together", () => {
    const labels = waysOn({
      near: "Berlin",
      date: "2026-11-28",
      minRating: 4.5,
      radiusKm: 200,
    }).map((way) => way.label);
    expect(labels).toEqual(["Any day", "Any rating", "Drop all filters"]);
  });

  it("offers every service when words were typed", () => {
    expect(waysOn({ near: "Berlin", q: "unicorn", radiusKm: 200 })).toEqual([
      { label: "Show every service here", href: "/search?near=Berlin&radiusKm=200" },
    ]);
  });
});
