import fc from "fast-check";
import { expect, test } from "vitest";
import { DepositTerms, depositOf } from "./deposits.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

test.each([
  [{ percent: 20 }, 8_000, 1_600],
  [{ percent: 33 }, 5_950, 1_964],
  [{ percent: 50 }, 4_501, 2_251],
  [{ percent: 100 }, 8_000, 8_000],
  [{ amount: 2_000 }, 8_000, 2_000],
])("%o of %i is %i", (terms, total, due) => {
  expect(depositOf(terms, usd(total))).toBe(due);
});

test("what a coupon made smaller than the deposit is due at once", () => {
  expect(depositOf({ amount: 2_000 }, usd(1_500))).toBe(1_500);
});

test("a deposit is raised to what can be charged, and is the whole where the rest could not be", () => {
  expect(depositOf({ percent: 1 }, usd(4_000))).toBe(100);
  expect(depositOf({ percent: 99 }, usd(4_000))).toBe(4_000);
  expect(depositOf({ amount: 3_950 }, usd(4_000))).toBe(4_000);
});

test("what can be charged goes by the currency", () => {
  expect(depositOf({ percent: 1 }, { amount: 40_000, currency: "CZK" })).toBe(1_500);
});

test("deposit and rest are the total, and each can be charged", () => {
  const terms = fc.oneof(
    fc.record({ percent: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ amount: fc.integer({ min: 100, max: 10_000_000 }) }),
  );
  fc.assert(
    fc.property(terms, fc.integer({ min: 100, max: 10_000_000 }), (rule, total) => {
      const due = depositOf(rule, usd(total));
      expect(due).toBeGreaterThanOrEqual(100);
      expect(due === total || total - due >= 100).toBe(true);
    }),
  );
});

test.each([
  { percent: 0 },
  { percent: -5 },
  { percent: 101 },
  { percent: 12.5 },
  { amount: 0 },
  { amount: -100 },
  { amount: 99 },
  { amount: 150.5 },
  { amount: 1e18 },
  { percent: "20" },
  { percent: 20, amount: 500 },
  {},
])("%o is no deposit", (terms) => {
  expect(DepositTerms.safeParse(terms).success).toBe(false);
});
