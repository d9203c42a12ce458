import { problem, query, queryWithin, sqlState, type Db } from "@loconomy/kit";
import type { IndexedService, ListingRow } from "./listing-row.ts";
import type { SearchResult } from "@loconomy/contracts";

export const QUERY_CANCELED = "57014";

/** A search is worth no more than this. */
const STATEMENT_MS_MAX = 2_000;

/** A read of the index; one that takes too long is 503, not an error of ours. */
export const read = async <Row extends object>(
  db: Db,
  sql: string,
  params: readonly unknown[],
  timeoutMs = STATEMENT_MS_MAX,
  settings: Readonly<Record<string, string>> = {},
): Promise<Row[]> => {
  try {
    return await queryWithin<Row>(db, timeoutMs, sql, params, settings);
  } catch (error) {
    if (sqlState(error) === QUERY_CANCELED)
      throw problem(
        "service_unavailable",
        "The search took too long. Try again, or look in a smaller area.",
        undefined,
        error,
      );
    throw error;
  }
};

/** The category that has everybody. */
export const EVERY_CATEGORY = "00000000-0000-0000-0000-000000000000";

/** What the rows of a listing's categories repeat of it. */
const PLACE_COLUMNS = [
  "pos",
  "lat",
  "lng",
  "price_from",
  "rating",
  "rating_count",
  "rating_mean",
  "verified",
  "languages",
  "instant",
  "duration_min",
  "response_minutes",
  "reliability",
  "listed_at",
];

const UPSERT = `
  with saved as (
    insert into search.listings (provider_id, slug, business_name, doc, category_ids, lat, lng, time_zone, price_from, currency,
                                 rating, rating_count, rating_mean, verified, languages, instant, duration_min, response_minutes,
                                 reliability, jobs_kept, jobs_broken, listed_at, services, names, tsv, updated_at)
    select r."providerId", r.slug, r."businessName", r.doc, r."categoryIds", r.lat, r.lng, r."timeZone", r."priceFrom", r.currency,
           r.rating, r."ratingCount", r."ratingMean", r.verified, r.languages, r.instant, r."durationMin", r."responseMinutes",
           r.reliability, r."jobsKept", r."jobsBroken", r."listedAt", r.services, w.name || ' ' || w.offer,
           setweight(to_tsvector('english', w.name) || to_tsvector('simple', w.name), 'A')
             || setweight(to_tsvector('english', w.offer) || to_tsvector('simple', w.offer), 'B')
             || setweight(to_tsvector('english', search.plain(r.bio)), 'C'),
           $2
      from json_to_recordset($1::json) as r("providerId" uuid, slug text, "businessName" text, doc jsonb, "categoryIds" uuid[], lat float8, lng float8,
             "timeZone" text, "priceFrom" int, currency text, rating float8, "ratingCount" int, "ratingMean" float8, verified boolean, languages text[],
             instant boolean, "durationMin" int, "responseMinutes" int, reliability float8, "jobsKept" int,
             "jobsBroken" int, "listedAt" timestamptz, services jsonb, "offerWords" text, bio text),
           lateral (select search.plain(r."businessName") as name, search.plain(r."offerWords") as offer) w
    on conflict (provider_id) do update set
      slug = excluded.slug, business_name = excluded.business_name, doc = excluded.doc, category_ids = excluded.category_ids,
      lat = excluded.lat, lng = excluded.lng, time_zone = excluded.time_zone, price_from = excluded.price_from, currency = excluded.currency,
      rating = excluded.rating, rating_count = excluded.rating_count, rating_mean = excluded.rating_mean,
      verified = excluded.verified, languages = excluded.languages, instant = excluded.instant, duration_min = excluded.duration_min,
      response_minutes = excluded.response_minutes, reliability = excluded.reliability, jobs_kept = excluded.jobs_kept,
      jobs_broken = excluded.jobs_broken, listed_at = excluded.listed_at, services = excluded.services,
      names = excluded.names, tsv = excluded.tsv, updated_at = excluded.updated_at
    where listings.updated_at <= excluded.updated_at
    returning *
  ), placed as (
    insert into search.listing_places as p (provider_id, category_id, ${PLACE_COLUMNS.join(", ")})
    select provider_id, category_id, ${PLACE_COLUMNS.join(", ")} from saved, unnest('${EVERY_CATEGORY}'::uuid || category_ids) category_id
    on conflict (provider_id, category_id) do update set ${PLACE_COLUMNS.map((name) => `${name} = excluded.${name}`).join(", ")}
      where (${PLACE_COLUMNS.map((name) => `p.${name}`).join(", ")}) is distinct from (${PLACE_COLUMNS.map((name) => `excluded.${name}`).join(", ")})
  ), moved as (
    delete from search.listing_places p using saved s
     where p.provider_id = s.provider_id and p.category_id <> all ('${EVERY_CATEGORY}'::uuid || s.category_ids)
  )
  insert into search.lexicon (word, named)
  select lexeme, bool_or(weights && '{A,B}') from saved, unnest(tsv) where char_length(lexeme) between 2 and 40
   group by lexeme order by lexeme
  on conflict (word) do update set named = true where excluded.named and not lexicon.named`;

const BATCH = 500;

/** Writes rows whose facts were asked for at `readAt`; a row that holds later facts stays. */
export const saveListings = async (
  db: Db,
  rows: readonly ListingRow[],
  readAt: Date,
): Promise<void> => {
  for (let at = 0; at < rows.length; at += BATCH) {
    await query(db, UPSERT, [JSON.stringify(rows.slice(at, at + BATCH)), readAt]);
  }
};

/** Takes a provider out of the index, unless it came back later than `readAt`. */
export const removeListing = async (db: Db, providerId: string, readAt: Date): Promise<void> => {
  await query(db, "delete from search.listings where provider_id = $1 and updated_at <= $2", [
    providerId,
    readAt,
  ]);
};

/** Takes out what no full run since `startedAt` has seen. */
export const removeUnseen = async (db: Db, startedAt: Date): Promise<void> => {
  await query(db, "delete from search.listings where updated_at < $1", [startedAt]);
};

/** What a result needs of a listing. */
export interface FoundListing {
  id: string;
  doc: SearchResult["provider"];
  timeZone: string;
  priceFrom: number;
  currency: string;
  services: IndexedService[];
  keptCount: number;
  brokenCount: number;
}

/** Listings by id, in no order; those that are gone are left out. */
export const loadListings = async (db: Db, ids: readonly string[]): Promise<FoundListing[]> =>
  ids.length === 0
    ? []
    : read<FoundListing>(
        db,
        `select provider_id as id, doc, time_zone as "timeZone", price_from as "priceFrom", currency, services,
                jobs_kept as "keptCount", jobs_broken as "brokenCount"
           from search.listings where provider_id = any($1::uuid[])`,
        [ids],
      );
