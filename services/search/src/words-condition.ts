import type { Bind } from "./conditions.ts";
import type { Words } from "./words.ts";

/** An unfinished word that may become more words than this is looked up by its beginning, which the index cannot help with. */
const ENDINGS_MAX = 50;

/**
 * The listings `p` that words fit: business, category, services and text in all their forms; the last word may be unfinished;
 * or what everyday words stand for. The words are worked out once, in front of the statement.
 */
export const wordsCondition = (
  words: Words,
  bind: Bind,
): { prelude: string; conditions: string[] } => {
  const any = [`websearch_to_tsquery('english', search.plain(${bind(words.typed)}))`];
  if (words.unfinished) {
    const head = `websearch_to_tsquery('english', search.plain(${bind(words.head)}))`;
    any.push(`(${head} && ${endings(bind(words.unfinished))})`);
  }
  const fits = "p.tsv @@ (select words from asked)";
  if (!words.meanings) return { prelude: asked(any), conditions: [fits] };
  any.push(`websearch_to_tsquery('english', ${bind(words.meanings)})`);
  return {
    prelude: asked(any),
    // Once it is known what is meant, a cleaner who mentions a dripping tap in passing is no plumber.
    conditions: [fits, "ts_filter(p.tsv, '{a,b}') @@ (select words from asked)"],
  };
};

const asked = (any: readonly string[]): string =>
  `with asked as materialized (select ${any.join(" || ")} as words)`;

/**
 * All words that begin so, where they are few: an index by signatures finds whole words only, and for a beginning has every
 * listing near by looked at. Where there are none, the beginning itself as a whole word, which no listing has.
 */
const endings = (unfinished: string): string => {
  const begin = `search.plain(${unfinished})`;
  return `(select case when count(*) <= ${ENDINGS_MAX}
                  then to_tsquery('simple', coalesce(string_agg('''' || replace(word, '''', '''''') || '''', ' | '), quote_literal(${begin})))
                  else to_tsquery('simple', quote_literal(${begin}) || ':*') end
             from (select word from search.lexicon
                    where word >= ${begin} and word < ${begin} || chr(1114111) and word !~ '\\\\' limit ${ENDINGS_MAX + 1}) few)`;
};
