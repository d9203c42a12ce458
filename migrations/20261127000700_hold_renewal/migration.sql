-- A held time can be kept for longer once.
alter table bookings.holds add column renewed_at timestamptz;
