import { expect, it } from "vitest";
import { distanceText, unitIn } from "./distance-unit.ts";

it("tells distances as the road signs of the country do", () => {
  expect(["US", "GB", "LR", "MM"].map(unitIn)).toEqual(["mi", "mi", "mi", "mi"]);
  expect(["DE", "CA", "JP"].map(unitIn)).toEqual(["km", "km", "km"]);
  expect(unitIn(null)).toBe("km");
  expect(distanceText(40_000, "km")).toBe("40 km");
  expect(distanceText(40_000, "mi")).toBe("25 mi");
});
