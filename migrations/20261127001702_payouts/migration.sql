-- When a provider's money is paid out, as Stripe has it; null while nothing is known, or when it is paid out by hand.
alter table payments.payout_accounts add column schedule jsonb;

-- Payouts from a provider's account at Stripe to their bank, as Stripe has them.
create table payments.payouts (
  -- Stripe's id.
  id text primary key,
  provider_id uuid not null,
  currency char(3) not null,
  amount bigint not null,
  status text not null check (status in ('on_its_way', 'paid', 'failed', 'canceled')),
  arrives_at timestamptz not null,
  failure_code text,
  failure_message text,
  created_at timestamptz not null,
  -- When Stripe was asked for what is known.
  updated_at timestamptz not null
);
create index payouts_provider on payments.payouts (provider_id, created_at, id);
create index payouts_under_way on payments.payouts (arrives_at) where status = 'on_its_way';
alter table payments.payouts enable row level security;
create policy payouts_of_system on payments.payouts
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));
