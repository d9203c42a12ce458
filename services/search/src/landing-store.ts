import type { City, Position } from "@loconomy/contracts";
import { query, type Db } from "@loconomy/kit";
import { read } from "./listings.ts";

/** Stands for all categories together. */
export const EVERY_CATEGORY = "00000000-0000-0000-0000-000000000000";

/** Providers whose city is not known yet, or who moved since; at most `limit`. */
export const findUnplaced = (
  db: Db,
  limit: number,
): Promise<Array<{ providerId: string } & Position>> =>
  query(
    db,
    `select l.provider_id as "providerId", l.lat, l.lng from search.listings l
       left join search.listing_cities c using (provider_id)
      where c.provider_id is null or c.lat <> l.lat or c.lng <> l.lng limit $1`,
    [limit],
  );

export interface Placed extends Position {
  providerId: string;
  city: City | null;
}

/** Writes which city providers belong to. Both cities of one who moved have to be refreshed afterwards. */
export const placeProviders = async (db: Db, placed: readonly Placed[]): Promise<void> => {
  const cities = new Map(placed.flatMap(({ city }) => (city ? [[city.id, city]] : [])));
  await query(
    db,
    `insert into search.cities (id, slug, name, label, lat, lng, population)
     select id, case when exists (select from search.cities c where c.slug = r.slug and c.id <> r.id) or rank > 1
                     then slug || '-' || id else slug end, name, label, lat, lng, population
       from (select *, row_number() over (partition by slug order by population desc, id) as rank
               from json_to_recordset($1::json) as r(id int, slug text, name text, label text, lat float8, lng float8, population int)) r
     on conflict (id) do nothing`,
    [
      JSON.stringify(
        Array.from(cities.values(), ({ position, ...city }) => ({ ...city, ...position })),
      ),
    ],
  );
  await query(
    db,
    `with rows as (select * from json_to_recordset($1::json) as r("providerId" uuid, "cityId" int, lat float8, lng float8)),
          stale as (update search.cities set refreshed_at = null
                     where id in (select c.city_id from search.listing_cities c join rows on rows."providerId" = c.provider_id
                                  union select "cityId" from rows))
     insert into search.listing_cities (provider_id, city_id, lat, lng) select "providerId", "cityId", lat, lng from rows
     on conflict (provider_id) do update set city_id = excluded.city_id, lat = excluded.lat, lng = excluded.lng`,
    [JSON.stringify(placed.map(({ city, ...row }) => ({ ...row, cityId: city?.id ?? null })))],
  );
};

/** Forgets providers who left the index; their cities have to be refreshed afterwards. */
export const forgetUnlisted = async (db: Db): Promise<void> => {
  await query(
    db,
    `with gone as (delete from search.listing_cities c
                    where not exists (select from search.listings l where l.provider_id = c.provider_id) returning city_id)
     update search.cities set refreshed_at = null where id in (select city_id from gone)`,
    [],
  );
};

/** Cities where something changed since their landings were made. */
export const findStaleCities = async (db: Db): Promise<number[]> => {
  const rows = await query<{ id: number }>(
    db,
    `select id from search.cities c where refreshed_at is null or exists (
       select from search.listing_cities p join search.listings l using (provider_id)
        where p.city_id = c.id and l.updated_at > c.refreshed_at) order by id`,
    [],
  );
  return rows.map(({ id }) => id);
};

