-- What results can be narrowed and ranked by, beside what a listing holds already. Rows from before get what can be told from
-- them; the nightly run fills in the rest.
alter table search.listings
  -- Drawn towards the average of all as if some such reviews were added: one lucky star proves nothing.
  add column rating_mean double precision not null default 0,
  add column languages text[] not null default '{}',
  -- Some service is booked without waiting for an answer.
  add column instant boolean not null default false,
  -- Of the shortest service, minutes.
  add column duration_min int not null default 15 check (duration_min > 0),
  -- Median minutes until a request is answered; null when there is nothing to tell it from.
  add column response_minutes int check (response_minutes >= 0),
  -- Share of accepted bookings that were kept, 0 to 1; null when there were none.
  add column reliability double precision check (reliability between 0 and 1),
  -- When the provider came to the marketplace.
  add column listed_at timestamptz not null default now();

update search.listings set
  rating_mean = (4.2 * 8 + rating * rating_count) / (8 + rating_count),
  instant = jsonb_path_exists(services, '$[*] ? (@.isInstant == true)'),
  duration_min = coalesce((select min((s ->> 'durationMinutes')::int) from jsonb_array_elements(services) s), 15),
  response_minutes = (doc ->> 'responseTimeMinutes')::int,
  listed_at = coalesce(uuid_extract_timestamp(provider_id), updated_at);
