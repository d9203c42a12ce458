import { expect, it } from "vitest";
import { parsePrice, priceText } from "./price-text.ts";

it.each([
  ["60", "USD", 6000],
  ["59.5", "USD", 5950],
  [" 59,50 ", "EUR", 5950],
  ["5000", "JPY", 5000],
  ["50.5", "JPY", null],
  ["1.234", "USD", null],
  ["-5", "USD", null],
  ["free", "USD", null],
])("reads %j in %s as %s", (text, currency, minor) =>
  expect(parsePrice(text, currency)).toBe(minor),
);

it("shows what it reads", () => {
  expect(priceText(6000, "USD")).toBe("60");
  expect(priceText(5950, "USD")).toBe("59.50");
  expect(priceText(5000, "JPY")).toBe("5000");
});
