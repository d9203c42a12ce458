import fc from "fast-check";
import { expect, test } from "vitest";
import { priceOf } from "./price.ts";
import type { Tax } from "./tax.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const salesTax: Tax = { name: "Sales tax", ratePpm: 82_500, isInclusive: false };
const vat: Tax = { name: "VAT", ratePpm: 190_000, isInclusive: true };
const price = (amount: number, taxes: Tax[], currency = "USD") =>
  priceOf({
    label: "Leaking tap",
    price: { amount, currency },
    taxes,
    feeBps: 1000,
    deposit: null,
  });

test("a price without tax is one line", () => {
  expect(price(4500, [])).toEqual({
    lines: [{ kind: "service", label: "Leaking tap", amount: usd(4500) }],
    includedTaxes: [],
    total: usd(4500),
    tax: 0,
    feeBps: 1000,
  });
});

test("an exclusive tax is a line of its own, rounded half up", () => {
  expect(price(4500, [salesTax])).toMatchObject({
    lines: [
      { kind: "service", amount: usd(4500) },
      { kind: "tax", label: "Sales tax (8.25%)", amount: usd(371) },
    ],
    total: usd(4871),
    tax: 371,
  });
});

test("an inclusive tax is said beside the lines and adds nothing", () => {
  const { lines, ...rest } = price(11_900, [vat], "EUR");
  expect(lines).toHaveLength(1);
  expect(rest).toMatchObject({
    includedTaxes: [{ label: "VAT (19%)", amount: { amount: 1900, currency: "EUR" } }],
    total: { amount: 11_900, currency: "EUR" },
    tax: 1900,
  });
});

test("taxes of country and region are rounded together and split by largest remainder", () => {
  const gst: Tax = { name: "GST", ratePpm: 50_000, isInclusive: false };
  const qst: Tax = { name: "QST", ratePpm: 99_750, isInclusive: false };
  // 14.975 % of 101 is 15.12: 5.05 and 10.07 would be 5 and 10.
  const taxes = price(101, [gst, qst], "CAD").lines.slice(1);
  expect(taxes.map(({ amount }) => amount.amount)).toEqual([5, 10]);
  // 0.75 and 1.496 of 15 make 2.25: the larger remainder gets the unit.
  expect(
    price(15, [gst, qst], "CAD")
      .lines.slice(1)
      .map(({ amount }) => amount.amount),
  ).toEqual([1, 1]);
});

test("currencies without minor digits, and with three, are counted in their own units", () => {
  const tax: Tax = { name: "Consumption tax", ratePpm: 100_000, isInclusive: false };
  expect(price(4505, [tax], "JPY").total).toEqual({ amount: 4956, currency: "JPY" });
  expect(price(12_345, [tax], "KWD").total).toEqual({ amount: 13_580, currency: "KWD" });
});

const taxes = fc.array(
  fc.record({
    name: fc.constantFrom("A", "B", "C"),
    ratePpm: fc.integer({ min: 1, max: 1_000_000 }),
    isInclusive: fc.boolean(),
  }),
  { maxLength: 5 },
);

test("lines add up to the total, taxes to the tax in it, and each is less than a unit off its exact share", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), taxes, (amount, some) => {
      const { lines, includedTaxes, total, tax } = price(amount, some);
      const sum = (items: ReadonlyArray<{ amount: { amount: number } }>): number =>
        items.reduce((all, item) => all + item.amount.amount, 0);
      expect(sum(lines)).toBe(total.amount);
      expect(sum(lines.slice(1)) + sum(includedTaxes)).toBe(tax);
      const rate = (isInclusive: boolean): number =>
        some.reduce((all, it) => all + (it.isInclusive === isInclusive ? it.ratePpm : 0), 0) / 1e6;
      const net = amount - sum(includedTaxes);
      expect(Math.abs(net - amount / (1 + rate(true)))).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(Math.abs(sum(lines.slice(1)) - net * rate(false))).toBeLessThanOrEqual(0.5 + 1e-6);
      expect(net).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("a deposit is of the total, with the tax that comes on top", () => {
  const facts = { label: "Tap", price: usd(4500), taxes: [salesTax], feeBps: 1000 };
  const terms = { percent: 20 };
  expect(priceOf({ ...facts, deposit: terms })).toMatchObject({
    total: usd(4871),
    deposit: { terms, amount: 974 },
  });
  expect(priceOf({ ...facts, deposit: null })).not.toHaveProperty("deposit");
});
