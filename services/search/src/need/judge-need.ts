import type { NeedMatch } from "@loconomy/contracts";
import type { KnownCategory } from "./category-texts.ts";

/** How scores become an answer. All of it was set on the sentences of `dev.tsv` and on hints that were left out one by one. */
interface Judgement {
  /** Scores closer than this are hardly told apart: confidence is e^(score / spread), as a share of all categories. */
  spread: number;
  /** A category below this score is not even a guess. */
  scoreMin: number;
  /** The first one is what is meant when it reaches this score … */
  sureScoreMin: number;
  /** … and this confidence. */
  sureConfidenceMin: number;
}

/** What the words say beside the model, which is the better of the two. */
const WORDS_SHARE = 0.2;
const BY_MODEL: Judgement = {
  spread: 0.035,
  scoreMin: 0.4,
  sureScoreMin: 0.5,
  sureConfidenceMin: 0.75,
};
const BY_WORDS: Judgement = {
  spread: 0.1,
  scoreMin: 0.3,
  sureScoreMin: 0.5,
  sureConfidenceMin: 0.7,
};

const GUESSES_MAX = 3;
/** Less confidence is not worth a line under "did you mean". */
const GUESS_CONFIDENCE_MIN = 0.05;

/**
 * What a sentence is about: the categories that it may mean, the likeliest first, at most three, none when there is no idea.
 * @param words evidence of the words for each category
 * @param model nearness of the model for each category; null when it was not asked or did not answer in time
 */
export const judgeNeed = (
  categories: readonly KnownCategory[],
  words: readonly number[],
  model: readonly number[] | null,
): NeedMatch => {
  const rules = model ? BY_MODEL : BY_WORDS;
  const scored = categories.map(({ slug, name }, at) => {
    const score = model ? model[at]! + WORDS_SHARE * words[at]! : words[at]!;
    return { slug, name, score, odds: Math.exp(score / rules.spread) };
  });
  const total = scored.reduce((sum, { odds }) => sum + odds, 0);
  const guesses = scored
    .map(({ odds, ...category }) => ({ ...category, confidence: odds / total }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, GUESSES_MAX)
    .filter(
      ({ score, confidence }) => score >= rules.scoreMin && confidence >= GUESS_CONFIDENCE_MIN,
    );
  const first = guesses[0];
  return {
    categories: guesses.map(({ slug, name, confidence }) => ({
      slug,
      name,
      confidence: Math.round(confidence * 100) / 100,
    })),
    isSure:
      first !== undefined &&
      first.score >= rules.sureScoreMin &&
      first.confidence >= rules.sureConfidenceMin,
    by: model ? "model" : "words",
  };
};
