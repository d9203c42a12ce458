-- What there is where: a page for each city that has providers, and for each category in it.

-- Cities that have, or had, providers.
create table search.cities (
  -- GeoNames.
  id int primary key,
  -- Its name in addresses: "austin-tx".
  slug text not null unique,
  name text not null,
  label text not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  population int not null,
  -- When its landings were made; null: never.
  refreshed_at timestamptz
);

-- Which city a provider belongs to, and from which position that follows.
create table search.listing_cities (
  -- Not a foreign key: a copy may lag behind what it was copied from, and heals by itself.
  provider_id uuid primary key,
  -- Null where no city is near.
  city_id int references search.cities,
  lat double precision not null,
  lng double precision not null
);
create index listing_cities_city on search.listing_cities (city_id);

create table search.landings (
  city_id int not null references search.cities on delete cascade,
  -- The nil id stands for all categories together.
  category_id uuid not null,
  providers int not null check (providers > 0),
  -- Of the currency that most services there have, in minor units: the lowest, and between which half of all lie.
  currency char(3) not null,
  price_from int not null,
  price_low int not null,
  price_high int not null,
  duration_minutes int not null,
  rating double precision not null check (rating between 0 and 5),
  rating_count int not null,
  -- The best rated, at most 12.
  best uuid[] not null,
  -- When anything above changed last.
  updated_at timestamptz not null,
  primary key (city_id, category_id)
);
create index landings_category on search.landings (category_id, providers);
