-- What of a service's price is due at booking: a percentage of the total or an amount; neither: nothing.
alter table providers.services
  add column deposit_percent int check (deposit_percent between 1 and 100),
  add column deposit_amount int check (deposit_amount > 0 and deposit_amount <= price_amount),
  add constraint services_deposit_check check (deposit_percent is null or deposit_amount is null);

-- A deposit is charged as it is booked, by a PaymentIntent of its own; the rest is held and taken as prices without one are.
alter table payments.payments
  add column deposit_amount bigint not null default 0 check (deposit_amount between 0 and total_amount),
  add column deposit_intent_id text unique,
  -- When it was taken; captured_amount contains it from then on.
  add column deposit_paid_at timestamptz;

-- What is owed and was not taken, whether or not a deposit was.
create index payments_owed on payments.payments (updated_at) where settle_amount > captured_amount;
drop index payments.payments_unpaid;

-- Two charges may pay for one booking: which one is given back, or sent on.
alter table payments.refunds
  add column intent_id text,
  alter column requested_by drop not null;
update payments.refunds r set intent_id = p.intent_id from payments.payments p where p.id = r.payment_id;
alter table payments.transfers add column source_intent_id text;
update payments.transfers t set source_intent_id = p.intent_id from payments.payments p
 where p.id = t.payment_id and t.reverses is null and t.amount <= p.captured_amount;
