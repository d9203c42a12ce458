import { expect, test } from "vitest";
import { feeBpsFor, pathOf } from "./fee.ts";

const rules = [
  { plan: "pro" as const, categoryId: null, feeBps: 500 },
  { plan: null, categoryId: "home", feeBps: 1500 },
  { plan: "pro" as const, categoryId: "plumbing", feeBps: 300 },
  { plan: null, categoryId: "plumbing", feeBps: 800 },
];
const fee = (plan: "standard" | "plus" | "pro", ...categoryPath: string[]) =>
  feeBpsFor(rules, { plan, categoryPath }, 1000);

test("the nearest category counts, and there the plan", () => {
  expect(fee("pro", "plumbing", "home")).toBe(300);
  expect(fee("standard", "plumbing", "home")).toBe(800);
  expect(fee("pro", "painting", "home")).toBe(1500);
});

test("else the plan alone, else what holds for all", () => {
  expect(fee("pro", "yoga")).toBe(500);
  expect(fee("standard", "yoga")).toBe(1000);
  expect(
    feeBpsFor(
      [{ plan: "plus", categoryId: null, feeBps: 0 }],
      { plan: "plus", categoryPath: [] },
      1000,
    ),
  ).toBe(0);
});

test("a category knows those above it", () => {
  const tree = [
    { id: "home", parentId: null },
    { id: "plumbing", parentId: "home" },
  ];
  expect(pathOf(tree, "plumbing")).toEqual(["plumbing", "home"]);
  expect(pathOf(tree, "unknown")).toEqual(["unknown"]);
});
