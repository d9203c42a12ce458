-- Money on its way from us to a provider's account at Stripe, or, with `reverses`, back from there. Written down before Stripe
-- is asked.
create table payments.transfers (
  id uuid primary key default uuidv7(),
  payment_id uuid not null references payments.payments (id),
  provider_id uuid not null,
  account_id text not null,
  reverses uuid references payments.transfers (id),
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  -- Stripe's: `tr_…`, or `trr_…` of what goes back.
  stripe_id text unique,
  failure_code text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index transfers_payment on payments.transfers (payment_id);
create index transfers_reverses on payments.transfers (reverses) where reverses is not null;
create index transfers_pending on payments.transfers (provider_id, currency) where status = 'pending';
alter table payments.transfers enable row level security;
create policy transfers_of_system on payments.transfers
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- Something of the booking's money may have to go to the provider's account, or back: since when, or when to look again.
alter table payments.payments add column transfer_due_at timestamptz;
create index payments_transfer_due on payments.payments (transfer_due_at) where transfer_due_at is not null;

-- The stand-in for Stripe: what was sent on of a charge, payouts on their way, and when the next of an account is made.
create index stripe_objects_source on sandbox.stripe_objects ((data ->> 'source_transaction'))
  where data ->> 'source_transaction' is not null;
create index stripe_objects_arrival on sandbox.stripe_objects (((internal ->> 'arrivesAt')::bigint))
  where internal ? 'arrivesAt';
create index stripe_objects_payout on sandbox.stripe_objects (((internal ->> 'nextPayoutAt')::bigint))
  where internal ? 'nextPayoutAt';
