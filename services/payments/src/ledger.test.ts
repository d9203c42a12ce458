import fc from "fast-check";
import { expect, test } from "vitest";
import { captureToEscrow, creditProvider, refundToCustomer, type Posting } from "./ledger.ts";
import { partsOf } from "./pricing/parts.ts";

const parties = { bookingId: "b", providerId: "p" };
const amounts = fc.integer({ min: 1, max: 99_999_999 });
const feeBps = fc.integer({ min: 0, max: 10_000 });
/** Of a total: the tax in it, from nothing to half of it. */
const taxShare = fc.double({ min: 0, max: 0.5, noNaN: true });
const sum = (postings: Posting[]): number =>
  postings.reduce((total, { amount }) => total + amount, 0);
const on = (postings: Posting[], account: Posting["account"]): number =>
  sum(postings.filter((p) => p.account === account));

test("a capture moves the amount from Stripe to the booking", () => {
  expect(captureToEscrow("b", 4500)).toEqual([
    { account: "stripe_clearing", owner: null, amount: -4500 },
    { account: "customer_escrow", owner: "b", amount: 4500 },
  ]);
});

test("a provider is credited the net, the platform its fee, and the tax is kept for the authorities", () => {
  expect(creditProvider(parties, { tax: 372, fee: 451, net: 4054, coupon: 0 })).toEqual([
    { account: "customer_escrow", owner: "b", amount: -4877 },
    { account: "provider_payable", owner: "p", amount: 4054 },
    { account: "platform_fees", owner: null, amount: 451 },
    { account: "tax_payable", owner: null, amount: 372 },
  ]);
});

test("what a coupon took off comes from the platform, and goes back to it", () => {
  const parts = { tax: 371, fee: 450, net: 4050, coupon: 2250 };
  expect(creditProvider(parties, parts)).toEqual([
    { account: "customer_escrow", owner: "b", amount: -2621 },
    { account: "provider_payable", owner: "p", amount: 4050 },
    { account: "platform_fees", owner: null, amount: 450 },
    { account: "platform_fees", owner: null, amount: -2250 },
    { account: "tax_payable", owner: null, amount: 371 },
  ]);
  const credit = { amount: 2621, ...parts, backSince: 0 };
  expect(refundToCustomer(parties, 2621, credit)).toEqual([
    { account: "provider_payable", owner: "p", amount: -4050 },
    { account: "platform_fees", owner: null, amount: -450 },
    { account: "platform_fees", owner: null, amount: 2250 },
    { account: "tax_payable", owner: null, amount: -371 },
    { account: "stripe_clearing", owner: null, amount: 2621 },
  ]);
});

test("a refund after the credit is shared in proportion", () => {
  const credit = { amount: 5400, tax: 900, coupon: 0, fee: 450, backSince: 0 };
  expect(refundToCustomer(parties, 1200, credit)).toEqual([
    { account: "provider_payable", owner: "p", amount: -900 },
    { account: "platform_fees", owner: null, amount: -100 },
    { account: "tax_payable", owner: null, amount: -200 },
    { account: "stripe_clearing", owner: null, amount: 1200 },
  ]);
});

test("every transaction sums to zero, holds no empty line, and its parts make up the amount", () => {
  fc.assert(
    fc.property(amounts, feeBps, taxShare, (amount, bps, taxed) => {
      const agreed = {
        totalAmount: amount,
        taxAmount: Math.floor(amount * taxed),
        couponAmount: 0,
        feeBps: bps,
      };
      const credit = creditProvider(parties, partsOf(agreed, amount));
      for (const postings of [
        captureToEscrow("b", amount),
        credit,
        refundToCustomer(parties, amount, null),
      ]) {
        expect(sum(postings)).toBe(0);
        expect(postings.every((p) => p.amount !== 0)).toBe(true);
      }
      expect(on(credit, "customer_escrow")).toBe(-amount);
      expect(on(credit, "tax_payable")).toBe(agreed.taxAmount);
      expect(on(credit, "provider_payable")).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("refunds in any parts take from each side no more than it got, and all of it in the end", () => {
  fc.assert(
    fc.property(
      amounts,
      feeBps,
      taxShare,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      (amount, bps, taxed, cuts) => {
        const agreed = {
          totalAmount: amount,
          taxAmount: Math.floor(amount * taxed),
          couponAmount: 0,
          feeBps: bps,
        };
        const { tax, fee, net } = partsOf(agreed, amount);
        let [refunded, provider, platform, authorities] = [0, net, fee, tax];
        for (const cut of [...cuts, 1]) {
          const part = Math.ceil((amount - refunded) * cut);
          if (part === 0) continue;
          const postings = refundToCustomer(parties, part, {
            amount,
            tax,
            coupon: 0,
            fee,
            backSince: refunded,
          });
          expect(sum(postings)).toBe(0);
          expect(on(postings, "stripe_clearing")).toBe(part);
          refunded += part;
          provider += on(postings, "provider_payable");
          platform += on(postings, "platform_fees");
          authorities += on(postings, "tax_payable");
          expect(postings.filter(({ account }) => account !== "stripe_clearing")).toSatisfy(
            (taken: Posting[]) => taken.every(({ amount: given }) => given < 0),
          );
          expect(provider).toBeGreaterThanOrEqual(0);
          expect(platform).toBeGreaterThanOrEqual(0);
          expect(authorities).toBeGreaterThanOrEqual(0);
        }
        expect([provider, platform, authorities]).toEqual([0, 0, 0]);
      },
    ),
  );
});
