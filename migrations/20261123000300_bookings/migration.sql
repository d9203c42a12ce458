select platform.create_service_schema('bookings');

-- Lets one GiST index hold a provider's id beside a range of time.
create extension if not exists btree_gist schema public;

create type bookings.booking_status as enum
  ('awaiting_payment', 'pending', 'confirmed', 'in_progress', 'completed', 'declined', 'cancelled', 'expired');

-- Opening hours and rules: wall-clock times in the provider's own zone. Public facts, so no row-level security.
create table bookings.schedules (
  provider_id uuid primary key references providers.providers (id) on delete cascade,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  weekly jsonb not null check (jsonb_typeof(weekly) = 'array'),
  exceptions jsonb not null default '[]' check (jsonb_typeof(exceptions) = 'array'),
  step_minutes int not null check (step_minutes between 5 and 240),
  buffer_before_minutes int not null check (buffer_before_minutes between 0 and 240),
  buffer_after_minutes int not null check (buffer_after_minutes between 0 and 240),
  notice_minutes int not null check (notice_minutes between 0 and 43200),
  horizon_days int not null check (horizon_days between 1 and 365),
  updated_at timestamptz not null default now()
);

create table bookings.time_off (
  id uuid primary key default uuidv7(),
  provider_id uuid not null references providers.providers (id) on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text check (char_length(note) <= 500),
  created_at timestamptz not null default now(),
  check (ends_at > starts_at)
);
create index time_off_provider on bookings.time_off (provider_id, starts_at);

-- A time put aside for ten minutes. It belongs to a signed-in person or to a browser's anonymous session, which the
-- database does not know as an actor; so every statement on it names the owner instead of relying on row-level security.
create table bookings.holds (
  id uuid primary key default uuidv7(),
  provider_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  user_id uuid,
  guest_id text check (char_length(guest_id) between 1 and 200),
  status text not null default 'active' check (status in ('active', 'used', 'released', 'expired')),
  expires_at timestamptz not null,
  -- What was shown: lines, total and the policy's dates.
  quote jsonb not null,
  -- Provider and service as they were: names, place of work, whether payment confirms.
  offer jsonb not null,
  booking_id uuid,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check (user_id is not null or guest_id is not null)
);
create index holds_active_user on bookings.holds (user_id) where status = 'active' and user_id is not null;
create index holds_active_guest on bookings.holds (guest_id) where status = 'active' and guest_id is not null;
create index holds_expiry on bookings.holds (expires_at) where status <> 'used';

-- Ids are UUIDv7, so a range of ids is a range of creation times and every key stays a single column.
create table bookings.bookings (
  id uuid primary key default uuidv7(),
  customer_id uuid not null references users.users (id),
  customer_name text not null,
  provider_id uuid not null references providers.providers (id),
  provider_user_id uuid not null references users.users (id),
  provider_name text not null,
  provider_slug text not null,
  service_id uuid not null references providers.services (id),
  service_name text not null,
  -- The hold it was made from, which is also the id of its claim on the provider's time.
  hold_id uuid,
  status bookings.booking_status not null,
  scheduled_at timestamptz not null,
  ends_at timestamptz not null,
  duration_minutes int not null check (duration_minutes > 0),
  time_zone text not null,
  -- {"at": "customer" | "provider", "address": {…} | null}
  location jsonb not null check (location ->> 'at' in ('customer', 'provider')),
  notes text check (char_length(notes) <= 2000),
  -- {"lines": […], "policy": {…}}: the parts of the price and the cancellation terms as shown at booking.
  pricing jsonb not null,
  price_amount bigint not null check (price_amount >= 0),
  price_currency char(3) not null check (price_currency ~ '^[A-Z]{3}$'),
  is_instant boolean not null,
  expires_at timestamptz,
  cancelled_by text check (cancelled_by in ('customer', 'provider', 'admin')),
  reason text check (char_length(reason) <= 1000),
  reminded_at timestamptz,
  completed_at timestamptz,
  -- Head of the timeline's chain, so that the next entry needs no look at the last one.
  timeline_sequence int not null,
  timeline_hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (ends_at > scheduled_at),
  check (customer_id <> provider_user_id)
) partition by range (id);
create index bookings_customer on bookings.bookings (customer_id, scheduled_at, id);
create index bookings_provider_user on bookings.bookings (provider_user_id, scheduled_at, id);
create index bookings_provider on bookings.bookings (provider_id);
create index bookings_service on bookings.bookings (service_id);
create table bookings.bookings_default partition of bookings.bookings default;

