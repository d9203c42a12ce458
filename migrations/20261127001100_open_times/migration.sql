-- When a provider is open, so that "Saturday 9 to 12, 90 minutes" is a filter of the search: bit i is the quarter hour
-- from_quarter + i, counted from 1970-01-01T00:00Z. It is 1 when any part of it is open: there may be too much, never too little.
-- The last bit stands for all time after it, of which no more is known.
create table search.open_times (
  -- Not a foreign key: a copy may lag behind what it was copied from, and heals by itself.
  provider_id uuid primary key,
  time_zone text not null,
  from_quarter int not null,
  bits bit varying not null,
  -- When its facts were asked for; later ones are never replaced by earlier ones.
  read_at timestamptz not null
) with (fillfactor = 70);

-- Whether so many open quarters in a row ("run") begin at or after `first` and before `until`. Queries take it in as a part of
-- themselves, so it costs a few microseconds a row; shifting the bits over each other was slower up to eight hours in a row.
create function search.run_within(bits bit varying, from_quarter int, first int, until int, run int) returns boolean
  language sql immutable parallel safe as $$
  select position(repeat('1', greatest(run, 1))::bit varying in substring(bits
             from greatest(first - from_quarter, 0) + 1
              for greatest(until - greatest(first, from_quarter) + greatest(run, 1) - 1, 0))) > 0
      or until > first and until + run - 1 > from_quarter + length(bits) and substring(bits from length(bits)) = B'1'
$$;

-- The first quarter at or after `since` with which so many open ones in a row begin; null: there is none. Where there may
-- be one in what is not known, the first that would reach into it.
create function search.first_open(bits bit varying, from_quarter int, since int, run int) returns int
  language sql immutable parallel safe as $$
  select coalesce(
    greatest(since, from_quarter) - 1 + nullif(position(repeat('1', greatest(run, 1))::bit varying
      in substring(bits from greatest(since - from_quarter, 0) + 1)), 0),
    case when substring(bits from length(bits)) = B'1'
      then greatest(since, from_quarter, from_quarter + length(bits) + 1 - greatest(run, 1)) end)
$$;
