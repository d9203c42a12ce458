-- Categories, provider profiles and the services they offer. All of it is public reading, so there is no row-level
-- security here; who may write is decided by the operations.
select platform.create_service_schema('providers');

create table providers.categories (
  id uuid primary key default uuidv7(),
  name text not null check (char_length(name) between 1 and 100),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 100),
  description text,
  icon_name text check (char_length(icon_name) <= 50),
  parent_id uuid references providers.categories (id),
  sort_order int not null default 0,
  check (parent_id <> id)
);
create index categories_parent on providers.categories (parent_id);

create table providers.providers (
  id uuid primary key default uuidv7(),
  user_id uuid not null unique references users.users (id) on delete cascade,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 160),
  business_name text not null check (char_length(business_name) between 1 and 255),
  bio text check (char_length(bio) <= 4000),
  avatar_url text,
  cover_photo_url text,
  category_id uuid not null references providers.categories (id),
  rating_average numeric(3, 2) not null default 0 check (rating_average between 0 and 5),
  rating_count int not null default 0 check (rating_count >= 0),
  -- When the review service last counted; an older count that arrives late is dropped.
  rating_counted_at timestamptz,
  response_time_minutes int check (response_time_minutes >= 0),
  is_verified boolean not null default false,
  is_active boolean not null default true,
  location_label text not null check (char_length(location_label) between 1 and 200),
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  service_radius_km double precision not null check (service_radius_km between 1 and 200),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  cancellation_policy text not null check (cancellation_policy in ('flexible', 'moderate', 'strict')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index providers_category on providers.providers (category_id);

create table providers.services (
  id uuid primary key default uuidv7(),
  provider_id uuid not null references providers.providers (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 255),
  description text check (char_length(description) <= 2000),
  price_amount int not null check (price_amount >= 0),
  -- The provider's currency when the service was last changed; kept here so that a price is never without one.
  price_currency char(3) not null check (price_currency ~ '^[A-Z]{3}$'),
  duration_minutes int not null check (duration_minutes between 5 and 720),
  location text not null check (location in ('customer', 'provider')),
  is_instant boolean not null,
  is_active boolean not null default true,
  -- A removed service stays for the bookings that name it.
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index services_provider on providers.services (provider_id) where deleted_at is null;
