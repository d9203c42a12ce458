-- Balances without summing everything each time. The snapshot holds the sums of all entries whose database transaction is
-- older than `up_to`; a balance is that plus the entries since. The number of the transaction is what makes the cut safe:
-- below the oldest one that still runs nothing can appear any more, which neither times nor sequences can say.
alter table payments.ledger_entries add column posted_in xid8 not null default pg_current_xact_id();
alter table payments.ledger_transactions add column posted_in xid8 not null default pg_current_xact_id();
drop index payments.ledger_entries_owner;
create index ledger_entries_account on payments.ledger_entries (owner, account, posted_in);
create index ledger_entries_posted_in on payments.ledger_entries (posted_in);

create table payments.ledger_snapshot (
  id int primary key default 1 check (id = 1),
  up_to xid8 not null
);
insert into payments.ledger_snapshot (up_to) values ('0');

create table payments.ledger_balances (
  id uuid primary key default uuidv7(),
  account text not null,
  owner uuid,
  currency char(3) not null,
  amount bigint not null,
  unique nulls not distinct (owner, account, currency)
);

-- A database restored elsewhere counts its transactions anew: a snapshot from before does not hold there, and all is summed.
create view payments.account_balances with (security_invoker = true) as
  with horizon as materialized (
    select case when up_to <= pg_snapshot_xmin(pg_current_snapshot()) then up_to else '0'::xid8 end as up_to
      from payments.ledger_snapshot
  )
  select account, owner, currency, sum(amount)::bigint as amount
    from (
      select account, owner, currency, amount from payments.ledger_balances
       where (select up_to from horizon) > '0'::xid8
      union all
      select account, owner, currency, amount from payments.ledger_entries
       where posted_in >= (select up_to from horizon)
    ) as parts
   group by account, owner, currency;

-- What does not agree, with Stripe or among our own books: for an operator to look at.
create table payments.discrepancies (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('ledger', 'payment', 'charge', 'refund')),
  -- What it is about: an id of Stripe's or of ours.
  subject text not null,
  booking_id uuid,
  detail text not null,
  found_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid,
  note text,
  check ((resolved_at is null) = (note is null))
);
create unique index discrepancies_open on payments.discrepancies (kind, subject) where resolved_at is null;
alter table payments.discrepancies enable row level security;
create policy discrepancies_of_system on payments.discrepancies
  using (platform.actor_is_system()) with check (platform.actor_is_system());

-- A set of postings is whole when its database transaction ends: it is checked once, not once an entry, and nothing can be
-- added to it later.
drop trigger balanced on payments.ledger_entries;
drop trigger has_entries on payments.ledger_transactions;
drop function payments.check_ledger_balance();
drop function payments.check_ledger_entries();

create function payments.check_ledger_balance() returns trigger language plpgsql as $$
declare
  is_balanced boolean;
begin
  select bool_and(total = 0) into is_balanced
    from (select sum(amount) as total from payments.ledger_entries where transaction_id = new.id group by currency) as totals;
  if is_balanced is null then
    raise exception 'ledger transaction % has no entries', new.id using errcode = 'check_violation';
  elsif not is_balanced then
    raise exception 'ledger transaction % does not sum to zero', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on payments.ledger_transactions
  deferrable initially deferred for each row execute function payments.check_ledger_balance();

create function payments.refuse_late_entries() returns trigger language plpgsql as $$
begin
  if exists (
    select from added join payments.ledger_transactions t on t.id = added.transaction_id where t.posted_in <> pg_current_xact_id()
  ) then
    raise exception 'the ledger is append-only: post a transaction of its own instead' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger whole after insert on payments.ledger_entries
  referencing new table as added for each statement execute function payments.refuse_late_entries();
