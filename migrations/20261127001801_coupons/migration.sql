-- Codes that take something off the price; what they take off the platform bears.
create table payments.coupons (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[A-Z0-9-]{3,40}$'),
  -- Off the price of the service: so many percent, or an amount in each of some currencies, [{ amount, currency }].
  percent int check (percent between 1 and 99),
  amounts jsonb,
  -- The least price, in each of some currencies; empty: any price in any currency.
  minimums jsonb not null default '[]',
  -- Categories, each with those below it; empty: all.
  category_ids uuid[] not null default '{}',
  uses_max int check (uses_max > 0),
  uses_per_customer int check (uses_per_customer > 0),
  valid_from timestamptz not null,
  valid_until timestamptz check (valid_until > valid_from),
  ended_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  check ((percent is null) <> (amounts is null))
);

-- Who uses which coupon for what. Reserved with a held time until after that can have ended, redeemed with its booking.
create table payments.coupon_redemptions (
  id uuid primary key default uuidv7(),
  coupon_id uuid not null references payments.coupons (id),
  customer_id uuid not null,
  hold_id uuid not null,
  booking_id uuid,
  status text not null default 'reserved' check (status in ('reserved', 'redeemed', 'returned')),
  reserved_until timestamptz not null,
  created_at timestamptz not null default now(),
  check (status <> 'redeemed' or booking_id is not null)
);
create index coupon_redemptions_uses on payments.coupon_redemptions (coupon_id, customer_id) where status <> 'returned';
create index coupon_redemptions_hold on payments.coupon_redemptions (hold_id);
create unique index coupon_redemptions_booking on payments.coupon_redemptions (booking_id) where status = 'redeemed';

alter table payments.coupon_redemptions enable row level security;
create policy coupon_redemptions_of_system on payments.coupon_redemptions
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

-- What a coupon took off the total. The fee is of the price before that, and may be more than what is paid.
alter table payments.payments
  add column coupon_amount bigint not null default 0 check (coupon_amount >= 0),
  add column credited_coupon_amount bigint check (credited_coupon_amount >= 0);
do $$
declare
  name text;
begin
  select conname into strict name from pg_constraint
   where conrelid = 'payments.payments'::regclass and pg_get_constraintdef(oid) like '%credited_fee_amount <= credited_amount%';
  execute format('alter table payments.payments drop constraint %I', name);
end $$;
alter table payments.payments add constraint payments_credited_fee_amount_check check (credited_fee_amount >= 0);
