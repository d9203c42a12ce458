-- A new time that one side asks for, until it is answered: {"by", "start", "end", "expiresAt", "reason"}. It claims nothing; the
-- booking's claim stays on its old time until the other side accepts.
alter table bookings.bookings add column proposal jsonb check (proposal ->> 'by' in ('customer', 'provider'));

-- The time that an entry is about (booked, moved to, proposed), so that the timeline alone says when a booking is.
-- Entries without one are hashed as they were before.
alter table bookings.timeline
  add column starts_at timestamptz,
  add column ends_at timestamptz,
  add constraint timeline_time_is_whole check ((starts_at is null) = (ends_at is null));