// A rating of few is drawn towards the middle, as in the ranking.
const REFRESH = `
  with mine as (
    select l.provider_id, l.currency, l.rating, l.rating_count, l.services, category_id
      from search.listing_cities c join search.listings l using (provider_id)
      cross join lateral unnest(array_append(l.category_ids, $3::uuid)) category_id
     where c.city_id = $1::int),
  offers as (
    select category_id, currency, count(*) as offers,
           percentile_disc(array[0, 0.25, 0.75]) within group (order by (s->>'priceAmount')::int) as prices,
           percentile_disc(0.5) within group (order by (s->>'durationMinutes')::int) as duration
      from mine cross join lateral jsonb_array_elements(services) s group by category_id, currency),
  usual as (select distinct on (category_id) * from offers order by category_id, offers desc, currency),
  people as (
    select category_id, count(*) as providers, sum(rating_count) as ratings,
           coalesce(sum(rating * rating_count) / nullif(sum(rating_count), 0), 0) as rating,
           (array_agg(provider_id order by (rating * rating_count + 4.2 * 8) / (rating_count + 8) desc, provider_id))[1:12] as best
      from mine group by category_id),
  gone as (delete from search.landings where city_id = $1::int and category_id not in (select category_id from people)),
  made as (update search.cities set refreshed_at = $2::timestamptz where id = $1::int)
  insert into search.landings as old (city_id, category_id, providers, currency, price_from, price_low, price_high, duration_minutes,
                                      rating, rating_count, best, updated_at)
  select $1::int, category_id, p.providers, u.currency, u.prices[1], u.prices[2], u.prices[3], u.duration, p.rating, p.ratings, p.best, $2::timestamptz
    from people p join usual u using (category_id)
  on conflict (city_id, category_id) do update set
    providers = excluded.providers, currency = excluded.currency, price_from = excluded.price_from, price_low = excluded.price_low,
    price_high = excluded.price_high, duration_minutes = excluded.duration_minutes, rating = excluded.rating,
    rating_count = excluded.rating_count, best = excluded.best, updated_at = excluded.updated_at
  where (old.providers, old.currency, old.price_from, old.price_low, old.price_high, old.duration_minutes, old.rating, old.rating_count, old.best)
    is distinct from (excluded.providers, excluded.currency, excluded.price_from, excluded.price_low, excluded.price_high,
                      excluded.duration_minutes, excluded.rating, excluded.rating_count, excluded.best)`;

/** Makes the landings of one city anew. `readAt` is before what they are made from was read. */
export const refreshCity = async (db: Db, cityId: number, readAt: Date): Promise<void> => {
  await query(db, REFRESH, [cityId, readAt, EVERY_CATEGORY]);
};

export interface LandingRow {
  cityId: number;
  categoryId: string;
  providers: number;
  currency: string;
  priceFrom: number;
  priceLow: number;
  priceHigh: number;
  durationMinutes: number;
  rating: number;
  ratingCount: number;
  best: string[];
}

const COLUMNS = `city_id as "cityId", category_id as "categoryId", providers, currency, price_from as "priceFrom", price_low as "priceLow",
  price_high as "priceHigh", duration_minutes as "durationMinutes", rating, rating_count as "ratingCount", best`;

/** All that there is in a city, the categories with most providers first. */
export const landingsOfCity = (db: Db, cityId: number): Promise<LandingRow[]> =>
  read(
    db,
    `select ${COLUMNS} from search.landings where city_id = $1 order by providers desc, category_id`,
    [cityId],
  );

/** Sums over all cities, the categories with most providers first. */
export const landingsOfWorld = (
  db: Db,
): Promise<
  Array<Pick<LandingRow, "categoryId" | "providers" | "rating" | "ratingCount" | "durationMinutes">>
> =>
  read(
    db,
    `select category_id as "categoryId", sum(providers)::int as providers, sum(rating_count)::int as "ratingCount",
            coalesce(sum(rating * rating_count) / nullif(sum(rating_count), 0), 0)::float8 as rating,
            percentile_disc(0.5) within group (order by duration_minutes) as "durationMinutes"
       from search.landings group by category_id order by 2 desc, 1`,
    [],
  );

export interface CityRow extends Position {
  id: number;
  slug: string;
  name: string;
  label: string;
}

export const findCity = async (db: Db, slug: string): Promise<CityRow | undefined> =>
  (
    await read<CityRow>(
      db,
      "select id, slug, name, label, lat, lng from search.cities where slug = $1",
      [slug],
    )
  )[0];

export interface OtherCity extends CityRow {
  providers: number;
  currency: string;
  priceFrom: number;
  best: string[];
}

/** Other cities with providers of a category: the nearest to a city, or those with most. */
export const findOtherCities = (
  db: Db,
  categoryId: string,
  city: CityRow | undefined,
  limit: number,
): Promise<OtherCity[]> =>
  read(
    db,
    `select c.id, c.slug, c.name, c.label, c.lat, c.lng, l.providers, l.currency, l.price_from as "priceFrom", l.best
       from search.landings l join search.cities c on c.id = l.city_id
      where l.category_id = $1 and c.id <> $2
      order by ${city ? "earth_distance(ll_to_earth(c.lat, c.lng), ll_to_earth($4, $5))" : "l.providers desc"}, c.id limit $3`,
    city ? [categoryId, city.id, limit, city.lat, city.lng] : [categoryId, 0, limit],
  );
