import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalText, formatMoney, isChargeable, minorDigits, splitByWeight } from "./money.ts";

const amounts = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const currencies = fc.constantFrom("USD", "JPY", "KWD", "CLF", "HUF");

describe("minor units", () => {
  test.each([
    ["USD", 2],
    ["EUR", 2],
    ["JPY", 0],
    ["jpy", 0],
    ["KRW", 0],
    ["KWD", 3],
    ["TND", 3],
    ["CLF", 4],
    // What CLDR says otherwise.
    ["HUF", 2],
    ["IDR", 2],
    ["COP", 2],
    ["IQD", 3],
  ])("of %s: %i digits", (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  test("as a decimal number", () => {
    expect(decimalText(5950, "USD")).toBe("59.50");
    expect(decimalText(5, "USD")).toBe("0.05");
    expect(decimalText(-5, "KWD")).toBe("-0.005");
    expect(decimalText(6000, "JPY")).toBe("6000");
    expect(decimalText(0, "USD")).toBe("0.00");
  });

  test("lose nothing in it, at any size", () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        const text = decimalText(minor, currency);
        expect(Number(text.replace(".", ""))).toBe(minor);
        expect(text.split(".")[1]?.length ?? 0).toBe(minorDigits(currency));
      }),
    );
  });
});

test("currencies that Stripe counts otherwise are known", () => {
  expect(["USD", "JPY", "SEK", "HUF"].every(isChargeable)).toBe(true);
  expect(["ISK", "MGA", "UGX", "KWD", "TND"].some(isChargeable)).toBe(false);
});

describe("money in words", () => {
  const plain = (text: string): string => text.replaceAll("\u00a0", " ");

  test("has the digits of its currency", () => {
    expect(formatMoney(6050, "USD")).toBe("$60.50");
    expect(formatMoney(6000, "JPY")).toBe("¥6,000");
    expect(plain(formatMoney(6500, "KWD"))).toBe("KWD 6.500");
    expect(plain(formatMoney(450_000, "HUF"))).toBe("HUF 4,500");
    expect(plain(formatMoney(450_050, "HUF"))).toBe("HUF 4,500.50");
  });
  test("drops the zeros of a whole amount unless asked for exact ones", () => {
    expect(formatMoney(6000, "USD")).toBe("$60");
    expect(formatMoney(6000, "USD", "en-US", { exact: true })).toBe("$60.00");
    expect(formatMoney(6000, "JPY", "en-US", { exact: true })).toBe("¥6,000");
  });
  test("is written as the locale does", () => {
    expect(plain(formatMoney(123_456, "EUR", "de-DE"))).toBe("1.234,56 €");
    expect(formatMoney(-500, "USD")).toBe("-$5");
  });
  test("shows every digit of the largest amount", () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, "USD")).toBe("$90,071,992,547,409.91");
  });
});

describe("a split by weight", () => {
  const weightLists = fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter((weights) => weights.some((weight) => weight > 0));

  test("gives the units left over to the largest remainders, then to the first", () => {
    expect(splitByWeight(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByWeight(5, [7, 2, 1])).toEqual([4, 1, 0]);
    expect(splitByWeight(10, [0, 1])).toEqual([0, 10]);
    expect(splitByWeight(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(splitByWeight(0, [3, 4])).toEqual([0, 0]);
  });

  test("adds up to the total, each part less than a unit off its exact share", () => {
    fc.assert(
      fc.property(amounts, weightLists, (total, weights) => {
        const parts = splitByWeight(total, weights);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
        for (const [i, part] of parts.entries()) {
          const off = BigInt(part) * all - BigInt(total) * BigInt(weights[i]!);
          expect(off < all && off > -all).toBe(true);
        }
      }),
    );
  });

  test("gives nothing for no weight", () => {
    fc.assert(
      fc.property(amounts, weightLists, (total, weights) => {
        const parts = splitByWeight(total, weights);
        for (const [i, weight] of weights.entries()) if (weight === 0) expect(parts[i]).toBe(0);
      }),
    );
  });

  test.each([[[]], [[0, 0]], [[2, -1]]])("by %j is refused", (weights) => {
    expect(() => splitByWeight(100, weights)).toThrow(RangeError);
  });
});
