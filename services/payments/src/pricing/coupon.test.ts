import { expect, test } from "vitest";
import { amountOff, refusalOf, withCoupon, type CouponRules, type CouponUse } from "./coupon.ts";
import { priceOf } from "./price.ts";

const NOW = new Date("2026-12-01T12:00:00Z");
const before = new Date("2026-12-01T11:59:59Z");
const after = new Date("2026-12-01T12:00:01Z");
const money = (amount: number, currency = "USD") => ({ amount, currency });
const coupon = (facts: Partial<CouponRules> = {}): CouponRules => ({
  id: "c",
  code: "TEN",
  off: { percent: 10 },
  minimums: [],
  categoryIds: [],
  usesMax: null,
  usesPerCustomer: null,
  validFrom: before,
  validUntil: null,
  endedAt: null,
  ...facts,
});
const priced = (amount: number, currency = "USD", isInclusive = false) =>
  priceOf({
    label: "Tap",
    price: money(amount, currency),
    taxes: [{ name: "Tax", ratePpm: 100_000, isInclusive }],
    feeBps: 1000,
    deposit: null,
  });
const use = (facts: Partial<CouponUse> = {}): CouponUse => ({
  price: priced(4505),
  categoryPath: ["plumbing", "home"],
  uses: { all: 0, own: 0 },
  now: NOW,
  ...facts,
});

test.each<[string, Partial<CouponRules>, Partial<CouponUse>, string | null]>([
  ["without limits", {}, {}, null],
  ["before it begins", { validFrom: after }, {}, "not_yet"],
  ["at the moment it begins", { validFrom: NOW }, {}, null],
  ["at the moment it ends", { validUntil: NOW }, {}, "ended"],
  ["until it ends", { validUntil: after }, {}, null],
  ["ended by an operator", { endedAt: before }, {}, "ended"],
  ["for a category above", { categoryIds: ["home"] }, {}, null],
  ["for another category", { categoryIds: ["yoga"] }, {}, "other_category"],
  [
    "an amount in another currency",
    { off: { amounts: [money(100, "EUR")] } },
    {},
    "other_currency",
  ],
  ["a minimum in another currency", { minimums: [money(100, "EUR")] }, {}, "other_currency"],
  ["at the minimum, before tax", { minimums: [money(4505)] }, {}, null],
  ["below the minimum", { minimums: [money(4506)] }, {}, "below_minimum"],
  ["with one use left", { usesMax: 3 }, { uses: { all: 2, own: 0 } }, null],
  ["used up", { usesMax: 3 }, { uses: { all: 3, own: 0 } }, "used_up"],
  ["used by this customer", { usesPerCustomer: 1 }, { uses: { all: 1, own: 1 } }, "already_used"],
  [
    "leaving less than can be charged",
    { off: { amounts: [money(450)] } },
    { price: priced(499) },
    "too_much",
  ],
  ["more than the price", { off: { amounts: [money(5000)] } }, {}, "too_much"],
  [
    "taking more than what is without tax",
    { off: { percent: 95 } },
    { price: priced(11_000, "EUR", true) },
    "too_much",
  ],
])("%s", (_name, facts, more, expected) => {
  expect(refusalOf(coupon(facts), use(more))).toBe(expected);
});

test("a share is of the price before tax, a fraction of a unit stays with the platform", () => {
  expect(amountOff(coupon(), priced(4505))).toBe(450);
  expect(
    amountOff(coupon({ off: { amounts: [money(700, "EUR"), money(500)] } }), priced(4505)),
  ).toBe(500);
  expect(amountOff(coupon({ off: { percent: 15 } }), priced(1234, "JPY"))).toBe(185);
});

test("it is a line of its own, and tax and fee stay", () => {
  const price = priced(4500);
  const reduced = withCoupon(price, { redemptionId: "r", code: "TEN", amount: 450 });
  expect(reduced.lines.map(({ kind, amount }) => [kind, amount.amount])).toEqual([
    ["service", 4500],
    ["tax", 450],
    ["discount", -450],
  ]);
  expect(reduced).toMatchObject({ total: money(4500), tax: 450, feeBps: 1000 });
});

test("a deposit is of what the coupon leaves, and never more", () => {
  const price = { ...priced(4500), deposit: { terms: { amount: 4600 }, amount: 4600 } };
  const off = (amount: number) => withCoupon(price, { redemptionId: "r", code: "TEN", amount });
  expect(off(100).deposit?.amount).toBe(4600);
  expect(off(1000).deposit?.amount).toBe(3950);
});
