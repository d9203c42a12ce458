-- Bookings that repeat. A series begins as holds that stand or fall together; booked, each of its occurrences is a booking
-- like any other. Like a hold it belongs to a signed-in person or to a browser's anonymous session, which the database does
-- not know as an actor; so every statement on it names the owner.
create table bookings.series (
  id uuid primary key default uuidv7(),
  provider_id uuid not null references providers.providers (id) on delete cascade,
  service_id uuid not null,
  user_id uuid,
  guest_id text check (char_length(guest_id) between 1 and 200),
  -- The rule is by these clocks.
  time_zone text not null,
  rule jsonb not null,
  status text not null default 'active' check (status in ('active', 'used', 'released')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  check (user_id is not null or guest_id is not null)
);
create index series_active_user on bookings.series (user_id) where status = 'active' and user_id is not null;
create index series_active_guest on bookings.series (guest_id) where status = 'active' and guest_id is not null;
create index series_expiry on bookings.series (expires_at) where status <> 'used';
create index series_provider on bookings.series (provider_id);

alter table bookings.holds add column series_id uuid, add column occurrence int,
  add constraint holds_series_whole check ((series_id is null) = (occurrence is null));
create index holds_series on bookings.holds (series_id) where series_id is not null;

-- The third of eight: occurrence 3, occurrences 8.
alter table bookings.bookings add column series_id uuid, add column occurrence int, add column occurrences int,
  add constraint bookings_series_whole
    check ((series_id is null) = (occurrence is null) and (series_id is null) = (occurrences is null) and occurrence between 1 and occurrences);
create index bookings_series on bookings.bookings (series_id) where series_id is not null;
