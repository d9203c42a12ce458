-- The last number that a seller gave to a kind of paper in a year. Its row is locked while a number is given, so that numbers
-- have no gaps: who gives up gives the number back with everything else.
create table payments.paper_numbers (
  id uuid primary key default uuidv7(),
  -- A provider; null is the platform.
  seller_id uuid,
  kind text not null check (kind in ('invoice', 'credit_note')),
  year int not null,
  last int not null default 0 check (last >= 0),
  unique nulls not distinct (seller_id, kind, year)
);

-- Invoices and credit notes, as they were made: what they say stays, whatever becomes of names and addresses.
create table payments.papers (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('invoice', 'credit_note')),
  seller_id uuid,
  year int not null,
  number int not null check (number > 0),
  -- What it is for: capture:<payment>, refund:<refund> or fees:<provider>:<month>:<currency>. Each has one paper.
  subject text not null unique,
  booking_id uuid,
  provider_id uuid not null,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  -- What has to be paid, or is given back.
  amount bigint not null check (amount >= 0),
  content jsonb not null,
  issued_at timestamptz not null,
  unique nulls not distinct (seller_id, kind, year, number)
);
create index papers_booking on payments.papers (booking_id);

-- Who may see a paper is decided by the payment or the provider that it belongs to.
alter table payments.papers enable row level security;
create policy papers_of_system on payments.papers
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

create function payments.refuse_paper_change() returns trigger language plpgsql as $$
begin
  raise exception 'papers are not changed: a credit note takes an invoice back' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on payments.papers
  for each statement execute function payments.refuse_paper_change();

-- A number that is counted has its paper by the end of the transaction, and numbers are counted one by one.
create function payments.check_paper_number() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.last <> old.last and new.last <> old.last + 1 or tg_op = 'INSERT' and new.last > 1 then
    raise exception 'papers are numbered one by one' using errcode = 'check_violation';
  end if;
  if new.last > 0 and not exists (
    select from payments.papers
     where seller_id is not distinct from new.seller_id and kind = new.kind and year = new.year and number = new.last
  ) then
    raise exception 'number % of % was given to no paper', new.last, new.year using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger numbered after insert or update on payments.paper_numbers
  deferrable initially deferred for each row execute function payments.check_paper_number();

-- What a provider was paid for, the latest booked first.
create index payments_captured on payments.payments (provider_id, id desc) where captured_amount > 0;

-- A month's fees: what is posted lies in order of time.
create index ledger_transactions_at on payments.ledger_transactions using brin (at);
