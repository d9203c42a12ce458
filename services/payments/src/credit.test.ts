import fc from "fast-check";
import { expect, test } from "vitest";
import { creditMore, creditOf } from "./credit.ts";
import { refundToCustomer, type Posting } from "./ledger.ts";
import { partsOf } from "./pricing/parts.ts";
import type { PaymentRow } from "./store.ts";

/** A job whose deposit became the provider's before the rest was paid, with some of it given back in between. */
const story = fc
  .record({
    total: fc.integer({ min: 3, max: 1_000_000 }),
    taxShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    couponShare: fc.double({ min: 0, max: 0.8, noNaN: true }),
    feeBps: fc.integer({ min: 0, max: 5_000 }),
    depositShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    backShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ total, taxShare, couponShare, feeBps, depositShare, backShare }) => {
    const deposit = Math.max(1, Math.round(total * depositShare));
    const agreed = {
      totalAmount: total,
      taxAmount: Math.round(total * taxShare),
      couponAmount: Math.round(total * couponShare),
      feeBps,
    };
    return { agreed, deposit, back: Math.round(deposit * backShare) };
  });

const sumOf = (postings: readonly Posting[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { account, amount } of postings) sums[account] = (sums[account] ?? 0) + amount;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
};

test("a rest that is paid late is split so that all is as if it had come with the deposit, and a full refund leaves nobody a cent", () => {
  fc.assert(
    fc.property(story, ({ agreed, deposit, back }) => {
      const parts = partsOf(agreed, deposit);
      const payment = {
        ...agreed,
        bookingId: "b",
        providerId: "p",
        capturedAmount: deposit,
        refundedAmount: back,
        chargedBackAmount: 0,
        creditedAmount: deposit,
        creditedFeeAmount: parts.fee,
        creditedTaxAmount: parts.tax,
        creditedCouponAmount: parts.coupon,
      } as PaymentRow;
      const before = { ...payment, refundedAmount: 0 };
      const rest = agreed.totalAmount - deposit;
      const { postings, change } = creditMore(payment, rest);
      const paid = { ...payment, ...change, capturedAmount: agreed.totalAmount } as PaymentRow;

      const whole = partsOf(agreed, agreed.totalAmount);
      expect([paid.creditedFeeAmount, paid.creditedTaxAmount]).toEqual([whole.fee, whole.tax]);
      const givenBack = [
        ...refundToCustomer(payment, back, creditOf(before)),
        ...refundToCustomer(paid, agreed.totalAmount - back, creditOf(paid)),
      ];
      expect(sumOf([...postings, ...givenBack])).toEqual(
        sumOf([
          // What the deposit brought them, and what is with the customer again.
          { account: "provider_payable", owner: "p", amount: -parts.net },
          { account: "platform_fees", owner: null, amount: parts.coupon - parts.fee },
          { account: "tax_payable", owner: null, amount: -parts.tax },
          { account: "customer_escrow", owner: "b", amount: -rest },
          { account: "stripe_clearing", owner: null, amount: agreed.totalAmount },
        ]),
      );
    }),
    { numRuns: 500 },
  );
});
