import { distanceUnitIn } from "@loconomy/contracts/distance";
import { expect, it } from "vitest";
import { distanceText } from "./distance-text.ts";

it("tells distances as the road signs of the country do", () => {
  expect(["US", "GB", "LR", "MM"].map(distanceUnitIn)).toEqual(["mi", "mi", "mi", "mi"]);
  expect(["DE", "CA", "JP"].map(distanceUnitIn)).toEqual(["km", "km", "km"]);
  expect(distanceUnitIn(null)).toBe("km");
  expect(distanceText(40_000, "km")).toBe("40 km");
  expect(distanceText(40_000, "mi")).toBe("25 mi");
});
