import { expect, test } from "vitest";
import { HOME, PLUMBING } from "../testing.ts";
import { knownCategories } from "./category-texts.ts";
import { createWordEvidence } from "./word-evidence.ts";

const piano = { ...PLUMBING, id: "p", name: "Piano tuning", slug: "piano-tuning" };
const chimney = { ...piano, id: "c", slug: "chimneys", name: "Chimneys", description: "Sweeping" };

test("a category without hints is known by its own texts and its parent's name", () => {
  expect(knownCategories([HOME, piano, chimney])).toEqual([
    {
      slug: "piano-tuning",
      name: "Piano tuning",
      texts: ["Piano tuning", "Piano tuning, Home repair"],
    },
    { slug: "chimneys", name: "Chimneys", texts: ["Chimneys: Sweeping", "Chimneys, Home repair"] },
  ]);
});

test("one with hints is known by them too, one with children is none to choose", () => {
  const [known, ...others] = knownCategories([HOME, PLUMBING]);
  expect(others).toEqual([]);
  expect(known!.texts).toContain("Water is leaking from a pipe");
});

test.each([
  ["my piano is out of tune", [true, false]],
  ["the PIANOS need tuning", [true, false]],
  ["pianno", [true, false]],
  ["somebody to sweep the chimney", [false, true]],
  ["I need some help please", [false, false]],
  ["🙂", [false, false]],
  ["", [false, false]],
])("words of %j speak for %j", (sentence, expected) => {
  const evidence = createWordEvidence(knownCategories([HOME, piano, chimney]));
  expect(evidence(sentence).map((weight) => weight > 0)).toEqual(expected);
});

test("more of a sentence known is more evidence, and synonyms add to it", () => {
  const evidence = createWordEvidence(knownCategories([HOME, piano, PLUMBING]));
  const [few] = evidence("piano and a very unusual xylophone");
  const [all] = evidence("piano tuning");
  expect(all!).toBeGreaterThan(few!);
  expect(evidence("faucet")[1]).toBeGreaterThan(0.3);
});
