-- Private addresses at which calendar apps read somebody's bookings: one for what a person booked, one for a person's
-- business. An address is signed with the row's secret and the server's, so this table alone opens no calendar.
create table bookings.calendar_links (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users.users (id) on delete cascade,
  -- Null: what the person booked as a customer.
  provider_id uuid references providers.providers (id) on delete cascade,
  -- 32 random bytes, base64url.
  secret text not null check (char_length(secret) = 43),
  created_at timestamptz not null
);
create unique index calendar_links_of on bookings.calendar_links (user_id, provider_id) nulls not distinct;
create index calendar_links_provider on bookings.calendar_links (provider_id) where provider_id is not null;

alter table bookings.calendar_links enable row level security;
create policy calendar_links_of_owner_or_system on bookings.calendar_links
  using ((select platform.actor_is_system()) or user_id = (select platform.actor_user_id()));