alter table bookings.bookings enable row level security;
create policy parties on bookings.bookings using (
  (select platform.actor_is_system())
  or customer_id = (select platform.actor_user_id())
  or provider_user_id = (select platform.actor_user_id())
);
-- Without a policy of its own a partition shows nothing to whoever goes around the parent.
alter table bookings.bookings_default enable row level security;

-- The smallest UUIDv7 of a day.
create function bookings.first_id(day date) returns uuid language sql immutable as
  $$ select (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Makes the monthly partitions from a month on that do not exist yet. Returns how many it made.
create function bookings.make_partitions(from_month date, months int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first date;
  name text;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('bookings.make_partitions'));
  for i in 0 .. months - 1 loop
    first := (date_trunc('month', from_month) + make_interval(months => i))::date;
    name := 'bookings_' || to_char(first, 'YYYY_MM');
    if to_regclass(format('bookings.%I', name)) is null then
      execute format('create table bookings.%I partition of bookings.bookings for values from (%L) to (%L)',
        name, bookings.first_id(first), bookings.first_id((first + interval '1 month')::date));
      execute format('alter table bookings.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
revoke execute on function bookings.make_partitions(date, int) from public;

-- A year back for what is brought in from elsewhere, half a year ahead.
select bookings.make_partitions((current_date - interval '12 months')::date, 19);

-- Every stretch of a provider's time that is spoken for, buffers included. The exclusion constraint is the one thing that
-- keeps a time from being sold twice. Holds nothing personal. A claim is known by the hold or the time off it began with;
-- no index covers the columns that change over its life, so that changing them never checks the constraint again.
create table bookings.time_claims (
  id uuid primary key,
  provider_id uuid not null,
  kind text not null check (kind in ('hold', 'booking', 'time_off')),
  period tstzrange not null check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
  booking_id uuid,
  -- From here on the claim is void, even while its row is still there; null: it stands until it is given up.
  expires_at timestamptz,
  check ((kind = 'booking') = (booking_id is not null)),
  constraint time_claims_never_overlap exclude using gist (provider_id with =, period with &&)
) with (fillfactor = 80);

-- What happened to a booking, for good. Each entry's hash covers the one before; what a person wrote enters the chain as a
-- salted digest only, so that it can be forgotten without breaking the chain.
create table bookings.timeline (
  booking_id uuid not null references bookings.bookings (id),
  sequence int not null check (sequence > 0),
  customer_id uuid not null,
  provider_user_id uuid not null,
  action text not null,
  by_party text not null check (by_party in ('customer', 'provider', 'admin', 'clock')),
  from_status bookings.booking_status,
  to_status bookings.booking_status not null,
  at timestamptz not null,
  reason text,
  reason_salt text,
  reason_digest text,
  previous_hash text not null,
  hash text not null,
  primary key (booking_id, sequence)
);
alter table bookings.timeline enable row level security;
create policy parties on bookings.timeline using (
  (select platform.actor_is_system())
  or customer_id = (select platform.actor_user_id())
  or provider_user_id = (select platform.actor_user_id())
);
do $$
begin
  if exists (select from pg_roles where rolname = 'loconomy_bookings') then
    revoke update, delete on bookings.timeline from loconomy_bookings;
  end if;
end $$;
