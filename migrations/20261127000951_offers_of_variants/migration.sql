-- How long each variant of a service takes, and how many people can book the same time.
alter table bookings.offers
  add column variants jsonb not null default '[]' check (jsonb_typeof(variants) = 'array'),
  add column capacity int not null default 1 check (capacity > 0);
update bookings.offers o
   set capacity = s.capacity,
       variants = (select coalesce(jsonb_agg(jsonb_build_object('id', v -> 'id', 'durationMinutes', v -> 'durationMinutes')), '[]')
                     from jsonb_array_elements(s.variants) v)
  from providers.services s where s.id = o.service_id;
