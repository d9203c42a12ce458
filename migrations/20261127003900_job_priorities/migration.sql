-- What is queued has a priority: `priority` is that of the deliveries, each job says its own. And what is to be queued is gathered as the
-- statement that writes the events reads it, instead of going through JSON twice.
drop function platform.send(json, json);
create function platform.send(events json, jobs json, priority int default 0) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  specs graphile_worker.job_spec[];
begin
  with told as (
    insert into platform.outbox (type, aggregate_id, data, request_id, occurred_at)
    select type, "aggregateId", data, "requestId", "occurredAt"
      from json_to_recordset(events) as e (type text, "aggregateId" text, data jsonb, "requestId" text, "occurredAt" timestamptz)
    returning *
  ), deliveries as (
    select distinct on (s.consumer, coalesce(told.data ->> s.per, told.id::text)) told.*,
           'consume:' || s.consumer as task, 'consume:' || s.consumer || ':' || (told.data ->> s.per) as key
      from told join platform.subscriptions s on s.event = told.type
     order by s.consumer, coalesce(told.data ->> s.per, told.id::text), told.id desc
  ), wanted as (
    select task, key, send.priority, 0 as delay, json_build_object(
        'id', id, 'type', type, 'aggregateId', aggregate_id, 'data', data, 'requestId', request_id,
        'occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as payload
      from deliveries
    union all
    select task, key, coalesce(job.priority, send.priority), coalesce("delaySeconds", 0), payload
      from json_to_recordset(jobs) as job (task text, key text, priority int, "delaySeconds" float8, payload json)
  )
  -- By key, so that transactions which tell of the same things do not wait for each other in a circle.
  select array_agg(row(task, payload, null, now() + make_interval(secs => delay), 12, key, wanted.priority, null)::graphile_worker.job_spec order by key)
    into specs from wanted;
  if specs is not null then perform graphile_worker.add_jobs(specs); end if;
end $$;
