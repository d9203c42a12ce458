import { isMistyped } from "../mistyped.ts";
import { meaningsOf, stem } from "../synonyms.ts";
import { wordsOf } from "../words.ts";
import type { KnownCategory } from "./category-texts.ts";

/** A word of the category's name counts for so much more than one of its other texts, … */
const NAME_WORTH = 1.5;
/** … and a synonym that stands for the category for so much of a sentence that is known word by word. */
const MEANING_WORTH = 0.3;
/** Keeps a single rare word from saying everything. */
const DOUBT = 2;
/** Shorter words are too alike to guess what was meant. */
const TYPO_LETTERS_MIN = 4;

const FILLERS = new Set(
  `a an the i im me my we our us you your he she it its they them his her their is are was be been do does doesn don did can
   could will would should have has had having need needs needed want wants like please help looking look for to of in on at by
   with from up out off and or but not no so this that these those there here who what which how some somebody someone anybody
   one get got since about after before when while into over new old m s t ll ve re d very really hi hello just any more too
   last next near`.split(/\s+/),
);

export interface WordEvidence {
  /** How much the words of a sentence speak for each category, in their order: 0 for nothing, about 1 for every word. */
  (sentence: string): number[];
}

/** Words that say something, without their endings. */
export const contentStems = (sentence: string): string[] => [
  ...new Set(
    wordsOf(sentence)
      .filter((word) => !FILLERS.has(word))
      .map(stem),
  ),
];

/**
 * Weighs words by how few categories use them: the share of a sentence's weight that a category's texts know, one mistyped
 * letter forgiven, and more when synonyms name the category.
 */
export const createWordEvidence = (categories: readonly KnownCategory[]): WordEvidence => {
  const known = categories.map(({ name, texts }) => {
    const worth = new Map<string, number>();
    for (const word of texts.flatMap(contentStems)) worth.set(word, 1);
    for (const word of contentStems(name)) worth.set(word, NAME_WORTH);
    return { worth, name: new Set(wordsOf(name).map(stem)) };
  });
  const users = new Map<string, number>();
  for (const { worth } of known)
    for (const word of worth.keys()) users.set(word, (users.get(word) ?? 0) + 1);
  const vocabulary = [...users.keys()];
  const rarity = (word: string): number =>
    Math.log(1 + categories.length / (users.get(word) ?? 0.5));
  const corrected = (word: string): string =>
    users.has(word) || word.length < TYPO_LETTERS_MIN
      ? word
      : (vocabulary.find((other) => isMistyped(word, other) && isMistyped(other, word)) ?? word);

  return (sentence) => {
    const words = [...new Set(contentStems(sentence).map(corrected))];
    const weight = words.reduce((sum, word) => sum + rarity(word), DOUBT);
    const meant = new Set(meaningsOf(wordsOf(sentence)).flatMap(wordsOf).map(stem));
    return known.map(({ worth, name }) => {
      const said = words.reduce((sum, word) => sum + rarity(word) * (worth.get(word) ?? 0), 0);
      const isMeant = [...name].some((word) => meant.has(word));
      return said / weight + (isMeant ? MEANING_WORTH : 0);
    });
  };
};
