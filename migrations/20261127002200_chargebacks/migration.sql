-- What the banks of cardholders take back, as Stripe has it: one row a dispute of Stripe's. A dispute between customer and
-- provider is another thing.
create table payments.chargebacks (
  id uuid primary key default uuidv7(),
  -- Stripe's: `du_…`.
  stripe_id text not null unique,
  payment_id uuid not null references payments.payments (id),
  -- The tip whose charge is disputed; null: the price's.
  tip_id uuid references payments.tips (id),
  booking_id uuid not null,
  provider_id uuid not null,
  currency char(3) not null,
  -- What is disputed.
  amount bigint not null check (amount >= 0),
  -- What Stripe took of it and has not given back, its fee, and how much of it the payment bears; the rest are losses.
  withdrawn_amount bigint not null default 0 check (withdrawn_amount >= 0),
  fee_amount bigint not null default 0,
  borne_amount bigint not null default 0 check (borne_amount between 0 and withdrawn_amount),
  -- Taken before the money became the provider's; null while nothing was taken.
  is_from_escrow boolean,
  -- How often the ledger was moved for it.
  movements int not null default 0,
  reason text not null,
  -- The bank only asks; nothing is taken yet.
  is_inquiry boolean not null,
  status text not null check (status in ('needs_response', 'under_review', 'won', 'lost', 'closed')),
  due_by timestamptz,
  opened_at timestamptz not null,
  submitted_at timestamptz,
  closed_at timestamptz,
  -- When Stripe was asked for what is known.
  asked_at timestamptz not null,
  check ((closed_at is null) = (status in ('needs_response', 'under_review')))
);
create index chargebacks_payment on payments.chargebacks (payment_id);
create index chargebacks_provider on payments.chargebacks (provider_id, id);
create index chargebacks_open on payments.chargebacks (asked_at) where closed_at is null;
alter table payments.chargebacks enable row level security;
create policy chargebacks_of_system on payments.chargebacks
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- What of a captured payment its cardholder's bank has taken back: together with the refunds never more than was captured.
alter table payments.payments
  add column charged_back_amount bigint not null default 0 check (charged_back_amount >= 0),
  add constraint payments_given_back check (refunded_amount + charged_back_amount <= captured_amount);

alter table payments.ledger_transactions
  drop constraint ledger_transactions_kind_check,
  add constraint ledger_transactions_kind_check check (kind in ('capture', 'release', 'refund', 'tip', 'transfer', 'payout',
    'dispute', 'chargeback', 'write_off', 'correction'));
alter table payments.discrepancies
  drop constraint discrepancies_kind_check,
  add constraint discrepancies_kind_check check (kind in ('ledger', 'payment', 'charge', 'refund', 'chargeback'));

-- The stand-in for Stripe: disputes that wait for an answer.
create index stripe_objects_dispute_due on sandbox.stripe_objects (((internal ->> 'dueAt')::bigint))
  where internal ? 'dueAt';
