import { expect, it } from "vitest";
import { FIRST_FIELDS, ruleText, toRule } from "./series-rule.ts";

it("is weekly, every few weeks or monthly, and leaves out what does not belong to it", () => {
  expect(toRule(FIRST_FIELDS)).toEqual({ frequency: "weekly", every: 1, count: 4 });
  expect(toRule({ frequency: "weeks", every: "3", count: "8" })).toEqual({
    frequency: "weekly",
    every: 3,
    count: 8,
  });
  expect(toRule({ frequency: "monthly", every: "3", count: "2" })).toEqual({
    frequency: "monthly",
    every: 1,
    count: 2,
  });
});

it("is said in words", () => {
  expect(ruleText({ frequency: "weekly", every: 1, count: 2 })).toBe("Every week");
  expect(ruleText({ frequency: "weekly", every: 2, count: 2 })).toBe("Every 2 weeks");
  expect(ruleText({ frequency: "monthly", every: 1, count: 2 })).toBe("Every month");
});
