import { evaluateNeeds } from "@loconomy/search/need-evaluation";
import { expect, test } from "vitest";
import { createCategories } from "./categories.ts";
import { createRandom } from "./prng.ts";

const { categories } = createCategories(createRandom("need"), new Date());

/** Of all held sentences 0.898 and 0.963 with the model, 0.633 and 0.697 with words alone (`bench/results/need.json`). */
test("what people say in their own words leads to the category as often as was recorded", async () => {
  const { model, words } = await evaluateNeeds(categories, "held", 2);
  expect(model.sentences).toBeGreaterThan(140);
  expect(model.top1).toBeGreaterThanOrEqual(0.86);
  expect(model.top3).toBeGreaterThanOrEqual(0.93);
  expect(model.sureRight).toBeGreaterThanOrEqual(0.93);
  expect(words.top1).toBeGreaterThanOrEqual(0.58);
  expect(words.top3).toBeGreaterThanOrEqual(0.64);
}, 180_000);
