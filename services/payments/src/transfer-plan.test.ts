import fc from "fast-check";
import { expect, test } from "vitest";
import { planTransfer } from "./transfer-plan.ts";

test("what is due is sent, once", () => {
  expect(planTransfer({ due: 4050, payable: 4050, sent: [] })).toEqual({
    kind: "send",
    amount: 4050,
  });
  expect(planTransfer({ due: 0, payable: 0, sent: [{ id: "a", left: 4050 }] })).toEqual({
    kind: "none",
  });
});

test("what the provider owes from elsewhere is settled first", () => {
  expect(planTransfer({ due: 4050, payable: 3150, sent: [] })).toEqual({
    kind: "send",
    amount: 3150,
  });
  expect(planTransfer({ due: 900, payable: 0, sent: [] })).toEqual({ kind: "none" });
  expect(planTransfer({ due: 900, payable: -100, sent: [] })).toEqual({ kind: "none" });
});

test("what was sent too much comes back, of the last transfer first and never more than was sent", () => {
  const sent = [
    { id: "price", left: 3000 },
    { id: "tip", left: 500 },
  ];
  expect(planTransfer({ due: -900, payable: -900, sent })).toEqual({
    kind: "take_back",
    parts: [
      { id: "tip", amount: 500 },
      { id: "price", amount: 400 },
    ],
  });
  expect(planTransfer({ due: -900, payable: 5000, sent: [] })).toEqual({ kind: "none" });
});

test("what another booking has settled is not taken back once more", () => {
  const sent = [{ id: "a", left: 4050 }];
  expect(planTransfer({ due: -990, payable: -90, sent })).toEqual({
    kind: "take_back",
    parts: [{ id: "a", amount: 90 }],
  });
  expect(planTransfer({ due: -900, payable: 0, sent })).toEqual({ kind: "none" });
});

test("whatever the facts: never more than is due or owed altogether, in either direction, never back more than was sent", () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
  const sent = fc.array(fc.nat({ max: 500_000 }), { maxLength: 4 });
  fc.assert(
    fc.property(amount, amount, sent, (due, payable, lefts) => {
      const plan = planTransfer({
        due,
        payable,
        sent: lefts.map((left, i) => ({ id: String(i), left })),
      });
      if (plan.kind === "send") {
        expect(plan.amount).toBeGreaterThan(0);
        expect(plan.amount).toBeLessThanOrEqual(Math.min(due, payable));
      }
      if (plan.kind === "take_back") {
        const back = plan.parts.reduce((sum, part) => sum + part.amount, 0);
        expect(back).toBe(
          Math.min(
            -due,
            -payable,
            lefts.reduce((sum, left) => sum + left, 0),
          ),
        );
        for (const { id, amount: part } of plan.parts)
          expect(part).toBeLessThanOrEqual(lefts[Number(id)]!);
      }
    }),
  );
});
