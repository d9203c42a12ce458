import { expect, test } from "vitest";
import { isMistyped } from "./mistyped.ts";

test.each([
  ["plumbng", "plumbing"],
  ["plumbign", "plumbing"],
  ["plummb", "plumbing"],
  ["hairdreser", "hairdressing"],
  ["fotography", "photography", false],
  ["electrc", "electrical"],
  ["massge", "massage"],
  ["tile", "tiling"],
  ["har", "hair", false],
  ["hair", "chair", false],
  ["yoga", "yard", false],
  ["babysitterr", "baby", false],
  ["piano", "painting", false],
])("%s for %s: %j", (typed, word, expected = true) => {
  expect(isMistyped(typed, word)).toBe(expected);
});
