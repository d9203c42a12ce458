import fc from "fast-check";
import { expect, test } from "vitest";
import { moveChargeback } from "./move-chargeback.ts";
import { partsOf } from "./pricing/parts.ts";
import type { PaymentRow } from "./store.ts";

const payment = (more: Partial<PaymentRow> = {}): PaymentRow =>
  ({
    bookingId: "booking",
    providerId: "provider",
    totalAmount: 4500,
    taxAmount: 0,
    couponAmount: 0,
    feeBps: 1000,
    capturedAmount: 4500,
    refundedAmount: 0,
    chargedBackAmount: 0,
    creditedAt: null,
    creditedAmount: null,
    creditedFeeAmount: null,
    creditedTaxAmount: null,
    creditedCouponAmount: null,
    ...more,
  }) as PaymentRow;
const credited = (of: PaymentRow): PaymentRow => {
  const left = of.capturedAmount - of.refundedAmount - of.chargedBackAmount;
  const amount = Math.min(left, of.settleAmount ?? left);
  const { fee, tax, coupon } = partsOf(of, amount);
  return {
    ...of,
    creditedAt: new Date(0),
    creditedAmount: amount,
    creditedFeeAmount: fee,
    creditedTaxAmount: tax,
    creditedCouponAmount: coupon,
  };
};
const NOTHING = { withdrawnAmount: 0, feeAmount: 0, borneAmount: 0, isFromEscrow: null };
const lines = (moved: ReturnType<typeof moveChargeback>): Array<[string, number]> =>
  moved.postings.map(({ account, amount }) => [account, amount]);

test("before the release the money comes from escrow, the fee from the platform", () => {
  const moved = moveChargeback({
    isOfTip: false,
    payment: payment(),
    chargeback: NOTHING,
    taken: { withdrawn: 4500, fee: 1500 },
    left: 4500,
  });
  expect(lines(moved)).toEqual([
    ["customer_escrow", -4500],
    ["stripe_clearing", 4500],
    ["losses", -1500],
    ["stripe_clearing", 1500],
  ]);
  expect(moved).toMatchObject({
    borneAmount: 4500,
    isFromEscrow: true,
    change: { chargedBackAmount: 4500 },
  });
});

test("after the release provider and platform bear it as they got it, and what is won they get again", () => {
  const taken = { withdrawn: 4500, fee: 1500 };
  const moved = moveChargeback({
    isOfTip: false,
    payment: credited(payment()),
    chargeback: NOTHING,
    taken,
    left: 4500,
  });
  expect(lines(moved)).toEqual([
    ["provider_payable", -4050],
    ["platform_fees", -450],
    ["stripe_clearing", 4500],
    ["losses", -1500],
    ["stripe_clearing", 1500],
  ]);
  const chargeback = {
    withdrawnAmount: 4500,
    feeAmount: 1500,
    borneAmount: 4500,
    isFromEscrow: false,
  };
  const won = moveChargeback({
    isOfTip: false,
    payment: { ...credited(payment()), chargedBackAmount: 4500 },
    chargeback,
    taken: { withdrawn: 0, fee: 1500 },
    left: 0,
  });
  expect(lines(won)).toEqual([
    ["provider_payable", 4050],
    ["platform_fees", 450],
    ["stripe_clearing", -4500],
  ]);
  expect(won.change).toEqual({ chargedBackAmount: 0 });
});

test("what is no longer there of the payment is the platform's loss, never taken twice", () => {
  const moved = moveChargeback({
    isOfTip: false,
    payment: payment({ refundedAmount: 4000 }),
    chargeback: NOTHING,
    taken: { withdrawn: 4500, fee: 0 },
    left: 500,
  });
  expect(moved.borneAmount).toBe(500);
  expect(lines(moved)).toContainEqual(["losses", -4000]);
});

