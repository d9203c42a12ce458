import type { Bind } from "./conditions.ts";
import type { RankingFacts } from "./ranking.ts";
import type { Words } from "./words.ts";

/** How much a word in the name, the offer, the text counts; a word alone in the name gives 0.6 of it. */
const PLACES = "{0, 0.1, 0.5, 1}";

/**
 * What "recommended" depends on beside the distance, as columns of a `select` from places or listings `p`. How long a provider
 * is listed is told in whole days, so that nobody changes places while somebody pages on. Without words there is no column for
 * them: reading a value costs us more than PostgreSQL writing it.
 */
export const rankingColumns = (words: Words | null, bind: Bind): string => {
  const columns: Record<Exclude<keyof RankingFacts, "distanceMeters" | "words">, string> = {
    rating: "p.rating",
    ratingCount: "p.rating_count",
    reliability: "p.reliability",
    instant: "p.instant",
    responseMinutes: "p.response_minutes",
    verified: "p.verified",
    listedDays: "current_date - p.listed_at::date",
  };
  const fit = words && {
    words: `least(1, ts_rank('${PLACES}', p.tsv, (select websearch_to_tsquery('english', search.plain(${bind(words.typed)})))))`,
  };
  return Object.entries({ ...columns, ...fit })
    .map(([name, column]) => `${column} as "${name}"`)
    .join(", ");
};
