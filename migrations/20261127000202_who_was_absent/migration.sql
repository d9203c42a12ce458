-- Whom the other side did not find there.
alter table bookings.bookings
  add column absent text check (absent in ('customer', 'provider')),
  add constraint bookings_absent_is_no_show check ((absent is not null) = (status = 'no_show'));
