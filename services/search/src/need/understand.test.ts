import type { NeedMatch } from "@loconomy/contracts";
import { expect, test, vi } from "vitest";
import type { SearchDependencies } from "../dependencies.ts";
import { austin, useSearch } from "../testing-search.ts";
import { CATEGORIES, ELECTRICAL, HAIR, PLUMBING } from "../testing.ts";
import { parseWords } from "../words.ts";
import { createNeedFinder } from "./need-finder.ts";
import { noModel } from "./model.ts";
import { understand, withMeaning } from "./understand.ts";

const plumbing = { slug: "plumbing", name: "Plumbing" };
const electrical = { slug: "electrical", name: "Electrical" };

/** What a search understands when the model, if it is asked, answers so; and whether it was asked. */
const understandWith = async (typed: string, byModel: Partial<NeedMatch>, namesakes = 0) => {
  const asked = vi.fn(async () => ({ categories: [], isSure: false, by: "model", ...byModel }));
  const deps = {
    clients: {},
    cache: { remember: async () => CATEGORIES },
    need: { ...createNeedFinder(noModel), byModel: asked },
    brieflyNames: async () => Array.from({ length: namesakes }, () => ({})),
  } as unknown as SearchDependencies;
  return { ...(await understand(deps, typed)), asked: asked.mock.calls.length };
};
const sure = { categories: [{ ...plumbing, confidence: 0.9 }], isSure: true };
const unsure = {
  categories: [
    { ...plumbing, confidence: 0.5 },
    { ...electrical, confidence: 0.4 },
  ],
};

test.each([
  ["plumbing", plumbing],
  ["leaking tap", plumbing],
])("known words such as %j need no model", async (typed, understood) => {
  expect(await understandWith(typed, unsure)).toEqual({ understood, didYouMean: [], asked: 0 });
});

test("a synonym needs none either, and is asked about when it could be something else", async () => {
  expect(await understandWith("haircut", sure)).toEqual({
    understood: null,
    didYouMean: [{ slug: "hair", name: "Hair" }],
    asked: 0,
  });
});

test("neither does the name of a provider", async () => {
  expect(await understandWith("Smith & Sons", sure, 1)).toEqual({
    understood: null,
    didYouMean: [],
    asked: 0,
  });
});

test("other words are the model's: sure is understood, otherwise it is asked about", async () => {
  const typed = "it is raining in my cellar";
  expect(await understandWith(typed, sure)).toEqual({
    understood: plumbing,
    didYouMean: [],
    asked: 1,
  });
  expect(await understandWith(typed, unsure)).toEqual({
    understood: null,
    didYouMean: [plumbing, electrical],
    asked: 1,
  });
  expect(await understandWith(" ", sure)).toEqual({ understood: null, didYouMean: [], asked: 0 });
});

test("what is meant counts beside what the words stand for", () => {
  expect(withMeaning(parseWords("bathroom"), plumbing)?.meanings).toBe('"Plumbing"');
  expect(withMeaning(parseWords("bathroom sink"), electrical)?.meanings).toBe(
    'plumbing or plumber or "Electrical"',
  );
  expect(withMeaning(parseWords("bathroom"), null)?.meanings).toBeNull();
  expect(withMeaning(null, plumbing)).toBeNull();
});

const { add, reindex, search, names } = useSearch();

test("a problem finds who solves it, without a word in common", async () => {
  add({ businessName: "Near Plumber", category: PLUMBING, position: austin(1) });
  add({ businessName: "Near Electrician", category: ELECTRICAL, position: austin(1) });
  add({ businessName: "Near Hairdresser", category: HAIR, position: austin(1) });
  add({ businessName: "Far Plumber", category: PLUMBING, position: austin(90) });
  await reindex();
  const q = "low pressure and no hot water in the bathroom";
  const { items, understood, didYouMean } = await search({ q });
  expect(items.map(({ provider }) => provider.businessName)).toEqual(["Near Plumber"]);
  expect({ understood, didYouMean }).toEqual({ understood: plumbing, didYouMean: [] });
  expect(await names({ q: "Near Hairdresser" })).toEqual(["Near Hairdresser"]);
  expect(await search({ q, category: "hair" })).toMatchObject({ understood: null, didYouMean: [] });
  expect(await search({ q, near: "Nowhere" })).toMatchObject({ place: null, understood: plumbing });
});
