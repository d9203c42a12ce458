import fc from "fast-check";
import { expect, test } from "vitest";
import {
  captureToEscrow,
  creditProvider,
  feeOf,
  refundToCustomer,
  type Posting,
} from "./ledger.ts";

const parties = { bookingId: "b", providerId: "p" };
const amounts = fc.integer({ min: 1, max: 99_999_999 });
const feeBps = fc.integer({ min: 0, max: 10_000 });
const sum = (postings: Posting[]): number =>
  postings.reduce((total, { amount }) => total + amount, 0);
const on = (postings: Posting[], account: Posting["account"]): number =>
  sum(postings.filter((p) => p.account === account));

test("the fee is rounded half up", () => {
  expect(feeOf(4500, 1000)).toBe(450);
  expect(feeOf(5, 1000)).toBe(1);
  expect(feeOf(4, 1000)).toBe(0);
  expect(feeOf(99_999_999, 9_999)).toBe(99_989_999);
});

test("a capture moves the amount from Stripe to the booking", () => {
  expect(captureToEscrow("b", 4500)).toEqual([
    { account: "stripe_clearing", owner: null, amount: -4500 },
    { account: "customer_escrow", owner: "b", amount: 4500 },
  ]);
});

test("a provider is credited the net, the platform its fee", () => {
  expect(creditProvider(parties, 4505, 1000)).toEqual([
    { account: "customer_escrow", owner: "b", amount: -4505 },
    { account: "provider_payable", owner: "p", amount: 4054 },
    { account: "platform_fees", owner: null, amount: 451 },
  ]);
});

test("a refund after the credit is shared in proportion", () => {
  expect(refundToCustomer(parties, 1000, { amount: 4500, fee: 450, refundedSince: 0 })).toEqual([
    { account: "provider_payable", owner: "p", amount: -900 },
    { account: "platform_fees", owner: null, amount: -100 },
    { account: "stripe_clearing", owner: null, amount: 1000 },
  ]);
});

test("every transaction sums to zero, holds no empty line, and fee and net make up the amount", () => {
  fc.assert(
    fc.property(amounts, feeBps, (amount, bps) => {
      const credit = creditProvider(parties, amount, bps);
      for (const postings of [
        captureToEscrow("b", amount),
        credit,
        refundToCustomer(parties, amount, null),
      ]) {
        expect(sum(postings)).toBe(0);
        expect(postings.every((p) => p.amount !== 0)).toBe(true);
      }
      expect(on(credit, "provider_payable") + on(credit, "platform_fees")).toBe(amount);
      expect(on(credit, "provider_payable")).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("refunds in any parts take from each side no more than it got, and all of it in the end", () => {
  fc.assert(
    fc.property(
      amounts,
      feeBps,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      (amount, bps, cuts) => {
        const fee = feeOf(amount, bps);
        let [refunded, provider, platform] = [0, amount - fee, fee];
        for (const cut of [...cuts, 1]) {
          const part = Math.ceil((amount - refunded) * cut);
          if (part === 0) continue;
          const postings = refundToCustomer(parties, part, {
            amount,
            fee,
            refundedSince: refunded,
          });
          expect(sum(postings)).toBe(0);
          expect(on(postings, "stripe_clearing")).toBe(part);
          refunded += part;
          provider += on(postings, "provider_payable");
          platform += on(postings, "platform_fees");
          expect(provider).toBeGreaterThanOrEqual(0);
          expect(platform).toBeGreaterThanOrEqual(0);
        }
        expect([provider, platform]).toEqual([0, 0]);
      },
    ),
  );
});
