-- What customers give their providers when a job is done: one tip a booking, with a charge of its own. All of it is the provider's.
create table payments.tips (
  id uuid primary key default uuidv7(),
  booking_id uuid not null unique,
  payment_id uuid not null references payments.payments (id),
  customer_id uuid not null,
  provider_id uuid not null,
  provider_user_id uuid not null,
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  status text not null default 'requires_payment' check (status in ('requires_payment', 'requires_action', 'failed', 'paid', 'refunded')),
  intent_id text unique,
  client_secret text,
  attempt integer not null default 1,
  failure_code text,
  failure_message text,
  mismatch text,
  checked_at timestamptz,
  paid_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tips_paid check ((status in ('paid', 'refunded')) = (paid_at is not null))
);
create index tips_payment on payments.tips (payment_id);
create index tips_open on payments.tips (coalesce(checked_at, updated_at))
  where status in ('requires_payment', 'requires_action') and intent_id is not null;
alter table payments.tips enable row level security;
create policy tips_of_parties on payments.tips for select
  using ((select platform.actor_user_id()) in (customer_id, provider_user_id));
create policy tips_of_system on payments.tips
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- Of which charge money is sent on, or given back: the tip's, else the price's.
alter table payments.transfers add column tip_id uuid references payments.tips (id);
alter table payments.refunds add column tip_id uuid references payments.tips (id);
create unique index refunds_of_tip on payments.refunds (tip_id) where tip_id is not null and status in ('proposed', 'pending', 'succeeded');
