import { readFileSync } from "node:fs";
import type { Category, NeedMatch } from "@loconomy/contracts";
import { createLog } from "@loconomy/kit";
import { createModel } from "./model.ts";
import { createNeedFinder } from "./need-finder.ts";

/** A sentence, and the category or categories it may mean; `none` when it is about nothing on offer. */
interface Sentence {
  slugs: string[];
  text: string;
}

/** How well sentences were understood; shares of those that mean something. */
export interface NeedFigures {
  sentences: number;
  /** The first answer is right, … */
  top1: number;
  /** … or one of three. */
  top3: number;
  /** Of those that were sure: how many there were, and how many of them right. */
  sure: number;
  sureRight: number;
  /** Sentences about nothing on offer, and those of them for which a category was sure nonetheless, or guessed. */
  strange: number;
  strangeSure: number;
  strangeGuessed: number;
}

/** `dev` is what everything was set on; `held` is looked at only to measure. */
export type SentenceSet = "dev" | "held";

const readSentences = (set: SentenceSet): Sentence[] =>
  readFileSync(new URL(`./sentences/${set}.tsv`, import.meta.url), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [slugs = "", text = ""] = line.split("\t");
      return { slugs: slugs.split(","), text };
    });

const LOADING_MS_MAX = 120_000;

/** Reads every `every`th sentence of a set with the model and with words alone. @returns figures, and milliseconds of each sentence with the model, one after the other. */
export const evaluateNeeds = async (
  categories: readonly Category[],
  set: SentenceSet,
  every = 1,
): Promise<{ model: NeedFigures; words: NeedFigures; loadingMs: number; ms: number[] }> => {
  const sentences = readSentences(set).filter((_, at) => at % every === 0);
  const model = createModel(createLog("error"));
  const finder = createNeedFinder(model);
  const began = performance.now();
  model.start();
  finder.prepare(categories);
  while ((await finder.byModel(categories, "ready?", LOADING_MS_MAX)).by === "words") {
    if (performance.now() - began > LOADING_MS_MAX) throw new Error("the model did not load");
    await new Promise((done) => setTimeout(done, 20));
  }
  const loadingMs = Math.round(performance.now() - began);
  const ms: number[] = [];
  const byModel: NeedMatch[] = [];
  for (const { text } of sentences) {
    const at = performance.now();
    byModel.push(await finder.byModel(categories, text, LOADING_MS_MAX));
    ms.push(performance.now() - at);
  }
  const byWords = sentences.map(({ text }) => finder.byWords(categories, text));
  return { model: figures(sentences, byModel), words: figures(sentences, byWords), loadingMs, ms };
};

const figures = (sentences: readonly Sentence[], matches: readonly NeedMatch[]): NeedFigures => {
  const all = sentences.map(({ slugs }, at) => ({ slugs, match: matches[at]! }));
  const about = all.filter(({ slugs }) => slugs[0] !== "none");
  const strange = all.filter(({ slugs }) => slugs[0] === "none");
  const isRight = ({ slugs, match }: (typeof all)[number], within: number): boolean =>
    match.categories.slice(0, within).some(({ slug }) => slugs.includes(slug));
  const share = (some: readonly unknown[], of: readonly unknown[]): number =>
    Math.round((some.length / of.length) * 1_000) / 1_000;
  const sure = about.filter(({ match }) => match.isSure);
  return {
    sentences: about.length,
    top1: share(
      about.filter((one) => isRight(one, 1)),
      about,
    ),
    top3: share(
      about.filter((one) => isRight(one, 3)),
      about,
    ),
    sure: share(sure, about),
    sureRight: share(
      sure.filter((one) => isRight(one, 1)),
      sure,
    ),
    strange: strange.length,
    strangeSure: strange.filter(({ match }) => match.isSure).length,
    strangeGuessed: strange.filter(({ match }) => match.categories.length > 0).length,
  };
};
