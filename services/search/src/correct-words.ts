import type { Db } from "@loconomy/kit";
import { read } from "./listings.ts";
import { isMistyped } from "./mistyped.ts";
import type { Words } from "./words.ts";

const CANDIDATES = 12;
/** Share of trigrams that two words have in common at least; of all of one letter wrong it leaves out one in fifty more than none would. */
const ALIKE = { "pg_trgm.similarity_threshold": "0.25" };

/**
 * What mistyped words may have meant: words by which a business, a category or a service is named. Null when all are such words,
 * or nothing is like the others. What stands only in somebody's text is not known by that: it may be mistyped there too.
 */
export const correctWords = async (db: Db, { all }: Words): Promise<string | null> => {
  if (all.length === 0) return null;
  const rows = await read<{ typed: string; isKnown: boolean; near: string[] }>(
    db,
    // Comparing a word with all others is what takes time, so it is done for those only that nothing is named by.
    `with given as materialized (
       select place, typed, exists (select from search.lexicon
                                     where named and word = any(tsvector_to_array(to_tsvector('english', typed) || to_tsvector('simple', typed)))) as "isKnown"
         from unnest($1::text[]) with ordinality words (given, place), lateral (select search.plain(given) as typed) plain
     )
     select typed, "isKnown",
            case when "isKnown" then '{}' else array(select word from search.lexicon where named and word % typed order by word <-> typed, word limit ${CANDIDATES}) end as near
       from given order by place`,
    [all],
    undefined,
    ALIKE,
  );
  const corrected = rows.map(({ typed, isKnown, near }) =>
    isKnown ? typed : (near.find((word) => isMistyped(typed, word)) ?? typed),
  );
  return corrected.every((word, at) => word === rows[at]!.typed) ? null : corrected.join(" ");
};
