-- Accounts for taxes owed to authorities and for what the platform lost, and the kinds of all movements of money.
alter table payments.ledger_entries
  drop constraint ledger_entries_account_check,
  add constraint ledger_entries_account_check check (account in ('stripe_clearing', 'customer_escrow', 'provider_payable',
    'platform_fees', 'tax_payable', 'refunds', 'losses'));
alter table payments.ledger_transactions
  drop constraint ledger_transactions_kind_check,
  add constraint ledger_transactions_kind_check check (kind in ('capture', 'release', 'refund', 'tip', 'transfer', 'payout',
    'dispute', 'write_off', 'correction'));
