import type { Breakdown } from "@loconomy/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "../pricing/parts.ts";
import { share } from "../pricing/rounding.ts";
import { creditLines, invoiceLines, leftByLabel, paperNumber } from "./paper.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const sum = (lines: readonly { amount: number }[]): number =>
  lines.reduce((all, { amount }) => all + amount, 0);

/** 45.00 with 8.25 % on top and a coupon of 5.00. */
const breakdown: Breakdown = {
  lines: [
    { kind: "service", label: "Leaking tap", amount: usd(4500) },
    { kind: "tax", label: "Sales tax (8.25%)", amount: usd(371) },
    { kind: "discount", label: "Coupon SPRING", amount: usd(-500) },
  ],
  includedTaxes: [],
};
const paid = {
  description: "Leaking tap",
  breakdown,
  totalAmount: 4371,
  taxAmount: 371,
  couponAmount: 500,
  feeBps: 1000,
  capturedAmount: 4371,
  chargedBackAmount: 0,
  settleAmount: null,
  creditedAmount: null,
  creditedTaxAmount: null,
  creditedCouponAmount: null,
};

test("an invoice of the whole price says what was agreed", () => {
  expect(invoiceLines(paid)).toEqual({
    lines: [
      { label: "Leaking tap", amount: 4500 },
      { label: "Sales tax (8.25%)", amount: 371 },
      { label: "Coupon SPRING", amount: -500 },
    ],
    includedTaxes: [],
  });
});

test("what is kept of a cancelled booking bears its share of tax and coupon", () => {
  const { lines } = invoiceLines({ ...paid, capturedAmount: 2186 });
  expect(lines).toEqual([
    { label: "Cancellation fee: Leaking tap", amount: 2250 },
    { label: "Sales tax (8.25%)", amount: 186 },
    { label: "Coupon SPRING", amount: -250 },
  ]);
});

test("taxes in the price are named beside the total, and a payment from before has one line", () => {
  const included = {
    ...paid,
    breakdown: {
      lines: [{ kind: "service" as const, label: "Cut", amount: usd(11_900) }],
      includedTaxes: [{ label: "VAT (19%)", amount: usd(1900) }],
    },
    totalAmount: 11_900,
    capturedAmount: 11_900,
    taxAmount: 1900,
    couponAmount: 0,
  };
  expect(invoiceLines(included)).toEqual({
    lines: [{ label: "Cut", amount: 11_900 }],
    includedTaxes: [{ label: "VAT (19%)", amount: 1900 }],
  });
  const left = leftByLabel([invoiceLines(included)], []);
  expect(creditLines(included, { amount: 5950, refundedBefore: 0, left }).includedTaxes).toEqual([
    { label: "VAT (19%)", amount: 950 },
  ]);
  expect(invoiceLines({ ...included, breakdown: null, taxAmount: 0 }).lines).toEqual([
    { label: "Leaking tap", amount: 11_900 },
  ]);
});

test("of a payment whose deposit a bank took back, a refund of the rest gives back the tax that the ledger has for it", () => {
  const payment = {
    ...paid,
    breakdown: {
      lines: [
        { kind: "service" as const, label: "Leaking tap", amount: usd(4486) },
        { kind: "tax" as const, label: "Tax", amount: usd(14) },
      ],
      includedTaxes: [],
    },
    totalAmount: 4500,
    capturedAmount: 4500,
    taxAmount: 14,
    couponAmount: 0,
    chargedBackAmount: 1500,
    creditedAmount: 3000,
    creditedTaxAmount: 9,
    creditedCouponAmount: 0,
  };
  const left = leftByLabel([invoiceLines(payment)], []);
  expect(creditLines(payment, { amount: 3000, refundedBefore: 0, left }).lines).toEqual([
    { label: "Leaking tap", amount: 2991 },
    { label: "Tax", amount: 9 },
  ]);
});

