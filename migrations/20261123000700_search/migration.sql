-- What can be found: one row per provider, copied from the providers service and kept by its events.
select platform.create_service_schema('search');

create extension if not exists cube with schema public;
create extension if not exists earthdistance with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

-- Words without accents, in lower case. Naming the dictionary makes the answer depend on nothing else.
create function search.plain(words text) returns text language sql immutable parallel safe strict as
  $$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

create table search.listings (
  -- Not a foreign key: a copy may lag behind what it was copied from, and heals by itself.
  provider_id uuid primary key,
  slug text not null,
  business_name text not null,
  name_plain text not null generated always as (search.plain(business_name)) stored,
  -- What a result shows of its provider.
  doc jsonb not null,
  -- From the root of the tree down to the provider's own.
  category_ids uuid[] not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  -- The same as a point on the sphere: distances are exact at the date line and the poles.
  pos public.cube not null generated always as (public.ll_to_earth(lat, lng)) stored,
  time_zone text not null,
  -- Of the cheapest service, in minor units.
  price_from int not null check (price_from >= 0),
  currency char(3) not null,
  rating double precision not null check (rating between 0 and 5),
  rating_count int not null check (rating_count >= 0),
  verified boolean not null,
  -- [{ id, name, durationMinutes, priceAmount }], the cheapest first.
  services jsonb not null,
  -- Everything that a mistyped word may have meant.
  names text not null,
  tsv tsvector not null,
  updated_at timestamptz not null
);
create index listings_pos on search.listings using gist (pos);
create index listings_tsv on search.listings using gin (tsv);
create index listings_name on search.listings using gin (name_plain public.gin_trgm_ops);
