-- State of the local stand-ins for Stripe and SendGrid. Nothing in the product refers to it.
create schema if not exists sandbox;

create table sandbox.stripe_objects (
  id text primary key,
  type text not null,
  data jsonb not null,
  -- What the API never shows: how a test card behaves, where a challenge returns to.
  internal jsonb not null default '{}',
  -- `created` has a resolution of a second; lists need a total order.
  position bigint generated always as identity,
  created_at timestamptz not null
);
create index stripe_objects_list on sandbox.stripe_objects (type, position);
create index stripe_objects_customer on sandbox.stripe_objects ((data ->> 'customer'), type, position)
  where data ->> 'customer' is not null;
create index stripe_objects_payment_intent on sandbox.stripe_objects ((data ->> 'payment_intent'), type, position)
  where data ->> 'payment_intent' is not null;
create index stripe_objects_charge on sandbox.stripe_objects ((data ->> 'charge'), type, position)
  where data ->> 'charge' is not null;

create table sandbox.stripe_events (
  id text primary key,
  type text not null,
  data jsonb not null,
  position bigint generated always as identity,
  created_at timestamptz not null
);
create index stripe_events_list on sandbox.stripe_events (position);

create table sandbox.webhook_deliveries (
  event_id text primary key references sandbox.stripe_events (id),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  delivered_at timestamptz,
  last_status integer,
  last_error text
);
create index webhook_deliveries_due on sandbox.webhook_deliveries (next_attempt_at)
  where delivered_at is null;

create table sandbox.idempotency_keys (
  key text primary key,
  params_hash text not null,
  request_id text not null,
  status integer not null,
  response jsonb not null,
  created_at timestamptz not null default now()
);
create index idempotency_keys_age on sandbox.idempotency_keys (created_at);

create table sandbox.messages (
  id uuid primary key default uuidv7(),
  message_id text not null,
  recipient text not null,
  sender jsonb not null,
  addressed_to jsonb not null,
  subject text not null,
  html text,
  text text,
  headers jsonb not null default '{}',
  attachments jsonb not null default '[]',
  created_at timestamptz not null default now(),
  -- The same mail sent twice reaches a mailbox once.
  unique (message_id, recipient)
);
create index messages_recipient on sandbox.messages (recipient, id);

do $$
begin
  -- A database that refuses new roles has none to grant to.
  if exists (select from pg_roles where rolname = 'loconomy_app') then
    grant usage on schema sandbox to loconomy_app;
    grant all on all tables in schema sandbox to loconomy_app;
    grant all on all sequences in schema sandbox to loconomy_app;
  end if;
end $$;
