import { expect, test } from "vitest";
import { meaningsOf } from "./synonyms.ts";
import { parseWords, wordsOf } from "./words.ts";

test.each([
  ["leaking tap", ["plumbing", "plumber"]],
  ["my taps are leaky", ["plumbing", "plumber"]],
  ["haircut", ["hair", "hairdresser", "barber"]],
  ["dog", ["dog", "pet"]],
  ["walking the dog", ["dog walking"]],
  ["leaking roof", ["roofing"]],
  ["quantum", []],
])("%s means %j", (typed, meanings) => expect(meaningsOf(wordsOf(typed))).toEqual(meanings));

test("typed words are taken apart for the database", () => {
  expect(parseWords("  ")).toBeNull();
  expect(parseWords(undefined)).toBeNull();
  expect(parseWords("Café near pip")).toEqual({
    typed: "Café near pip",
    head: "cafe near",
    unfinished: "pip",
    meanings: null,
    all: ["cafe", "near", "pip"],
  });
  expect(parseWords("🙂")).toMatchObject({ unfinished: null, all: [] });
});
