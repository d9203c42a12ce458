import type { NeedMatch } from "@loconomy/contracts";
import { listCategories } from "../categories.ts";
import type { SearchDependencies } from "../dependencies.ts";
import { isBeginningOfName } from "../provider-names.ts";
import { meaningsOf } from "../synonyms.ts";
import { wordsOf, type Words } from "../words.ts";
import { contentStems } from "./word-evidence.ts";

type NamedCategory = Pick<NeedMatch["categories"][number], "slug" | "name">;

/** What a search takes its words for. */
export interface Understanding {
  /** The category that is meant, when that is sure. */
  understood: NamedCategory | null;
  /** Otherwise what it may mean, the likeliest first, at most three. */
  didYouMean: NamedCategory[];
}

/** A search does not wait for the model any longer. */
const WAIT_MS_MAX = 100;
const PLAIN_WORDS_MAX = 2;
const NOTHING: Understanding = { understood: null, didYouMean: [] };

/** Known words need no model, and neither does the name of a provider; what is left is somebody's own words. */
export const understand = async (
  deps: SearchDependencies,
  typed: string | undefined,
): Promise<Understanding> => {
  if (!typed?.trim()) return NOTHING;
  // Without the catalogue there is still the search for the words themselves.
  const categories = await listCategories(deps).catch(() => []);
  const byWords = deps.need.byWords(categories, typed);
  if (byWords.isSure || isPlain(typed)) return toUnderstanding(byWords);
  if (await isBeginningOfName(deps, typed)) return NOTHING;
  return toUnderstanding(await deps.need.byModel(categories, typed, WAIT_MS_MAX));
};

/** One or two words with a synonym, such as "cracked screen": a sentence would say no more. */
const isPlain = (typed: string): boolean =>
  contentStems(typed).length <= PLAIN_WORDS_MAX && meaningsOf(wordsOf(typed)).length > 0;

const toUnderstanding = ({ categories, isSure }: NeedMatch): Understanding => {
  const named = categories.map(({ slug, name }) => ({ slug, name }));
  return isSure
    ? { understood: named[0]!, didYouMean: [] }
    : { understood: null, didYouMean: named };
};

/** The category that is meant counts beside what was typed: its name stands on everybody who offers it. */
export const withMeaning = (words: Words | null, category: NamedCategory | null): Words | null =>
  words && category
    ? {
        ...words,
        meanings: [words.meanings, `"${category.name.replaceAll('"', " ")}"`]
          .filter(Boolean)
          .join(" or "),
      }
    : words;
