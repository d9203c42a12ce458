import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen, isSettled, nextStep, type IntentFacts, type Known } from "./intent-step.ts";
import type { PaymentStatus } from "@loconomy/contracts";

const known = (change: Partial<Known> = {}): Known => ({
  status: "requires_payment",
  totalAmount: 4500,
  settleAmount: null,
  canHoldAgain: true,
  currency: "USD",
  failureReference: null,
  ...change,
});
const intent = (change: Partial<IntentFacts> = {}): IntentFacts => ({
  status: "requires_capture",
  amount: 4500,
  currency: "usd",
  received: 0,
  capturesAtOnce: false,
  hasLapsed: false,
  isReplaced: false,
  wasHeld: true,
  failure: null,
  ...change,
});
const failure = { code: "generic_decline", message: "Your card was declined.", reference: "ch_1" };

describe("news moves a payment forward", () => {
  test.each([
    ["requires_payment", intent(), "authorized", ["payment.authorized"]],
    ["failed", intent(), "authorized", ["payment.authorized"]],
    ["requires_payment", intent({ status: "requires_action" }), "requires_action", []],
    [
      "requires_action",
      intent({ status: "requires_payment_method", failure }),
      "failed",
      ["payment.failed"],
    ],
    [
      "authorized",
      intent({ status: "succeeded", received: 4500 }),
      "captured",
      ["payment.captured"],
    ],
    [
      "requires_payment",
      intent({ status: "succeeded", received: 4500 }),
      "captured",
      ["payment.authorized", "payment.captured"],
    ],
    ["authorized", intent({ status: "canceled" }), "released", ["payment.released"]],
    ["requires_payment", intent({ status: "canceled", wasHeld: false }), "released", []],
  ] as const)("%s", (status, facts, to, tell) => {
    expect(nextStep(known({ status }), facts)).toEqual({ kind: "move", to, tell });
  });
});

test("a failure is told once; a second card's failure is another one", () => {
  const failed = intent({ status: "requires_payment_method", failure });
  expect(nextStep(known({ status: "failed", failureReference: "ch_1" }), failed)).toEqual({
    kind: "none",
  });
  expect(nextStep(known({ status: "failed", failureReference: "ch_0" }), failed)).toMatchObject({
    tell: ["payment.failed"],
  });
});

test("money that differs from what was agreed is never taken", () => {
  expect(nextStep(known(), intent({ amount: 4400 }))).toEqual({
    kind: "mismatch",
    detail: "amount $44.00 instead of $45.00",
  });
  expect(nextStep(known(), intent({ currency: "eur" }))).toEqual({
    kind: "mismatch",
    detail: "currency EUR instead of USD",
  });
  const captured = intent({ status: "succeeded", received: 4500 });
  expect(nextStep(known({ status: "authorized", settleAmount: 2250 }), captured)).toMatchObject({
    kind: "mismatch",
  });
});

test("in whatever order news comes, nothing ever goes back", () => {
  const statuses = [
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
  ];
  const rank = (status: PaymentStatus): number => (isSettled(status) ? 2 : isOpen(status) ? 0 : 1);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...statuses), { maxLength: 30 }), (order) => {
      let status: PaymentStatus = "requires_payment";
      const told: string[] = [];
      for (const s of order) {
        const step = nextStep(known({ status }), intent({ status: s, received: 4500 }));
        if (step.kind !== "move") continue;
        expect(rank(step.to)).toBeGreaterThanOrEqual(rank(status));
        status = step.to;
        told.push(...step.tell);
      }
      expect(new Set(told).size).toBe(told.length);
    }),
  );
});
