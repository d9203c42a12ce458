import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "./parts.ts";

const untaxed = (totalAmount: number, feeBps: number) => ({
  totalAmount,
  taxAmount: 0,
  couponAmount: 0,
  feeBps,
});

test("the fee is rounded half up", () => {
  expect(partsOf(untaxed(4500, 1000), 4500)).toEqual({ tax: 0, fee: 450, net: 4050, coupon: 0 });
  expect(partsOf(untaxed(5, 1000), 5).fee).toBe(1);
  expect(partsOf(untaxed(4, 1000), 4).fee).toBe(0);
  expect(partsOf(untaxed(99_999_999, 9_999), 99_999_999).fee).toBe(99_989_999);
});

test("tax is nobody's income: the fee is of the price without it", () => {
  const agreed = { totalAmount: 4871, taxAmount: 371, couponAmount: 0, feeBps: 1000 };
  expect(partsOf(agreed, 4871)).toEqual({ tax: 371, fee: 450, net: 4050, coupon: 0 });
  // Half of it is kept after a cancellation.
  expect(partsOf(agreed, 2435)).toEqual({ tax: 185, fee: 225, net: 2025, coupon: 0 });
  expect(partsOf(agreed, 0)).toEqual({ tax: 0, fee: 0, net: 0, coupon: 0 });
});

test("a coupon is the platform's: tax, fee and net are as without it", () => {
  const agreed = { totalAmount: 2621, taxAmount: 371, couponAmount: 2250, feeBps: 1000 };
  expect(partsOf(agreed, 2621)).toEqual({ tax: 371, fee: 450, net: 4050, coupon: 2250 });
});

test("parts add up, and none shrinks as the amount grows", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (totalAmount, taxed, couponAmount, feeBps, cut) => {
        const taxAmount = Math.floor(totalAmount * taxed);
        const agreed = { totalAmount, taxAmount, couponAmount, feeBps };
        const amount = Math.floor(totalAmount * cut);
        const some = partsOf(agreed, amount);
        expect(some.tax + some.fee + some.net - some.coupon).toBe(amount);
        const more = partsOf(agreed, Math.min(amount + 1, totalAmount));
        for (const part of ["tax", "fee", "net", "coupon"] as const) {
          expect(some[part]).toBeGreaterThanOrEqual(0);
          expect(more[part]).toBeGreaterThanOrEqual(some[part]);
        }
        expect(partsOf(agreed, totalAmount).tax).toBe(agreed.taxAmount);
      },
    ),
  );
});
