-- Takes all jobs of a transaction in one call: [{"task", "payload", "delaySeconds", "key"}]. A call costs about a millisecond
-- and hardly more for ten jobs than for one. Keys must differ within a call. The delay counts from the database's clock; a
-- later job with the same key replaces an earlier one that still waits.
create function platform.enqueue_jobs(jobs json) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if json_array_length(jobs) = 0 then return; end if;
  perform graphile_worker.add_jobs(array(
    select row(task, payload, null, now() + make_interval(secs => coalesce("delaySeconds", 0)), 12, key, null, null)::graphile_worker.job_spec
      from json_to_recordset(jobs) as job (task text, payload json, "delaySeconds" float8, key text)
  ));
end $$;
drop function platform.enqueue_job(text, json, interval, text);

do $$
declare
  role text;
begin
  for role in select rolname from pg_roles where rolname like 'loconomy\_%' loop
    execute format('grant execute on function platform.enqueue_jobs(json) to %I', role);
  end loop;
end $$;
