-- Calendars that providers keep elsewhere, read by a job; and when they are busy by them.
create table bookings.external_calendars (
  id uuid primary key default uuidv7(),
  provider_id uuid not null references providers.providers (id) on delete cascade,
  user_id uuid not null references users.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  -- Often a secret of its own: whoever has it reads that calendar.
  url text not null check (char_length(url) <= 2000),
  created_at timestamptz not null,
  -- When its owner last asked for it to be read.
  asked_at timestamptz not null,
  next_fetch_at timestamptz not null,
  -- Whoever reads it holds the row until then, without holding a transaction open.
  leased_until timestamptz,
  last_fetched_at timestamptz,
  last_success_at timestamptz,
  -- How often in a row it could not be read, since when, why; and since when so for a day.
  failures int not null default 0 check (failures >= 0),
  failing_since timestamptz,
  error_code text,
  stale_since timestamptz,
  -- Of the copy that was read last.
  etag text,
  last_modified text,
  digest text,
  -- The provider's zone by which it was read, and up to when.
  time_zone text,
  read_until timestamptz,
  events int not null default 0,
  unread_events int not null default 0,
  unique (provider_id, url),
  check ((failures = 0) = (failing_since is null)),
  check ((failures = 0) = (error_code is null)),
  check (stale_since is null or failing_since is not null)
);
create index external_calendars_due on bookings.external_calendars (next_fetch_at);
create index external_calendars_user on bookings.external_calendars (user_id);

alter table bookings.external_calendars enable row level security;
create policy external_calendars_of_owner_or_system on bookings.external_calendars
  using ((select platform.actor_is_system()) or user_id = (select platform.actor_user_id()));

-- Stretches of one calendar lie apart; those of several may overlap each other and what is booked. Says when, not what.
create table bookings.external_busy (
  calendar_id uuid not null references bookings.external_calendars (id) on delete cascade,
  provider_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (calendar_id, starts_at),
  check (ends_at > starts_at)
);
create index external_busy_period on bookings.external_busy using gist (provider_id, tstzrange(starts_at, ends_at));
