select platform.create_service_schema('payments');

-- One payment a booking. Money facts outlive the accounts and profiles they speak of, so parties are plain ids here.
create table payments.payments (
  id uuid primary key default uuidv7(),
  booking_id uuid not null unique,
  customer_id uuid not null,
  provider_id uuid not null,
  provider_user_id uuid not null,
  description text not null default '' check (length(description) <= 300),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  total_amount bigint not null check (total_amount > 0),
  captured_amount bigint not null default 0 check (captured_amount between 0 and total_amount),
  refunded_amount bigint not null default 0 check (refunded_amount between 0 and captured_amount),
  -- What shall be captured in the end, decided once; 0 gives the authorisation back.
  settle_amount bigint check (settle_amount between 0 and total_amount),
  -- The share of the platform in basis points, as agreed when the booking was made.
  fee_bps int not null check (fee_bps between 0 and 10000),
  -- When and how much was credited to the provider (fee included), and the fee in it.
  credited_at timestamptz,
  credited_amount bigint check (credited_amount between 0 and captured_amount),
  credited_fee_amount bigint check (credited_fee_amount between 0 and credited_amount),
  status text not null default 'requires_payment'
    check (status in ('requires_payment', 'requires_action', 'failed', 'authorized', 'captured', 'released', 'refunded')),
  -- Stripe's PaymentIntent; missing until Stripe has answered.
  intent_id text unique,
  client_secret text,
  attempt int not null default 1 check (attempt > 0),
  card_brand text,
  card_last4 text,
  capture_before timestamptz,
  failure_code text,
  failure_message text,
  -- Which attempt at Stripe failed, so that each failure is told once.
  failure_reference text,
  -- How Stripe's amount or currency differs from ours; such money is never taken.
  mismatch text,
  -- When Stripe was last asked directly.
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((credited_at is null) = (credited_amount is null)),
  check ((credited_at is null) = (credited_fee_amount is null))
);
create index payments_uncredited on payments.payments (provider_id) where credited_at is null and captured_amount > 0;

alter table payments.payments enable row level security;
create policy payments_of_parties on payments.payments for select
  using ((select platform.actor_user_id()) in (customer_id, provider_user_id));
create policy payments_of_system on payments.payments
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

create table payments.refunds (
  id uuid primary key default uuidv7(),
  payment_id uuid not null references payments.payments (id),
  currency char(3) not null,
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) between 1 and 1000),
  requested_by uuid not null,
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  stripe_refund_id text unique,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index refunds_payment on payments.refunds (payment_id);
create index refunds_pending on payments.refunds (created_at) where status = 'pending';

alter table payments.refunds enable row level security;
create policy refunds_of_system on payments.refunds
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- Every webhook of Stripe exactly as it came, once.
create table payments.webhook_inbox (
  event_id text primary key,
  type text not null,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  error text
);
create index webhook_inbox_waiting on payments.webhook_inbox (received_at) where processed_at is null;
create index webhook_inbox_age on payments.webhook_inbox (processed_at) where processed_at is not null;

-- Double-entry ledger. Positive: owed to the account's owner (credit); negative: taken from it (debit).
create table payments.ledger_transactions (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('capture', 'release', 'refund')),
  booking_id uuid,
  -- What caused it; the same cause is never posted twice.
  reference text not null unique,
  at timestamptz not null
);
create index ledger_transactions_booking on payments.ledger_transactions (booking_id);

create table payments.ledger_entries (
  id uuid primary key default uuidv7(),
  transaction_id uuid not null references payments.ledger_transactions (id),
  account text not null check (account in ('stripe_clearing', 'customer_escrow', 'provider_payable', 'platform_fees', 'refunds')),
  -- A booking for customer_escrow, a provider for provider_payable.
  owner uuid,
  amount bigint not null check (amount <> 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  check ((account in ('customer_escrow', 'provider_payable')) = (owner is not null))
);
create index ledger_entries_transaction on payments.ledger_entries (transaction_id);
create index ledger_entries_owner on payments.ledger_entries (owner, account);

create function payments.refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: post a correcting transaction instead' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on payments.ledger_transactions
  for each statement execute function payments.refuse_ledger_change();
create trigger append_only before update or delete or truncate on payments.ledger_entries
  for each statement execute function payments.refuse_ledger_change();

-- Checked at commit, when all entries of a transaction are in.
create function payments.check_ledger_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select from payments.ledger_entries where transaction_id = new.transaction_id group by currency having sum(amount) <> 0
  ) then
    raise exception 'ledger transaction % does not sum to zero', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on payments.ledger_entries
  deferrable initially deferred for each row execute function payments.check_ledger_balance();

create function payments.check_ledger_entries() returns trigger language plpgsql as $$
begin
  if not exists (select from payments.ledger_entries where transaction_id = new.id) then
    raise exception 'ledger transaction % has no entries', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger has_entries after insert on payments.ledger_transactions
  deferrable initially deferred for each row execute function payments.check_ledger_entries();
