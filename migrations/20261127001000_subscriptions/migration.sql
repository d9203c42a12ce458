-- Who wants to hear of what: an event puts one job per subscriber in the queue, in the transaction that writes it. Before, a
-- relay looked for events that waited; that cost as much as writing them, and an event took two hops instead of one.
create table platform.subscriptions (
  event text not null,
  consumer text not null,
  primary key (event, consumer)
);

drop index platform.outbox_waiting;
alter table platform.outbox drop column relayed_at;
create index outbox_age on platform.outbox (occurred_at);

-- Writes events [{"type", "aggregateId", "data", "requestId", "occurredAt"}] and puts jobs [{"task", "payload", "delaySeconds",
-- "key"}] and those of the events' subscribers in the queue. One call of the queue for all of them: a call costs about a
-- millisecond and hardly more for ten jobs than for one. Keys must differ within a call. The delay counts from the database's
-- clock; a later job with the same key replaces an earlier one that still waits. Plans are kept, and the planner does not know
-- how few jobs a call brings: it must not think that reading the whole queue is cheaper than looking up their keys.
create function platform.send(events json, jobs json) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  deliveries json;
begin
  with told as (
    insert into platform.outbox (type, aggregate_id, data, request_id, occurred_at)
    select type, "aggregateId", data, "requestId", "occurredAt"
      from json_to_recordset(events) as e (type text, "aggregateId" text, data jsonb, "requestId" text, "occurredAt" timestamptz)
    returning *
  )
  select json_agg(json_build_object('task', 'consume:' || s.consumer, 'payload', json_build_object(
      'id', told.id, 'type', told.type, 'aggregateId', told.aggregate_id, 'data', told.data, 'requestId', told.request_id,
      'occurredAt', to_char(told.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
    into deliveries from told join platform.subscriptions s on s.event = told.type;
  if json_array_length(jobs) = 0 and deliveries is null then return; end if;
  perform graphile_worker.add_jobs(array(
    select row(task, payload, null, now() + make_interval(secs => coalesce("delaySeconds", 0)), 12, key, null, null)::graphile_worker.job_spec
      from (
        select * from json_to_recordset(jobs) as job (task text, payload json, "delaySeconds" float8, key text)
        union all
        select * from json_to_recordset(coalesce(deliveries, '[]')) as delivery (task text, payload json, "delaySeconds" float8, key text)
      ) wanted
  ));
end $$;
drop function platform.enqueue_jobs(json);

-- Deliveries that wait for another try named their event; from now on they carry it.
do $$
begin
  if to_regclass('graphile_worker._private_jobs') is null then return; end if;
  update graphile_worker._private_jobs j set payload = json_build_object(
      'id', o.id, 'type', o.type, 'aggregateId', o.aggregate_id, 'data', o.data, 'requestId', o.request_id,
      'occurredAt', to_char(o.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from platform.outbox o where j.payload ->> 'eventId' = o.id::text;
end $$;

do $$
declare
  role text;
begin
  for role in select rolname from pg_roles where rolname like 'loconomy\_%' loop
    execute format('grant execute on function platform.send(json, json) to %I', role);
    execute format('revoke insert on platform.outbox from %I', role);
  end loop;
end $$;