test("what comes back when the rest was credited meanwhile is credited like it", () => {
  const late = credited(payment({ chargedBackAmount: 4500 }));
  expect(late.creditedAmount).toBe(0);
  const moved = moveChargeback({
    isOfTip: false,
    payment: late,
    chargeback: { withdrawnAmount: 4500, feeAmount: 1500, borneAmount: 4500, isFromEscrow: true },
    taken: { withdrawn: 0, fee: 1500 },
    left: 0,
  });
  expect(moved.change).toMatchObject({
    chargedBackAmount: 0,
    creditedAmount: 4500,
    creditedFeeAmount: 450,
  });
  expect(lines(moved)).toContainEqual(["provider_payable", 4050]);
});

test("what comes back of what is not kept stays in escrow", () => {
  const taken = { ...NOTHING, withdrawnAmount: 4500, borneAmount: 4500, isFromEscrow: true };
  const of = credited(payment({ settleAmount: 2250, chargedBackAmount: 4500 }));
  const moved = moveChargeback({
    isOfTip: false,
    payment: of,
    chargeback: taken,
    taken: { withdrawn: 0, fee: 0 },
    left: 0,
  });
  expect(lines(moved)).toEqual([
    ["customer_escrow", 4500],
    ["stripe_clearing", -4500],
    ["customer_escrow", -2250],
    ["provider_payable", 2025],
    ["platform_fees", 225],
  ]);
  expect(moved.change).toMatchObject({ chargedBackAmount: 0, creditedAmount: 2250 });
});

test("whatever is taken and given back, in any parts: postings sum to zero, all of it is somewhere, and in the end nothing is", () => {
  const steps = fc.array(
    fc.record({ withdrawn: fc.nat(6000), fee: fc.nat(3000), credits: fc.boolean() }),
    { minLength: 1, maxLength: 8 },
  );
  const facts = fc.record({
    total: fc.integer({ min: 1, max: 5000 }),
    taxShare: fc.nat(30),
    couponShare: fc.nat(50),
    refunded: fc.nat(100),
    /** Less than a hundred: of a deposit some is not kept, and could not be given back. */
    kept: fc.nat(100),
  });
  fc.assert(
    fc.property(facts, steps, ({ total, taxShare, couponShare, refunded, kept }, moves) => {
      let now = payment({
        totalAmount: total,
        capturedAmount: total,
        settleAmount: Math.ceil((total * kept) / 100),
        taxAmount: Math.floor((total * taxShare) / 100),
        couponAmount: Math.floor((total * couponShare) / 100),
        refundedAmount: Math.floor((total * refunded) / 100),
      });
      let chargeback: typeof NOTHING | object = NOTHING;
      const accounts = new Map<string, number>();
      const run = (taken: { withdrawn: number; fee: number }): void => {
        const left = now.capturedAmount - now.refundedAmount - now.chargedBackAmount;
        const before = chargeback as typeof NOTHING;
        const moved = moveChargeback({
          isOfTip: false,
          payment: now,
          chargeback: before,
          taken,
          left,
        });
        expect(moved.postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
        for (const { account, amount } of moved.postings)
          accounts.set(account, (accounts.get(account) ?? 0) + amount);
        now = { ...now, ...moved.change };
        chargeback = {
          withdrawnAmount: taken.withdrawn,
          feeAmount: taken.fee,
          borneAmount: moved.borneAmount,
          isFromEscrow: moved.isFromEscrow,
        };
        expect(accounts.get("stripe_clearing") ?? 0).toBe(taken.withdrawn + taken.fee);
        expect(now.refundedAmount + now.chargedBackAmount).toBeLessThanOrEqual(now.capturedAmount);
      };
      let isFirst = true;
      for (const { withdrawn, fee, credits } of moves) {
        // Credited is before anything is taken, or when nothing of it is under way.
        if (credits && isFirst) now = credited(now);
        isFirst = false;
        run({ withdrawn, fee });
      }
      run({ withdrawn: 0, fee: 0 });
      expect([...accounts.values()].filter((amount) => amount !== 0)).toEqual([]);
    }),
  );
});
