import { expect, test } from "vitest";
import { judgeNeed } from "./judge-need.ts";

const categories = ["plumbing", "electrical", "barber", "yoga"].map((slug) => ({
  slug,
  name: slug.toUpperCase(),
  texts: [],
}));
const slugs = (words: number[], model: number[] | null = null): string[] =>
  judgeNeed(categories, words, model).categories.map(({ slug }) => slug);
const NOTHING = [0, 0, 0, 0];

test("one that stands out is sure", () => {
  expect(judgeNeed(categories, [0.5, 0, 0, 0], [0.7, 0.3, 0.2, 0.1])).toEqual({
    categories: [{ slug: "plumbing", name: "PLUMBING", confidence: 1 }],
    isSure: true,
    by: "model",
  });
  expect(judgeNeed(categories, [0.9, 0.1, 0, 0], null)).toMatchObject({
    isSure: true,
    by: "words",
  });
});

test("two that are close are asked about, the likelier first", () => {
  const { categories: found, isSure } = judgeNeed(categories, NOTHING, [0.55, 0.57, 0.2, 0.1]);
  expect(isSure).toBe(false);
  expect(found.map(({ slug }) => slug)).toEqual(["electrical", "plumbing"]);
  expect(found[0]!.confidence).toBeGreaterThan(found[1]!.confidence);
});

test("words decide between two that the model holds for the same", () => {
  expect(slugs([0, 0, 0.6, 0], [0.5, 0, 0.5, 0])[0]).toBe("barber");
});

test("no more than three are asked about", () => {
  expect(slugs(NOTHING, [0.5, 0.5, 0.5, 0.5])).toHaveLength(3);
});

test("without any idea there is no answer", () => {
  expect(judgeNeed(categories, NOTHING, [0.35, 0.1, 0.1, 0.1])).toEqual({
    categories: [],
    isSure: false,
    by: "model",
  });
  expect(slugs([0.2, 0.1, 0, 0])).toEqual([]);
  expect(judgeNeed([], [], null)).toEqual({ categories: [], isSure: false, by: "words" });
});
