-- An operator's request that is repeated under its key finds the refund that it made, though the answer was lost.
alter table payments.refunds add column request_key text;
create unique index refunds_request on payments.refunds (requested_by, request_key);
