import { describe, expect, it } from "vitest";
import { formatCardNumber, formatExpiry, parseExpiry, passesLuhn } from "./card.ts";

describe("formatCardNumber", () => {
  it.each([
    ["4242424242424242", "4242 4242 4242 4242"],
    ["4242-42", "4242 42"],
    ["378282246310005", "3782 822463 10005"],
    ["37828", "3782 8"],
    ["", ""],
  ])("%j becomes %j", (typed, shown) => expect(formatCardNumber(typed)).toBe(shown));
});

describe("formatExpiry", () => {
  it.each([
    ["4", "04"],
    ["0430", "04 / 30"],
    ["04/30", "04 / 30"],
    ["12", "12"],
    ["1", "1"],
  ])("%j becomes %j", (typed, shown) => expect(formatExpiry(typed)).toBe(shown));
});

describe("passesLuhn", () => {
  it("takes the test cards and refuses one wrong digit", () => {
    for (const number of ["4242 4242 4242 4242", "5555555555554444", "3782 822463 10005"])
      expect(passesLuhn(number)).toBe(true);
    expect(passesLuhn("4242 4242 4242 4241")).toBe(false);
    expect(passesLuhn("0000")).toBe(false);
  });
});

describe("parseExpiry", () => {
  const now = new Date(2026, 10, 30);
  it("is valid to the end of its month", () => {
    expect(parseExpiry("11/26", now)).toEqual({ expMonth: 11, expYear: 2026 });
    expect(parseExpiry("10/26", now)).toBeNull();
  });
  it("refuses what is no month", () => {
    expect(parseExpiry("13/30", now)).toBeNull();
    expect(parseExpiry("0", now)).toBeNull();
  });
});
