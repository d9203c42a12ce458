-- Taxes on services by the place of the job. A rate that changes is ended, and another one begins the day after.
create table payments.tax_rates (
  id uuid primary key default uuidv7(),
  country char(2) not null check (country ~ '^[A-Z]{2}$'),
  -- Null for the whole country; a region's tax comes on top of it.
  region text check (length(region) between 1 and 120),
  name text not null check (length(name) between 1 and 60),
  rate_ppm int not null check (rate_ppm between 1 and 1000000),
  is_inclusive boolean not null,
  valid_from date not null,
  -- The last day.
  valid_until date check (valid_until >= valid_from),
  created_at timestamptz not null default now(),
  constraint tax_rates_never_overlap exclude using gist (
    country with =, (lower(coalesce(region, ''))) with =, (lower(name)) with =, daterange(valid_from, valid_until, '[]') with &&
  )
);
create index tax_rates_place on payments.tax_rates (country, lower(region));

-- The platform's share for a plan, a category and those below it, or both; without any the one of the configuration.
create table payments.fee_rules (
  id uuid primary key default uuidv7(),
  plan text check (plan in ('standard', 'plus', 'pro')),
  category_id uuid,
  fee_bps int not null check (fee_bps between 0 and 10000),
  updated_at timestamptz not null default now(),
  constraint fee_rules_one_each unique nulls not distinct (plan, category_id),
  check (plan is not null or category_id is not null)
);

-- Who has no row is on the plan "standard".
create table payments.provider_plans (
  provider_id uuid primary key,
  plan text not null check (plan in ('standard', 'plus', 'pro')),
  updated_at timestamptz not null default now()
);

-- What a payment is made of, as it was agreed at booking: its lines, and the tax in the total.
alter table payments.payments
  add column breakdown jsonb,
  add column tax_amount bigint not null default 0 check (tax_amount between 0 and total_amount),
  add column credited_tax_amount bigint check (credited_tax_amount between 0 and credited_amount);

-- Lines say of what kind they are, and taxes in a price stand beside them.
update bookings.holds set quote = quote || jsonb_build_object(
  'lines', coalesce((select jsonb_agg(line || '{"kind": "service"}') from jsonb_array_elements(quote -> 'lines') line), '[]'),
  'includedTaxes', '[]'::jsonb)
 where not quote ? 'includedTaxes';
