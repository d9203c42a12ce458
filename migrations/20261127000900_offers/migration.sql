-- What open times need to know of a service and of who offers it: a copy, kept by the providers' events, so that reading
-- times asks nobody. Only what is on offer has a row.
create table bookings.offers (
  service_id uuid primary key,
  provider_id uuid not null references providers.providers (id) on delete cascade,
  duration_minutes int not null check (duration_minutes > 0),
  location text not null check (location in ('customer', 'provider')),
  is_instant boolean not null,
  lat double precision not null,
  lng double precision not null,
  service_radius_km double precision not null,
  -- When the facts were asked for, by the machine's clock: later ones win, in whatever order they arrive.
  read_at timestamptz not null
);
create index offers_provider on bookings.offers (provider_id);

-- What is on offer already; from here on events tell.
insert into bookings.offers (service_id, provider_id, duration_minutes, location, is_instant, lat, lng, service_radius_km, read_at)
select s.id, p.id, s.duration_minutes, s.location, s.is_instant, p.lat, p.lng, p.service_radius_km, now()
  from providers.services s join providers.providers p on p.id = s.provider_id
 where s.is_active and s.deleted_at is null and p.is_active;
