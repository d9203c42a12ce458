-- Whom Stripe knows a person as: made once, so that saved cards stay with their owner.
create table payments.customers (
  user_id uuid primary key,
  stripe_customer_id text not null unique,
  created_at timestamptz not null default now()
);
alter table payments.customers enable row level security;
create policy customers_of_system on payments.customers
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- A booking whose job ends too late for a card hold saves the card and is authorised later.
alter table payments.payments
  add column starts_at timestamptz,
  add column ends_at timestamptz,
  -- How many steps the booking had gone through when its times were taken over.
  add column booking_sequence int not null default 0,
  -- When the price is held on the saved card; null when it is held as the customer pays.
  add column authorize_at timestamptz,
  -- Stripe's SetupIntent, which saves the card.
  add column setup_id text unique,
  add column payment_method_id text,
  add column held_at timestamptz,
  -- The saved card failed: until when another one can pay.
  add column pay_by timestamptz,
  drop constraint payments_status_check,
  add constraint payments_status_check check (status in (
    'requires_payment', 'requires_action', 'failed', 'card_saved', 'authorized', 'captured', 'released', 'refunded'
  ));
create index payments_to_authorize on payments.payments (authorize_at) where status = 'card_saved';
create index payments_to_pay on payments.payments (pay_by) where pay_by is not null;

-- The clock cancels a booking whose saved card failed and that no other card paid in time.
alter table bookings.bookings
  drop constraint bookings_cancelled_by_check,
  add constraint bookings_cancelled_by_check check (cancelled_by in ('customer', 'provider', 'admin', 'clock'));
