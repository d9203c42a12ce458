-- Stripe keeps what it answered under an idempotency key, a failure of its own too: what is asked again after one has another key.
alter table payments.refunds add column attempt integer not null default 1;
alter table payments.transfers add column attempt integer not null default 1;

-- What waits was asked under a key without an attempt: with another one it is looked for at Stripe first.
update payments.refunds set attempt = 2 where status = 'pending';
update payments.transfers set attempt = 2 where status = 'pending';
