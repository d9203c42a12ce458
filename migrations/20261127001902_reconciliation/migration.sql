-- How far Stripe was asked for what webhooks did not bring.
create table payments.reconciliation (
  id int primary key default 1 check (id = 1),
  events_until timestamptz not null
);
create index payments_to_check on payments.payments (coalesce(checked_at, updated_at))
  where status in ('requires_payment', 'requires_action', 'authorized');
create index payments_unpaid on payments.payments (updated_at) where settle_amount > 0 and captured_amount = 0;

-- Most escrows are empty again in the end: what is nothing needs no row in the snapshot.
create index ledger_balances_empty on payments.ledger_balances (id) where amount = 0;
