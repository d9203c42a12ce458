-- A session of a group class is one claim on its provider's time, so the exclusion constraint keeps everything else away from it.
-- It counts the seats that are taken, and the count can never go over. With its last seat it gives the time up.
alter table bookings.time_claims
  drop constraint time_claims_kind_check,
  add constraint time_claims_kind_check check (kind in ('hold', 'booking', 'time_off', 'class')),
  add column service_id uuid,
  -- When the session ends, without the buffer after it.
  add column ends_at timestamptz,
  add column capacity int,
  add column taken int,
  add constraint time_claims_class_check check (
    case kind
      when 'class' then
        num_nulls(service_id, starts_at, ends_at, capacity, taken) = 0 and ends_at > starts_at
          and capacity between 1 and 200 and taken between 0 and capacity
      else num_nonnulls(service_id, ends_at, capacity, taken) = 0
    end
  );

-- A person's seat in a session, known by the hold it began with. Holds nothing personal.
create table bookings.class_seats (
  id uuid primary key,
  session_id uuid not null references bookings.time_claims (id) on delete cascade,
  booking_id uuid,
  -- From here on the seat is void, even while its row is still there; null: it stands until it is given up.
  expires_at timestamptz
);
create index class_seats_session on bookings.class_seats (session_id);
create index class_seats_expiry on bookings.class_seats (expires_at) where booking_id is null;

-- Counts a session's seats anew, under its lock, so that changes at the same time follow one another. A session is void when
-- its last seat is, and gone when it has none.
create function bookings.count_seats() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  session uuid;
begin
  -- In the order of their ids, so that seats that change places do not wait for each other in a circle.
  for session in select distinct s from unnest(array[old.session_id, new.session_id]) s where s is not null order by s loop
    perform from bookings.time_claims where id = session for update;
    update bookings.time_claims c set taken = seats.taken, expires_at = seats.expires_at
      from (select count(*)::int as taken, case when bool_and(expires_at is not null) then max(expires_at) end as expires_at
              from bookings.class_seats where session_id = session) seats
     where c.id = session;
    delete from bookings.time_claims where id = session and taken = 0;
  end loop;
  return null;
end $$;
create trigger class_seats_counted after insert or delete or update of session_id, expires_at on bookings.class_seats
  for each row execute function bookings.count_seats();
