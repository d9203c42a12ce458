-- One card pays for all bookings of a series: it is saved with the payment of the first, and taken over by the others.
alter table payments.payments add column series_id uuid;
create index payments_series on payments.payments (series_id) where series_id is not null;
