-- What every service stands on: roles, the outbox, jobs, idempotency keys, and the actor that row-level security asks for.

create schema if not exists platform;

-- One role per service, and one that holds them all for the all-in-one process. Managed databases may not allow
-- new roles; everything then runs under the connecting role and the server says so in its log.
do $$
declare
  name text;
begin
  if not exists (select from pg_roles where rolname = 'loconomy_app') then
    create role loconomy_app nologin;
  end if;
  foreach name in array array['users', 'providers', 'bookings', 'payments', 'notifications', 'search', 'reviews', 'geolocation', 'communication'] loop
    if not exists (select from pg_roles where rolname = 'loconomy_' || name) then
      execute format('create role %I nologin', 'loconomy_' || name);
    end if;
    execute format('grant %I to loconomy_app', 'loconomy_' || name);
  end loop;
  -- Whoever may create roles is not automatically allowed to act under them.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant loconomy_app to %I with set true', current_user);
  end if;
exception
  when insufficient_privilege then
    raise notice 'roles may not be created here: all services share the connecting role';
  when unique_violation or duplicate_object then
    null; -- another database of this cluster created them at the same moment
end $$;

-- Creates a service's schema and gives its role the ordinary rights on everything in it, now and later.
create function platform.create_service_schema(name text) returns void language plpgsql as $$
begin
  execute format('create schema if not exists %I', name);
  if exists (select from pg_roles where rolname = 'loconomy_' || name) then
    execute format('grant usage on schema %I to %I', name, 'loconomy_' || name);
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to %I', name, 'loconomy_' || name);
    execute format('alter default privileges in schema %I grant usage, select on sequences to %I', name, 'loconomy_' || name);
    execute format('alter default privileges in schema %I grant execute on functions to %I', name, 'loconomy_' || name);
  end if;
end $$;

-- The acting user, set per transaction. After a local set_config ends the setting reads '' instead of null.
create function platform.actor_user_id() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('loconomy.user_id', true), '')::uuid $$;

-- True for our own services, jobs and operators, whose operations have authorised already.
create function platform.actor_is_system() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('loconomy.actor', true), '') = 'system' $$;

create table platform.outbox (
  id uuid primary key default uuidv7(),
  type text not null,
  aggregate_id text not null,
  data jsonb not null,
  request_id text,
  occurred_at timestamptz not null,
  relayed_at timestamptz
);
create index outbox_waiting on platform.outbox (id) where relayed_at is null;
create index outbox_aggregate on platform.outbox (aggregate_id, id);

create table platform.consumed_events (
  consumer text not null,
  event_id uuid not null,
  consumed_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index consumed_events_age on platform.consumed_events (consumed_at);

create table platform.idempotency_keys (
  owner text not null,
  key text not null,
  fingerprint text not null,
  started_at timestamptz not null,
  status int,
  headers jsonb,
  body text,
  primary key (owner, key)
);
create index idempotency_keys_age on platform.idempotency_keys (started_at);

-- Jobs are enqueued by every service in its own transaction; only this function may touch the queue's tables.
-- The delay counts from the database's clock. A later job with the same key replaces an earlier one that still waits.
create function platform.enqueue_job(task text, payload json, delay interval, key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, run_at => now() + delay, job_key => key, max_attempts => 12);
end $$;

do $$
declare
  role text;
begin
  for role in select rolname from pg_roles where rolname like 'loconomy\_%' loop
    execute format('grant usage on schema platform to %I', role);
    execute format('grant execute on all functions in schema platform to %I', role);
    execute format('grant select, insert on platform.outbox to %I', role);
    execute format('grant select, insert on platform.consumed_events to %I', role);
  end loop;
  if exists (select from pg_roles where rolname = 'loconomy_app') then
    grant select, insert, update, delete on platform.idempotency_keys to loconomy_app;
  end if;
end $$;
