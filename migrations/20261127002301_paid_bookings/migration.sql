-- What a provider was paid for, the latest booked first.
drop index payments.payments_captured;
create index payments_captured on payments.payments (provider_id, created_at desc, id desc) where captured_amount > 0;
