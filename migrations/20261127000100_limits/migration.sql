-- Where slots begin, and how many jobs a provider takes a day and a week.
alter table bookings.schedules
  add column slot_anchor text not null default 'window' check (slot_anchor in ('window', 'clock')),
  add column daily_max int check (daily_max > 0),
  add column weekly_max int check (weekly_max > 0);

-- When the job begins for which the time is claimed, without its buffer; time off is no job.
alter table bookings.time_claims add column starts_at timestamptz;
update bookings.time_claims c set starts_at = h.starts_at from bookings.holds h where h.id = c.id;
