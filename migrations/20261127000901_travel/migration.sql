-- Where jobs are, and how fast the provider gets from one to the next.
alter table bookings.schedules
  -- Null: the way between two jobs is not counted.
  add column travel_speed_kmh int default 40 check (travel_speed_kmh between 10 and 130);

alter table bookings.time_claims
  -- Where the job is; null: where the provider works or starts from.
  add column lat double precision check (lat between -90 and 90),
  add column lng double precision check (lng between -180 and 180),
  add check ((lat is null) = (lng is null)),
  -- Every job may say now when it ends, without its buffer; null while it is not known.
  drop constraint time_claims_class_check,
  add constraint time_claims_class_check check (
    case kind
      when 'class' then
        num_nulls(service_id, starts_at, ends_at, capacity, taken) = 0 and ends_at > starts_at
          and capacity between 1 and 200 and taken between 0 and capacity
      else num_nonnulls(service_id, capacity, taken) = 0
    end
  );
-- A booking may have moved since it was held; its length stays.
update bookings.time_claims c set ends_at = c.starts_at + (h.ends_at - h.starts_at) from bookings.holds h
 where h.id = c.id and c.kind <> 'class';
