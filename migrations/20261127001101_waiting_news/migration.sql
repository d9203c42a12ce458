-- Who only looks at what is true now needs one job, however much news of a thing waits: `per` names the member of the event's data
-- that says what thing. News of the same one then replaces what still waits.
alter table platform.subscriptions add column per text;

-- As before, and deliveries have a key where their subscription says so. Jobs with keys are written in the order of these, so that
-- transactions which tell of the same things do not wait for each other in a circle.
create or replace function platform.send(events json, jobs json) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  deliveries json;
begin
  with told as (
    insert into platform.outbox (type, aggregate_id, data, request_id, occurred_at)
    select type, "aggregateId", data, "requestId", "occurredAt"
      from json_to_recordset(events) as e (type text, "aggregateId" text, data jsonb, "requestId" text, "occurredAt" timestamptz)
    returning *
  ), wanted as (
    select distinct on (s.consumer, coalesce(told.data ->> s.per, told.id::text)) told.*, s.consumer,
           'consume:' || s.consumer || ':' || (told.data ->> s.per) as key
      from told join platform.subscriptions s on s.event = told.type
     order by s.consumer, coalesce(told.data ->> s.per, told.id::text), told.id desc
  )
  select json_agg(json_build_object('task', 'consume:' || consumer, 'key', key, 'payload', json_build_object(
      'id', id, 'type', type, 'aggregateId', aggregate_id, 'data', data, 'requestId', request_id,
      'occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
    into deliveries from wanted;
  if json_array_length(jobs) = 0 and deliveries is null then return; end if;
  perform graphile_worker.add_jobs(array(
    select row(task, payload, null, now() + make_interval(secs => coalesce("delaySeconds", 0)), 12, key, null, null)::graphile_worker.job_spec
      from (
        select * from json_to_recordset(jobs) as job (task text, payload json, "delaySeconds" float8, key text)
        union all
        select * from json_to_recordset(coalesce(deliveries, '[]')) as delivery (task text, payload json, "delaySeconds" float8, key text)
      ) wanted
     order by key
  ));
end $$;

-- Where the periodic check of an index has come to.
create table search.progress (
  task text primary key,
  after uuid
);

-- The rows whose day is over, without reading those of today.
create index open_times_day on search.open_times (from_quarter, provider_id);
-- Room for one more version of a row on its page, and two rows more a page than before.
alter table search.open_times set (fillfactor = 85);
