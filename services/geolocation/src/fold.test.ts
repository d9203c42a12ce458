import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./fold.ts";

test.each([
  ["München", "munchen"],
  ["St. Louis", "st louis"],
  ["’s-Gravenhage", "s gravenhage"],
  ["Łódź", "lodz"],
  ["Straße", "strasse"],
  ["  New   York ", "new york"],
  ["Winston-Salem", "winston salem"],
  ["🙂", ""],
  ["Москва", "москва"],
])("%s becomes %s", (typed, folded) => expect(fold(typed)).toBe(folded));

test("folding twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)),
    { numRuns: 2000 },
  );
});
