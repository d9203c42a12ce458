import { expect, it } from "vitest";
import { BPS, parsePercent, PPM } from "./percent.ts";

it("reads percentages exactly, and nothing else", () => {
  expect(parsePercent("8.25", PPM)).toBe(82_500);
  expect(parsePercent(" 8,875 ", PPM)).toBe(88_750);
  expect(parsePercent("12.5", BPS)).toBe(1250);
  expect(parsePercent("100", BPS)).toBe(10_000);
  for (const wrong of ["", "-1", "1e3", "100.01", "12.345", "x", "1000"])
    expect(parsePercent(wrong, BPS)).toBeNull();
});
