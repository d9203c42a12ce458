import type { Position, Suggestion, SuggestQuery } from "@loconomy/contracts";
import { sqlState, transaction, type Db } from "@loconomy/kit";
import type { SearchDependencies } from "./dependencies.ts";
import { QUERY_CANCELED, read } from "./listings.ts";
import { wordsOf } from "./words.ts";

/** So many of the nearest providers are looked through by name before others are, … */
const NEAREST = 200;
/** … and so many in the order of the alphabet, from which the best known are taken. */
const ALPHABETICAL = 100;
/** Words within a name, and mistyped ones, are looked for no longer than this: somebody is typing. */
const SLOW_MS_MAX = 25;
/** A degree is 111 km at most, so this is a neighbourhood: everybody in it shares what is remembered. */
const CELLS_A_DEGREE = 20;
/** Shorter words are in too many names to be looked for within them. */
const WORD_LETTERS_MIN = 3;
const TYPO_LETTERS_MIN = 4;

/** A provider as it is suggested. */
interface Named {
  label: string;
  slug: string;
  trade: string;
  place: string;
  position: Position;
}

/** With its name as it is compared: worked out once for all letters that somebody types. */
interface NamedNear extends Named {
  plain: string;
}

const COLUMNS = `business_name as label, slug, doc->'category'->>'name' as trade, doc->>'locationLabel' as place,
       jsonb_build_object('lat', lat, 'lng', lng) as position`;

/**
 * Providers by name: near ones whose name, then one of its words, begins as typed; then the same anywhere; mistyped ones only
 * when there are no others. Every step reads a bounded number of rows, or for a bounded time.
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
  if (found.size < limit)
    take(await deps.brieflyNames(`names-with:${name}`, () => namesWithWords(deps.db, words)));
  if (found.size === 0)
    take(await deps.brieflyNames(`names-like:${name}`, () => similarNames(deps.db, name)));
  return [...found.values()].map(({ label, slug, trade, place, position }) => ({
    kind: "provider",
    label,
    detail: `${trade} · ${place}`,
    slug,
    iconName: null,
    position,
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

/** Everything that begins so lies between it and itself followed by the last character there is: a range of the index, whatever was typed. */
const namesBeginning = (
  { db, brieflyNames }: SearchDependencies,
  typed: string,
): Promise<Named[]> => {
  const begin = typed.toLowerCase().replaceAll(/\s+/g, " ").trim();
  return brieflyNames(`names-beginning:${begin}`, () =>
    read<Named>(
      db,
      `with typed as (select search.plain($1) as begin)
     select ${COLUMNS}
       from (select listings.* from search.listings, typed
              where name_plain ~>=~ typed.begin and name_plain ~<~ (typed.begin || chr(1114111))
              order by name_plain using ~<~ limit ${ALPHABETICAL}) beginning
      order by rating_count desc, provider_id limit 10`,
      [begin],
    ),
  );
};

/** Names that have all words, the last one unfinished. */
const namesWithWords = (db: Db, words: readonly string[]): Promise<Named[]> =>
  words.at(-1)!.length < WORD_LETTERS_MIN
    ? Promise.resolve([])
    : readQuickly(
        db,
        `select ${COLUMNS}
           from (select * from search.listings
                  where tsv @@ (select string_agg(quote_literal(search.plain(word)) || case when number = $2 then ':*A' else ':A' end, ' & ')::tsquery
                                  from unnest($1::text[]) with ordinality as typed (word, number))
                  limit ${ALPHABETICAL}) having_words
          order by rating_count desc, provider_id limit 10`,
        [words, words.length],
      );

const similarNames = (db: Db, name: string): Promise<Named[]> =>
  name.length < TYPO_LETTERS_MIN
    ? Promise.resolve([])
    : readQuickly(
        db,
        `select ${COLUMNS} from search.listings, (select search.plain($1) as name) typed
          where typed.name <% name_plain
          order by word_similarity(typed.name, name_plain) desc, rating_count desc, provider_id limit 10`,
        [name],
      );

/** Nothing when it takes too long: what somebody types next asks anew. */
const readQuickly = async (db: Db, sql: string, params: readonly unknown[]): Promise<Named[]> => {
  try {
    return await transaction(db, { kind: "system", service: "search" }, async (tx) => {
      const [, rows] = await Promise.all([
        tx.query("select set_config('statement_timeout', $1, true)", [String(SLOW_MS_MAX)]),
        tx.query<Named>(sql, params),
      ]);
      return rows;
    });
  } catch (error) {
    if (sqlState(error) === QUERY_CANCELED) return [];
    throw error;
  }
};
