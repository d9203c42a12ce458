import type { Position, Suggestion, SuggestQuery } from "@loconomy/contracts";
import { correctWords } from "./correct-words.ts";
import type { SearchDependencies } from "./dependencies.ts";
import { read } from "./listings.ts";
import { parseWords, wordsOf } from "./words.ts";

/** So many of the nearest providers are looked through by name before others are, … */
const NEAREST = 200;
/** … and so many in the order of the alphabet, from which the best known are taken. */
const ALPHABETICAL = 100;
/** So many for each word and each place that it may have in a name, … */
const ALPHABETICAL_PER_WORD = 50;
/** … for so many of the typed words, all of which the name must have. */
const WORDS_LOOKED_UP = 4;
/** The first words of a name, by each of which it is found. */
const PLACES = 5;
/** A degree is 111 km at most, so this is a neighbourhood: everybody in it shares what is remembered. */
const CELLS_A_DEGREE = 20;
/** Shorter beginnings are in too many names to be looked for within them. */
const WORD_LETTERS_MIN = 3;
const TYPO_LETTERS_MIN = 4;

/** A provider as it is suggested. */
interface Named extends Position {
  label: string;
  slug: string;
  trade: string;
  place: string;
}

/** With its name as it is compared: worked out once for all letters that somebody types. */
interface NamedNear extends Named {
  plain: string;
}

const COLUMNS =
  "business_name as label, slug, doc->'category'->>'name' as trade, doc->>'locationLabel' as place, lat, lng";

/**
 * Providers by name: near ones whose name, then one of its words, begins as typed; then the same anywhere; mistyped ones only
 * when there are no others. Every step reads a bounded number of rows.
 */
export const suggestProviders = async (
  deps: SearchDependencies,
  { q, lat, lng, limit }: SuggestQuery,
): Promise<Suggestion[]> => {
  const words = wordsOf(q);
  const name = words.join(" ");
  if (name.length < 2) return [];
  const found = new Map<string, Named>();
  const take = (more: readonly Named[]): void => {
    for (const named of more) if (found.size < limit) found.set(named.slug, named);
  };
  if (lat !== undefined && lng !== undefined)
    take(beginningSo(await nearestNames(deps, { lat, lng }), name));
  if (found.size < limit) take(await namesBeginning(deps, q));
  if (found.size < limit && words.at(-1)!.length >= WORD_LETTERS_MIN)
    take(await namesWithWords(deps, q));
  if (found.size === 0) take(await similarNames(deps, q));
  return [...found.values()].map(({ label, slug, trade, place, lat, lng }) => ({
    kind: "provider",
    label,
    detail: `${trade} · ${place}`,
    slug,
    iconName: null,
    position: { lat, lng },
  }));
};

/** Whether there is a provider whose name begins as typed. */
export const isBeginningOfName = async (
  deps: SearchDependencies,
  typed: string,
): Promise<boolean> => (await namesBeginning(deps, typed)).length > 0;

/** Those whose name begins so, then those with a word that does; in their order. */
const beginningSo = (names: readonly NamedNear[], typed: string): Named[] => [
  ...names.filter(({ plain }) => plain.startsWith(typed)),
  ...names.filter(({ plain }) => plain.includes(` ${typed}`)),
];

/** The nearest providers, those of a neighbourhood together. */
const nearestNames = (
  { db, brieflyNames }: SearchDependencies,
  { lat, lng }: Position,
): Promise<NamedNear[]> => {
  const cell = [lat, lng].map((degrees) => Math.round(degrees * CELLS_A_DEGREE) / CELLS_A_DEGREE);
  return brieflyNames(`plain-names-near:${cell.join()}`, async () => {
    const nearest = await read<Named>(
      db,
      `select ${COLUMNS} from search.listings
        order by pos <-> ll_to_earth($1::float8, $2::float8) limit ${NEAREST}`,
      cell,
    );
    return nearest.map((named) => ({ ...named, plain: wordsOf(named.label).join(" ") }));
  });
};

/** As it is asked for and remembered. */
const asTyped = (typed: string): string =>
  typed.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();

/** What begins as `begin` lies between it and itself followed by the last character there is: a range of an index, read in its order. */
const range = (name: string, limit: number): string =>
  `select provider_id, rating_count, name_plain from search.listings
    where ${name} ~>=~ begin and ${name} ~<~ (begin || chr(1114111))
    order by ${name} using ~<~ limit ${limit}`;

/** The best known of some providers. */
const bestKnown = (found: string): string =>
  `select ${COLUMNS}
     from (select distinct provider_id, rating_count from ${found} order by rating_count desc, provider_id limit 10) best
     join search.listings using (provider_id)
    order by best.rating_count desc, provider_id`;

const BEGINNING = `
  with typed as (select search.name_words($1) as begin)
  ${bestKnown(`typed, lateral (${range("name_plain", ALPHABETICAL)}) beginning where begin <> ''`)}`;

/** A name from its first word on, from its second, and so on: what the indexes hold. */
const FROM_EACH_WORD = Array.from({ length: PLACES }, (_, before) =>
  before === 0 ? "name_plain" : `substring(name_plain, '^(?:[^ ]+ ){${before}}(.+)$')`,
);

/** The words may be apart, and in any order: then whoever has few like them is found by one, and compared with all. */
const WITH_WORDS = `
  with typed as (select search.name_words($1) as name),
       words as (select word from typed, string_to_table(name, ' ') word),
       begins as (select name as begin from typed where name <> ''
                  union (select word from words where char_length(word) >= ${WORD_LETTERS_MIN} limit ${WORDS_LOOKED_UP}))
  ${bestKnown(
    `begins, lateral (${FROM_EACH_WORD.map((name) => `(${range(name, ALPHABETICAL_PER_WORD)})`).join(" union all ")}) having_word
      where ' ' || name_plain like all (array(select '% ' || word || '%' from words))`,
  )}`;

/** Names by what was typed, remembered under `kind`. */
const names =
  (kind: string, sql: string) =>
  ({ db, brieflyNames }: SearchDependencies, typed: string): Promise<Named[]> => {
    const asked = asTyped(typed);
    return brieflyNames(`${kind}:${asked}`, () => read<Named>(db, sql, [asked]));
  };
const namesBeginning = names("names-beginning", BEGINNING);
/** With words that begin as those that were typed. */
const namesWithWords = names("names-with", WITH_WORDS);

/** Names with the words that may have been meant. */
const similarNames = async (deps: SearchDependencies, typed: string): Promise<Named[]> => {
  const words = parseWords(typed);
  if (!words?.all.some(({ length }) => length >= TYPO_LETTERS_MIN)) return [];
  if (words.all.length > WORDS_LOOKED_UP) return [];
  const corrected = await deps.brieflyNames(`corrected:${asTyped(typed)}`, () =>
    correctWords(deps.db, words),
  );
  return corrected ? namesWithWords(deps, corrected) : [];
};
