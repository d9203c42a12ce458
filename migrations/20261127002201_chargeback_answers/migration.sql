-- What the provider says of a chargeback, what the operator adds, and the evidence as it was sent to the bank.
alter table payments.chargebacks
  add column explanation text,
  add column words text,
  add column evidence jsonb,
  -- How often an answer was written down, and since when one waits for Stripe.
  add column answers int not null default 0,
  add column answering_since timestamptz;
create index chargebacks_due on payments.chargebacks (due_by) where status = 'needs_response';
