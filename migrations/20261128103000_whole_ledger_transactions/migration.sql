-- Entries come with their transaction or not at all. The trigger that asks so, once for all entries of a statement, says all that the
-- foreign key said once for each: there is such a transaction, and since nobody deletes any it stays.
alter table payments.ledger_entries drop constraint ledger_entries_transaction_id_fkey;

create or replace function payments.refuse_late_entries() returns trigger language plpgsql as $$
begin
  if exists (
    select from added left join payments.ledger_transactions t on t.id = added.transaction_id
     where t.posted_in is distinct from pg_current_xact_id()
  ) then
    raise exception 'the ledger is append-only: post a transaction of its own instead' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

-- Nearly every transaction is in one currency: then one sum says it, without sorting by currency.
create or replace function payments.check_ledger_balance() returns trigger language plpgsql as $$
declare
  is_balanced boolean;
begin
  select sum(amount) = 0 and min(currency) = max(currency) into is_balanced
    from payments.ledger_entries where transaction_id = new.id;
  if is_balanced then
    return null;
  end if;
  select bool_and(total = 0) into is_balanced
    from (select sum(amount) as total from payments.ledger_entries where transaction_id = new.id group by currency) as totals;
  if is_balanced is null then
    raise exception 'ledger transaction % has no entries', new.id using errcode = 'check_violation';
  elsif not is_balanced then
    raise exception 'ledger transaction % does not sum to zero', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- One rule instead of four: PostgreSQL reads each anew for every statement that posts.
alter table payments.ledger_entries
  drop constraint ledger_entries_account_check, drop constraint ledger_entries_amount_check,
  drop constraint ledger_entries_currency_check, drop constraint ledger_entries_check,
  add constraint ledger_entries_sound check (
    amount <> 0 and currency ~ '^[A-Z]{3}$'
    and case when owner is null then account in ('stripe_clearing', 'platform_fees', 'tax_payable', 'refunds', 'losses')
             else account in ('customer_escrow', 'provider_payable') end);
