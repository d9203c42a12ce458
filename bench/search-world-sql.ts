import { EVERY_CATEGORY } from "../services/search/src/listings.ts";
import { bayesianRating, keptShare } from "../services/search/src/ranking.ts";

/** Statements of `search-world.ts`, in the order in which they run. */

/** A share between 0 and 1 that belongs to provider `n` and purpose `k`, the same in every run. */
const share = (n: string, k: number): string =>
  `(((hashint8extended(${n}, ${k}) >> 11) & 9007199254740991)::float8 / 9007199254740992)`;
const under = (n: string, k: number, count: string): string =>
  `floor(${share(n, k)} * ${count})::int`;
/** A UUIDv7 of the moment at which provider `n` came, for the `k`-th of its things. */
const id = (n: string, k: number | string): string =>
  `(lpad(to_hex(1700000000000 + ${n} * 60000), 12, '0') || '7' || lpad(to_hex(${k}), 3, '0') || '8000' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Everything about a provider that the rows below draw on. */
export const BASE = [
  `create unlogged table bench.offer_counts as
     select trade, count(distinct at)::int as offers from bench.offers group by trade`,
  `create unlogged table bench.trade_paths as
     select t.*, o.offers, c.name as category, c.slug as "categorySlug", c.icon_name as "iconName",
            case when p.id is null then array[c.id] else array[p.id, c.id] end as "categoryIds",
            case when p.id is null then array[c.name] else array[p.name, c.name] end as "categoryPath"
       from bench.trades t join providers.categories c on c.id = t."categoryId" left join providers.categories p on p.id = c.parent_id
       join bench.offer_counts o using (trade)`,
  // In an order that has nothing to do with the place: neighbours on the map are no neighbours on the disk.
  `create unlogged table bench.places as
     select row_number() over (order by hashint8extended(g, 1)) as n, id as "cityId", label, name as city, "timeZone", currency, population, lat as "cityLat", lng as "cityLng"
       from (select *, row_number() over () as g from bench.cities, generate_series(1, providers)) spread`,
  `create unlogged table bench.drawn as
     select p.n, p."cityId", p.label, p."timeZone", p.currency, t.trade, t."categoryId", t."categoryIds", t."categoryPath", t.category, t."categorySlug", t."iconName",
            t.instant, ${under("p.n", 21, "t.offers")} as offer, ${under("p.n", 22, "200")} as bio,
            t.weeks[1 + ${under("p.n", 23, "cardinality(t.weeks)")}] as week,
            case when t.places = 'either' then case when ${share("p.n", 24)} < 0.5 then 'customer' else 'provider' end else t.places end as location,
            0.7 + ${share("p.n", 25)} * 0.8 as level,
            greatest(-85, least(85, round((p."cityLat" + d.km * sin(d.angle) / 110.6)::numeric, 5)::float8)) as lat,
            greatest(-180, least(180, round((p."cityLng" + d.km * cos(d.angle) / (111.3 * cos(radians(p."cityLat"))))::numeric, 5)::float8)) as lng,
            left(case ${under("p.n", 26, "8")}
              when 0 then person.first || ' ' || person.last || ' ' || t.noun when 1 then person.first || '''s ' || t.noun
              when 2 then t.brands[1 + ${under("p.n", 27, "cardinality(t.brands)")}]
              when 3 then p.city || ' ' || t.noun when 4 then quarter.name || ' ' || t.noun
              when 5 then person.last || ' & ' || other.last else person.last || ' ' || t.noun end, 200) as name,
            person.first || ' ' || person.last as owner,
            r.count as "ratingCount", case when r.count = 0 then 0 else round((2.8 + 2.2 * power(${share("p.n", 28)}, 0.35))::numeric, 2)::float8 end as "ratingAverage",
            ${share("p.n", 29)} < 0.8 as verified,
            case when r.count > 0 then 3 + floor(exp(${share("p.n", 30)} * 6))::int end as "responseMinutes",
            (array['{en}', '{en,es}', '{de,en}', '{fr}', '{}'])[1 + ${under("p.n", 40, "5")}]::text[] as languages,
            to_timestamp(1700000000 + p.n * 60) as "createdAt"
       from bench.places p
       join lateral (select floor(power(${share("p.n", 20)}, 1.5) * (select count(*) from bench.trade_paths))::int as trade) chosen on true
       join lateral (select *, nouns[1 + ${under("p.n", 39, "cardinality(nouns)")}] as noun from bench.trade_paths parts where parts.trade = chosen.trade) t on true
       join lateral (select case when ${share("p.n", 31)} < 0.12 then 0 else 1 + floor(exp(${share("p.n", 32)} * 5.5))::int end as count) r on true
       join lateral (select (1 + 4 * sqrt(p.population / 1e6)) * sqrt(-2 * ln(1 - ${share("p.n", 33)})) as km, 2 * pi() * ${share("p.n", 34)} as angle) d on true
       join bench.people person on person.at = ${under("p.n", 35, "4000")}
       join bench.people other on other.at = ${under("p.n", 36, "4000")}
       join bench.quarters quarter on quarter.at = ${under("p.n", 37, "(select count(*) from bench.quarters)")}`,
  `create unlogged table bench.world as
     select d.*, concat_ws('-', nullif(trim(both '-' from left(regexp_replace(d.plain, '[^a-z0-9]+', '-', 'g'), 140)), ''), d.n) as slug
       from (select *, search.plain(name) as plain from bench.drawn) d`,
  `create unlogged table bench.services as
     select w.n, o.service, o.name, o.description, o.minutes, w.currency, w.location,
            (round(o.usd * w.level) * 100)::int as price, ${share("w.n * 8 + o.service", 38)} < w.instant as instant,
            ${id("w.n", "o.service + 16")} as id
       from bench.world w join bench.offers o on o.trade = w.trade and o.at = w.offer`,
  "analyze bench.world, bench.services",
];

const PROVIDER = id("w.n", 1);
const USER = id("w.n", 2);

const BUSY = `${share("w.n", 56)} < 0.05`;

/** Rows of the services that own the truth, … */
export const PROVIDERS = [
  `insert into users.users (id, email, display_name, is_verified, role, created_at, updated_at)
   select ${USER}, 'p' || lpad(w.n::text, 8, '0') || '@bench.invalid', w.owner, true, 'provider', w."createdAt", w."createdAt"
     from bench.world w order by w.n`,
  `insert into providers.providers (id, user_id, slug, business_name, bio, category_id, rating_average, rating_count, response_time_minutes,
       is_verified, location_label, lat, lng, service_radius_km, currency, cancellation_policy, languages, takes_bookings, created_at, updated_at)
   select ${PROVIDER}, ${USER}, w.slug, w.name, b.bio, w."categoryId", w."ratingAverage", w."ratingCount", w."responseMinutes",
          w.verified, w.label, w.lat, w.lng, 25, w.currency, 'moderate', w.languages, true, w."createdAt", w."createdAt"
     from bench.world w join bench.bios b on b.trade = w.trade and b.at = w.bio order by w.n`,
  `insert into providers.services (id, provider_id, name, description, price_amount, price_currency, duration_minutes, location, is_instant, created_at, updated_at)
   select s.id, ${id("s.n", 1)}, s.name, s.description, s.price, s.currency, s.minutes, s.location, s.instant,
          to_timestamp(1700000000 + s.n * 60), to_timestamp(1700000000 + s.n * 60)
     from bench.services s order by s.n`,
];

/** … and when they are open, beside what the search keeps of that and of their cities. */
export const SCHEDULES = [
  `insert into bookings.offers (service_id, provider_id, duration_minutes, location, is_instant, lat, lng, service_radius_km, read_at)
   select s.id, ${PROVIDER}, s.minutes, s.location, s.instant, w.lat, w.lng, 25, now()
     from bench.services s join bench.world w using (n) order by s.n`,
  `insert into bookings.schedules (provider_id, time_zone, weekly, step_minutes, buffer_before_minutes, buffer_after_minutes, notice_minutes, horizon_days)
   select ${PROVIDER}, w."timeZone", k.weekly, (array[30, 30, 15, 60])[1 + ${under("w.n", 50, "4")}], 0, (array[0, 15, 30])[1 + ${under("w.n", 51, "3")}],
          (array[60, 120, 240, 1440])[1 + ${under("w.n", 52, "4")}], 60
     from bench.world w join bench.weeks k using (week) order by w.n`,
  // One provider in twenty has time off on five days of the next 60.
  `with off as materialized (
     select ${id("w.n", "d + 256")} as id, ${PROVIDER} as provider, start, start + make_interval(hours => 2 + ${under("w.n * 8 + d", 55, "6")}) as until
       from bench.world w, generate_series(0, 4) d,
            lateral (select (current_date + 1 + d * 12 + ${under("w.n * 8 + d", 53, "12")} + make_interval(hours => 8 + ${under("w.n * 8 + d", 54, "8")}))
                              at time zone w."timeZone" as start) at
      where ${BUSY}
   ), claims as (
     insert into bookings.time_claims (id, provider_id, kind, period) select id, provider, 'time_off', tstzrange(start, until) from off
   )
   insert into bookings.time_off (id, provider_id, starts_at, ends_at, created_at) select id, provider, start, until, now() from off`,
  // Which city a provider belongs to; their landing pages count as made, or the server would make them while it is measured.
  `insert into search.cities (id, slug, name, label, lat, lng, population, refreshed_at)
   select id, 'city-' || id, name, label, lat, lng, population, now() + interval '1 day' from bench.cities`,
  `insert into search.listing_cities (provider_id, city_id, lat, lng)
   select ${PROVIDER}, w."cityId", w.lat, w.lng from bench.world w order by w.n`,
  // Of those without time off; the others are worked out one by one.
  `insert into search.open_times (provider_id, time_zone, from_quarter, bits, read_at)
   select ${PROVIDER}, w."timeZone", o."fromQuarter", o.bits, now()
     from bench.world w join bench.open_weeks o using (week, "timeZone") where not ${BUSY} order by w.n`,
];

/** `bayesianRating` in SQL: what it draws towards shows in what it makes of no review, and of one that is a star better. */
const PRIOR = bayesianRating(0, 0);
const PRIOR_COUNT = Math.round(1 / (bayesianRating(PRIOR + 1, 1) - PRIOR)) - 1;
const RATING_MEAN = `(${PRIOR}::float8 * ${PRIOR_COUNT} + w."ratingAverage" * w."ratingCount") / (${PRIOR_COUNT} + w."ratingCount")`;

/** What the search would make of them, put together … */
export const LISTED = [
  `create unlogged table bench.listed as
     select w.n, concat_ws(' · ', array_to_string(w."categoryPath", ' · '), s.names) as offered, s.list, s.price, s.minutes, s.instant
       from bench.world w join (
         select n, string_agg(name, ' · ' order by price, minutes, id) as names, min(price) as price, min(minutes) as minutes, bool_or(instant) as instant,
                jsonb_agg(jsonb_build_object('id', id, 'name', name, 'durationMinutes', minutes, 'priceAmount', price, 'isInstant', instant, 'capacity', 1)
                          order by price, minutes, id) as list
           from bench.services group by n) s using (n)`,
  // Many offer the same: their words are taken apart once.
  `create unlogged table bench.offer_words as
     select offered, plain, setweight(to_tsvector('english', plain) || to_tsvector('simple', plain), 'B') as tsv
       from (select offered, search.plain(offered) as plain from (select distinct offered from bench.listed) o) p`,
  `create unlogged table bench.bio_words as
     select trade, at, setweight(to_tsvector('english', search.plain(bio)), 'C') as tsv from bench.bios`,
  "analyze bench.listed, bench.offer_words, bench.bio_words",
];

/** … and written. */
export const LISTINGS = [
  `insert into search.listings (provider_id, slug, business_name, doc, category_ids, lat, lng, time_zone, price_from, currency, rating, rating_count,
       rating_mean, verified, languages, instant, duration_min, response_minutes, reliability, listed_at, services, names, tsv, updated_at)
   select ${PROVIDER}, w.slug, w.name,
          jsonb_build_object('id', ${PROVIDER}, 'slug', w.slug, 'businessName', w.name, 'avatarUrl', null, 'coverPhotoUrl', null,
            'category', jsonb_build_object('id', w."categoryId", 'name', w.category, 'slug', w."categorySlug", 'iconName', w."iconName"),
            'ratingAverage', w."ratingAverage", 'ratingCount', w."ratingCount", 'responseTimeMinutes', w."responseMinutes", 'languages', w.languages,
            'isVerified', w.verified, 'locationLabel', w.label, 'position', jsonb_build_object('lat', w.lat, 'lng', w.lng)),
          w."categoryIds", w.lat, w.lng, w."timeZone", l.price, w.currency, w."ratingAverage", w."ratingCount", ${RATING_MEAN}, w.verified, w.languages,
          l.instant, l.minutes, w."responseMinutes", ${keptShare(0, 0)}, w."createdAt", l.list, w.plain || ' ' || o.plain,
          setweight(to_tsvector('english', w.plain) || to_tsvector('simple', w.plain), 'A') || o.tsv || b.tsv, now()
     from bench.world w join bench.listed l using (n) join bench.offer_words o using (offered) join bench.bio_words b on b.trade = w.trade and b.at = w.bio`,
  `insert into search.lexicon (word, named)
   select lexeme, bool_or(named) from (
     select lexeme, true as named from search.listings, unnest(ts_filter(tsv, '{a}'))
     union all select lexeme, true from bench.offer_words, unnest(tsv) union all select lexeme, false from bench.bio_words, unnest(tsv)) words
    where char_length(lexeme) between 2 and 40 group by lexeme order by lexeme`,
];

/** One row for each of their categories: by another connection than the listings. */
export const PLACES = `insert into search.listing_places (provider_id, category_id, pos, lat, lng, price_from, rating, rating_count, rating_mean, verified, languages,
       instant, duration_min, response_minutes, reliability, listed_at)
   select ${PROVIDER}, place, at.pos, w.lat, w.lng, l.price, w."ratingAverage", w."ratingCount", ${RATING_MEAN}, w.verified,
          w.languages, l.instant, l.minutes, w."responseMinutes", ${keptShare(0, 0)}, w."createdAt"
     from bench.world w join bench.listed l using (n), lateral (select ll_to_earth(w.lat, w.lng) as pos offset 0) at,
          unnest('${EVERY_CATEGORY}'::uuid || w."categoryIds") place`;
