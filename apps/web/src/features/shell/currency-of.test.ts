import { expect, test } from "vitest";
import { currencyOf } from "./currency-of.ts";

test.each([
  ["DE", "EUR"],
  ["US", "USD"],
  ["CH", "CHF"],
  ["AE", "AED"],
  // Cards are not charged in kronur and dinars here.
  ["IS", "USD"],
  ["KW", "USD"],
  ["XX", "USD"],
  [null, "USD"],
])("in %s people pay in %s", (country, currency) => {
  expect(currencyOf(country)).toBe(currency);
});
