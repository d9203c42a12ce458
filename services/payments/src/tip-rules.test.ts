import { expect, test } from "vitest";
import { tipOffer, tipRefusal, type Tipped } from "./tip-rules.ts";

const DAY_MS = 24 * 3_600_000;
const DONE = Date.parse("2026-11-20T10:00:00Z");
const tipped: Tipped = { status: "completed", completedAt: DONE, price: 4550, currency: "USD" };
const usd = (amount: number) => ({ amount, currency: "USD" });

test("10, 15 and 20 % are suggested, rounded half up, up to the price, for 30 days", () => {
  expect(tipOffer(tipped, DONE)).toEqual({
    suggestions: [
      { percent: 10, amount: usd(455) },
      { percent: 15, amount: usd(683) },
      { percent: 20, amount: usd(910) },
    ],
    least: usd(100),
    most: usd(4550),
    until: "2026-12-20T10:00:00.000Z",
  });
  expect(tipOffer(tipped, DONE + 30 * DAY_MS - 1)).not.toBeNull();
  expect(tipOffer(tipped, DONE + 30 * DAY_MS)).toBeNull();
});

test("what cannot be charged is not suggested", () => {
  expect(tipOffer({ ...tipped, price: 600 }, DONE)?.suggestions).toEqual([
    { percent: 20, amount: usd(120) },
  ]);
  const pesos = { ...tipped, price: 5_000, currency: "MXN" };
  expect(tipOffer(pesos, DONE)?.suggestions.map(({ percent }) => percent)).toEqual([20]);
  expect(tipOffer({ ...tipped, price: 300, currency: "HUF" }, DONE)).toMatchObject({
    suggestions: [],
    least: { amount: 17_500 },
    most: { amount: 17_500 },
  });
});

test.each([
  [usd(100), tipped, null],
  [usd(99), tipped, "too_little"],
  [usd(4550), tipped, null],
  [usd(4551), tipped, "too_much"],
  [{ amount: 500, currency: "EUR" }, tipped, "other_currency"],
  [usd(500), { ...tipped, status: "confirmed" }, "not_completed"],
  [usd(500), { ...tipped, status: "no_show" }, "not_completed"],
  [usd(500), { ...tipped, completedAt: DONE - 30 * DAY_MS }, "too_late"],
] as const)("%o for %o: %s", (tip, of, refusal) => {
  expect(tipRefusal(of, tip, DONE)).toBe(refusal);
});
