-- What Stripe keeps of each charge is an expense of the platform: without it the books say that more lies with Stripe than does.
alter domain payments.ledger_kind drop constraint ledger_kind_check;
alter domain payments.ledger_kind add constraint ledger_kind_check check (value in ('capture', 'release', 'refund', 'tip', 'transfer',
  'payout', 'dispute', 'chargeback', 'write_off', 'processing_fee', 'correction'));

create or replace function payments.check_ledger_entries() returns trigger language plpgsql as $$
declare
  is_late boolean;
  is_unsound boolean;
begin
  select bool_or(t.posted_in is distinct from pg_current_xact_id()),
         bool_or(not (
           e.amount <> 0 and e.currency ~ '^[A-Z]{3}$'
           and case when e.owner is null
                    then e.account in ('stripe_clearing', 'platform_fees', 'tax_payable', 'refunds', 'losses', 'processing_fees')
                    else e.account in ('customer_escrow', 'provider_payable') end))
    into is_late, is_unsound
    from added e left join payments.ledger_transactions t on t.id = e.transaction_id;
  if is_late then
    raise exception 'the ledger is append-only: post a transaction of its own instead' using errcode = 'restrict_violation';
  elsif is_unsound then
    raise exception 'a ledger entry has no such account or owner, no amount or no currency' using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- Money that went to a provider's account, or came back, otherwise than was asked for here.
alter table payments.discrepancies
  drop constraint discrepancies_kind_check,
  add constraint discrepancies_kind_check check (kind in ('ledger', 'payment', 'charge', 'refund', 'chargeback', 'transfer'));
