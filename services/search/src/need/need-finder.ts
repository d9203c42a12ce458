import type { Category, NeedMatch } from "@loconomy/contracts";
import { LRUCache } from "lru-cache";
import { knownCategories, type KnownCategory } from "./category-texts.ts";
import { judgeNeed } from "./judge-need.ts";
import type { Model } from "./model.ts";
import { nearness, withCentre, type Direction } from "./nearness.ts";
import { createWordEvidence, type WordEvidence } from "./word-evidence.ts";

/** Finds the category that somebody's own words are about. */
export interface NeedFinder {
  /** Gets ready for these categories; later calls with the same ones cost nothing. */
  prepare(categories: readonly Category[]): void;
  /** By words alone, at once. */
  byWords(categories: readonly Category[], sentence: string): NeedMatch;
  /** By the model and words together; by words alone when the model takes longer than `waitMsMax`. */
  byModel(categories: readonly Category[], sentence: string, waitMsMax: number): Promise<NeedMatch>;
}

interface Prepared {
  of: readonly Category[];
  known: KnownCategory[];
  words: WordEvidence;
  /** Each category's texts; null until the model has read them. */
  directions: Direction[][] | null;
  /** What sentences were found to be about, by words alone and with the model. */
  judged: Record<"byWords" | "byModel", LRUCache<string, NeedMatch>>;
}

/** People ask for the same things; a judgement is a few hundred bytes. */
const REMEMBERED_MAX = 1_000;

export const createNeedFinder = (model: Model): NeedFinder => {
  let current: Prepared | undefined;
  let texts = new Map<string, Direction>();

  const readTexts = async (prepared: Prepared): Promise<void> => {
    const all = [...new Set(prepared.known.flatMap((category) => category.texts))];
    const unread = all.filter((text) => !texts.has(text));
    const read = await model.readAll(unread);
    if (!read) return;
    texts = new Map(all.map((text) => [text, texts.get(text) ?? read[unread.indexOf(text)]!]));
    prepared.directions = prepared.known.map((category) =>
      withCentre(category.texts.map((text) => texts.get(text)!)),
    );
  };
  const prepared = (categories: readonly Category[]): Prepared => {
    if (current && isSame(current.of, categories)) return current;
    const known = knownCategories(categories);
    current = {
      of: categories,
      known,
      words: createWordEvidence(known),
      directions: null,
      judged: {
        byWords: new LRUCache({ max: REMEMBERED_MAX }),
        byModel: new LRUCache({ max: REMEMBERED_MAX }),
      },
    };
    void readTexts(current);
    return current;
  };

  return {
    prepare: (categories) => void prepared(categories),
    byWords: (categories, sentence) => judgeByWords(prepared(categories), sentence),
    byModel: async (categories, sentence, waitMsMax) => {
      const catalogue = prepared(categories);
      const { known, words, directions, judged } = catalogue;
      const before = judged.byModel.get(sentence);
      if (before) return before;
      const read = directions && (await model.read(sentence, waitMsMax));
      if (!read) return judgeByWords(catalogue, sentence);
      const near = directions.map((category) => nearness(read, category));
      const match = judgeNeed(known, words(sentence), near);
      judged.byModel.set(sentence, match);
      return match;
    },
  };
};

const judgeByWords = (
  { known, words, judged: { byWords } }: Prepared,
  sentence: string,
): NeedMatch => {
  const before = byWords.get(sentence);
  if (before) return before;
  const match = judgeNeed(known, words(sentence), null);
  byWords.set(sentence, match);
  return match;
};

const isSame = (a: readonly Category[], b: readonly Category[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every(
      ({ id, slug, name, description, parentId }, at) =>
        id === b[at]!.id &&
        slug === b[at]!.slug &&
        name === b[at]!.name &&
        description === b[at]!.description &&
        parentId === b[at]!.parentId,
    ));
