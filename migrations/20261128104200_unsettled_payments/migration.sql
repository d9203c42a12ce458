-- Of which it is decided what is taken and that do not stand so: looked for every ten minutes.
create index payments_unsettled on payments.payments (coalesce(checked_at, updated_at))
  where settle_amount is not null and status not in ('captured', 'released', 'refunded');
