-- When a booking was completed, or somebody was said to be absent: what can be disputed for 48 hours from then on.
alter table bookings.bookings
  add column closed_at timestamptz,
  add column dispute jsonb;
update bookings.bookings b set closed_at = coalesce(b.completed_at, (
  select max(t.at) from bookings.timeline t where t.booking_id = b.id and t.to_status = 'no_show'
)) where b.status in ('completed', 'no_show');
-- Who was absent stays known while that is disputed, and after.
alter table bookings.bookings
  drop constraint bookings_absent_is_no_show,
  add constraint bookings_absent_is_no_show check (
    case status when 'no_show' then absent is not null when 'disputed' then true when 'refunded' then true else absent is null end
  );
create index bookings_disputed on bookings.bookings ((dispute ->> 'openedAt'), id) where status = 'disputed';
