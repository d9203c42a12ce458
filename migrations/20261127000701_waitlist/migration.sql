-- Who wants to be told when something opens: a service, a day, and the part of it that suits. First come, first served by id.
create table bookings.waitlist_entries (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users.users (id) on delete cascade,
  provider_id uuid not null references providers.providers (id) on delete cascade,
  provider_user_id uuid not null,
  service_id uuid not null,
  variant_id uuid,
  provider_name text not null,
  provider_slug text not null,
  service_name text not null,
  -- As it was asked for, by the clocks of the provider's zone, and the same in instants: a start from one to before the other.
  day date not null,
  from_time text not null check (from_time ~ '^\d\d:\d\d$'),
  to_time text not null check (to_time ~ '^\d\d:\d\d$'),
  time_zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'booked', 'ended')),
  -- The time that is kept for them; a booking later.
  hold_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (ends_at > starts_at),
  check (state <> 'offered' or hold_id is not null),
  unique (hold_id)
);
-- The same wish once, as long as it is alive; these are also what has to be looked at when time frees.
create unique index waitlist_entries_live on bookings.waitlist_entries (user_id, service_id, variant_id, starts_at, ends_at)
  nulls not distinct where state in ('waiting', 'offered');
create index waitlist_entries_line on bookings.waitlist_entries (provider_id, id) where state in ('waiting', 'offered');
create index waitlist_entries_user on bookings.waitlist_entries (user_id, id);

alter table bookings.waitlist_entries enable row level security;
create policy waitlist_entries_of_parties_or_system on bookings.waitlist_entries using (
  (select platform.actor_is_system())
  or user_id = (select platform.actor_user_id())
  or provider_user_id = (select platform.actor_user_id())
);

-- What was offered to whom: nobody is offered the same time twice, and a time that was not wanted goes to the next in line.
create table bookings.waitlist_offers (
  hold_id uuid primary key,
  entry_id uuid not null references bookings.waitlist_entries (id) on delete cascade,
  user_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  offered_at timestamptz not null,
  unique (user_id, service_id, starts_at)
);
create index waitlist_offers_entry on bookings.waitlist_offers (entry_id);

alter table bookings.waitlist_offers enable row level security;
create policy waitlist_offers_of_owner_or_system on bookings.waitlist_offers
  using ((select platform.actor_is_system()) or user_id = (select platform.actor_user_id()));

-- Held by the waiting list for its owner, who need not stay on the page, and whose own holds it does not count among.
alter table bookings.holds add column is_offer boolean not null default false;
