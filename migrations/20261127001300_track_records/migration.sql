-- How a provider kept its word in the last year, as the bookings service counts it, and when it was asked.
alter table providers.providers
  add column jobs_kept int not null default 0 check (jobs_kept >= 0),
  add column jobs_broken int not null default 0 check (jobs_broken >= 0),
  add column record_counted_at timestamptz;

-- The same for search, which ranks by the share and says how many jobs it is of.
alter table search.listings
  add column jobs_kept int not null default 0,
  add column jobs_broken int not null default 0;
