-- The account at Stripe to which a provider's money goes, and what Stripe says of it.
create table payments.payout_accounts (
  provider_id uuid primary key,
  user_id uuid not null,
  -- Stripe's id; null until it has answered.
  account_id text unique,
  -- Counts what is asked of Stripe anew, each time under a fresh idempotency key.
  attempt int not null default 1,
  can_take_money boolean not null default false,
  can_pay_out boolean not null default false,
  is_submitted boolean not null default false,
  -- What Stripe still wants to know, by Stripe's names.
  wanted text[] not null default '{}',
  -- What was handed in and is being looked at.
  in_review text[] not null default '{}',
  disabled_reason text,
  due_at timestamptz,
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table payments.payout_accounts enable row level security;
create policy payout_accounts_of_system on payments.payout_accounts
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- Nobody books a provider whose account cannot take money. Who could be booked before this was asked still can; their money
-- waits in the ledger until they have an account.
alter table providers.providers
  add column takes_bookings boolean not null default true,
  add column takes_bookings_as_of timestamptz;
alter table providers.providers alter column takes_bookings set default false;

-- What happened in a connected account is looked for by that account.
create index stripe_objects_account on sandbox.stripe_objects ((internal ->> 'account'), type, position)
  where internal ->> 'account' is not null;
