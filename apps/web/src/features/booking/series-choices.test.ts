import { expect, it } from "vitest";
import { choose, needsChoice, optionsOf, toInput, unchoose } from "./series-choices.ts";

const slot = (hour: string) => ({
  start: `2026-12-08T${hour}:00:00Z`,
  end: `2026-12-08T${hour}:30:00Z`,
  day: "2026-12-08",
  spotsLeft: 1,
});
const taken = { occurrence: 2, state: "taken" as const, alternatives: [slot("10"), slot("11")] };
const open = { occurrence: 2, state: "open" as const, alternatives: [] };

it("asks for a choice where a date cannot be had, and nowhere else", () => {
  expect(needsChoice(taken)).toBe(true);
  expect(needsChoice({ state: "not_offered" })).toBe(true);
  expect(needsChoice(open)).toBe(false);
  expect(needsChoice({ state: "left_out" })).toBe(false);
});

it("sends other times as replacements and what is left out as numbers", () => {
  const first = choose(taken, new Map(), slot("10").start);
  const both = choose({ ...taken, occurrence: 4 }, first, null);
  expect(toInput(both)).toEqual({
    replacements: [{ occurrence: 2, start: slot("10").start }],
    skip: [4],
  });
  expect(toInput(unchoose(4, both)).skip).toEqual([]);
  expect(toInput(first).skip).toEqual([]);
});

it("keeps what could be chosen after the choice is open, and takes new times when it is taken too", () => {
  const choices = choose(taken, new Map(), slot("10").start);
  expect(optionsOf(open, choices)).toEqual([slot("10"), slot("11")]);
  expect(optionsOf({ ...taken, alternatives: [slot("12")] }, choices)).toEqual([slot("12")]);
});
