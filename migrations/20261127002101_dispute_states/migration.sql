-- A migration of its own: a value cannot be used in the transaction that adds it.
alter type bookings.booking_status add value 'disputed' after 'no_show';
alter type bookings.booking_status add value 'refunded' after 'disputed';