test("papers add up to what was paid, and credit notes to each line of the invoice and to the ledger's tax", () => {
  const facts = fc.record({
    net: fc.integer({ min: 1, max: 1_000_000 }),
    /** By two jurisdictions. */
    state: fc.integer({ min: 0, max: 200_000 }),
    city: fc.integer({ min: 0, max: 50_000 }),
    included: fc.integer({ min: 0, max: 200_000 }),
    couponShare: fc.integer({ min: 0, max: 99 }),
    keptShare: fc.integer({ min: 1, max: 100 }),
    refunds: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
    creditedAfter: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(
      facts,
      ({ net, state, city, included, couponShare, keptShare, refunds, creditedAfter }) => {
        const [price, added] = [net + included, state + city];
        const coupon = Math.floor((net * couponShare) / 100);
        const totalAmount = price + added - coupon;
        const capturedAmount = Math.max(1, Math.floor((totalAmount * keptShare) / 100));
        const agreed = {
          totalAmount,
          taxAmount: added + included,
          couponAmount: coupon,
          feeBps: 1000,
        };
        const payment = {
          ...paid,
          ...agreed,
          capturedAmount,
          breakdown: {
            lines: [
              { kind: "service" as const, label: "Service", amount: usd(price) },
              ...[
                { kind: "tax" as const, label: "Added by state", amount: usd(state) },
                { kind: "tax" as const, label: "Added by city", amount: usd(city) },
              ].filter(({ amount }) => amount.amount > 0),
              ...(coupon
                ? [{ kind: "discount" as const, label: "Coupon", amount: usd(-coupon) }]
                : []),
            ],
            includedTaxes: included ? [{ label: "Included", amount: usd(included) }] : [],
          },
        };
        const invoice = invoiceLines(payment);
        expect(sum(invoice.lines)).toBe(capturedAmount);
        const taxOf = ({ lines, includedTaxes }: typeof invoice) =>
          sum(includedTaxes) + sum(lines.filter(({ label }) => label.startsWith("Added")));
        expect(taxOf(invoice)).toBe(partsOf(agreed, capturedAmount).tax);

        // Back goes all of it, in parts; at some moment the provider is credited.
        const whole = refunds.reduce((all, it) => all + it, 0);
        let before = 0;
        let now = payment as Parameters<typeof creditLines>[0];
        let taxBack = 0;
        const notes: Array<typeof invoice> = [];
        const leftOfTaxes = () =>
          [...leftByLabel([invoice], notes)].flatMap(([label, left]) =>
            label === "Included" || label.startsWith("Added") ? [left] : [],
          );
        refunds.forEach((weight, index) => {
          const isLast = index === refunds.length - 1;
          const amount = isLast
            ? capturedAmount - before
            : Math.min(capturedAmount - before, Math.floor((capturedAmount * weight) / whole));
          if (amount <= 0) return;
          const left = capturedAmount - before;
          if (index === creditedAfter) {
            const { tax, coupon: credited } = partsOf(agreed, left);
            now = {
              ...now,
              creditedAmount: left,
              creditedTaxAmount: tax,
              creditedCouponAmount: credited,
            };
          }
          const note = creditLines(now, {
            amount,
            refundedBefore: before,
            left: leftByLabel([invoice], notes),
          });
          notes.push(note);
          for (const rest of leftOfTaxes()) expect(rest).toBeGreaterThanOrEqual(0);
          expect(sum(note.lines)).toBe(amount);
          taxBack += taxOf(note);
          before += amount;
          if (now.creditedAmount !== null) {
            // What the ledger has left of the tax.
            const since = before - (capturedAmount - now.creditedAmount);
            const tax = now.creditedTaxAmount ?? 0;
            expect(taxOf(invoice) - taxBack).toBe(tax - share(since, tax, now.creditedAmount));
          }
        });
        expect(taxBack).toBe(taxOf(invoice));
        expect(leftOfTaxes().every((rest) => rest === 0)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("numbers have their year and six digits", () => {
  expect(paperNumber("invoice", 2026, 1)).toBe("INV-2026-000001");
  expect(paperNumber("credit_note", 2027, 1_234_567)).toBe("CN-2027-1234567");
});
