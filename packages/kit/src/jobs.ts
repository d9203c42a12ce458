import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  parseCronItems,
  run,
  runMigrations,
  Logger,
  type Job as GraphileJob,
  type JobHelpers,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type pg from "pg";
import type { DomainEvent } from "@loconomy/contracts";
import { consumerTask, createDeliver, subscribe, type Consumer } from "./events.ts";
import { query, type Db, type Tx } from "./db.ts";
import { freeOrphans, showAlive } from "./job-owners.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { BY_THE_CLOCK, withPriority } from "./priority.ts";

/** Work that happens later or again: expiry, reminders, captures. Payloads are small JSON objects; handlers are idempotent. */
export type Jobs = Record<string, (payload: never) => Promise<void>>;

/** What the clock does by itself: a job that runs at fixed times (crontab syntax, UTC). */
export interface Recurring {
  task: string;
  crontab: string;
}

/**
 * Puts a job in the queue, in the transaction that makes it necessary.
 * @param delayMs from now; 0 runs it as soon as the transaction is committed.
 * @param key a later job with the same key replaces one that still waits.
 */
export const enqueue = async (
  tx: Tx,
  task: string,
  payload: object,
  { delayMs = 0, key }: { delayMs?: number; key?: string } = {},
): Promise<void> => {
  tx.outgoing.jobs.push({
    task,
    payload,
    delaySeconds: Math.max(0, delayMs) / 1000,
    key: key ?? null,
  });
};

/** The queue's own tables. Must run before anything is enqueued. */
export const migrateJobs = (pool: pg.Pool): Promise<void> =>
  runMigrations({ pgPool: pool, logger: silent });

const silent = new Logger(() => () => {});

const taskList = (db: Db, jobs: Jobs, consumers: readonly Consumer[]): TaskList => {
  const deliver = createDeliver(db);
  const run =
    (work: (payload: unknown, again: boolean) => Promise<void>) =>
    (payload: unknown, { job }: JobHelpers): Promise<void> =>
      withPriority(job.priority, () => work(payload, job.attempts > 1));
  return {
    ...Object.fromEntries(
      Object.entries(jobs).map(([name, handle]) => [
        name,
        run((payload) => handle(payload as never)),
      ]),
    ),
    ...Object.fromEntries(
      consumers.map((c) => [
        consumerTask(c.name),
        run((payload, again) => deliver(c, payload as DomainEvent, again)),
      ]),
    ),
  };
};

interface WorkerOptions {
  /** Connection that owns the queue's tables. */
  owner: Db;
  /** Connection under which consumers read and mark events. */
  db: Db;
  jobs: Jobs;
  recurring: readonly Recurring[];
  consumers: readonly Consumer[];
  log: Log;
  concurrency?: number;
}

/** Often enough that what a killed instance was at is not missed for long. */
const ORPHANS_EVERY_MS = 60_000;

/** Longer than jobs take as a rule, and shorter than those who stop a process wait before they kill it. */
const STOP_WITHIN_MS = 5_000;

/** A running worker. */
export interface Worker {
  /** Lets running jobs end, those that do so within five seconds; the others run again at the next start. */
  stop(): Promise<void>;
}

/**
 * Subscribes the consumers, then works the queue until stopped, alone or beside other instances. Jobs that a killed process left
 * locked are freed at the start, and every minute those of other instances that are gone.
 */
export const startWorker = async ({
  owner,
  db,
  jobs,
  recurring,
  consumers,
  log,
  concurrency = 16,
}: WorkerOptions): Promise<Worker> => {
  await freeOrphans(owner.pool, silent);
  await subscribe(owner, consumers);
  const events: WorkerEvents = new EventEmitter();
  let ended = async (): Promise<void> => {};
  events.once("pool:create", ({ workerPool }) => {
    ended = showAlive(owner.pool, workerPool.id);
  });
  const runner = await run({
    pgPool: owner.pool,
    taskList: taskList(db, jobs, consumers),
    parsedCronItems: parseCronItems(
      recurring.map(({ task, crontab }) => ({
        task,
        match: crontab,
        options: { priority: BY_THE_CLOCK },
      })),
    ),
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message, meta) => {
      if (level === "error")
        log.error({ job: named(meta?.["job"]), err: meta?.["error"] }, message);
      else if (level === "warning") log.warn(message);
    }),
    preset: {
      worker: {
        concurrentJobs: concurrency,
        // What is fetched together is done in any order: a longer queue would let less urgent jobs go before.
        localQueue: { size: 2 * concurrency },
        // Nobody waits for a job to leave the queue; should the process die before, it is done again, which handlers must bear anyway.
        completeJobBatchDelay: 50,
        failJobBatchDelay: 5,
        pollInterval: 1000,
        useNodeTime: false,
      },
    },
  });
  const freeing = setInterval(() => {
    freeOrphans(owner.pool, silent).catch((error) => log.warn({ err: error }, "orphans stay"));
  }, ORPHANS_EVERY_MS);
  freeing.unref();
  return {
    stop: async () => {
      clearInterval(freeing);
      await Promise.race([runner.stop(), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      await ended();
    },
  };
};

/** What the log says of a job. Not its payload: news carries people's addresses, and links that sign in. */
const named = (job: unknown) => {
  if (!job) return undefined;
  const { id, task_identifier: task, attempts } = job as GraphileJob;
  return { id, task, attempts };
};

/**
 * Shows how much work waits, by service: jobs and deliveries of events that are due and not done; and how much was given up.
 * @param owner may read the queue's tables.
 */
export const watchJobs = (metrics: Metrics, owner: Db): void => {
  watch(metrics, owner, {
    name: "loconomy_jobs_waiting",
    help: "Jobs and deliveries of events that are due and not done",
    of: DUE,
    value: "count(j.id)",
  });
  watch(metrics, owner, {
    name: "loconomy_jobs_oldest_seconds",
    help: "How long the oldest of them has been due",
    of: DUE,
    value: "coalesce(extract(epoch from now() - min(j.run_at)), 0)",
  });
  watch(metrics, owner, {
    name: "loconomy_jobs_given_up",
    help: "Jobs and deliveries of events that failed each time, and are tried no more",
    of: "j.attempts >= j.max_attempts",
    value: "count(j.id)",
  });
};

const DUE = "j.run_at <= now() and j.attempts < j.max_attempts";

const watch = (
  metrics: Metrics,
  owner: Db,
  { name, help, of, value }: { name: string; help: string; of: string; value: string },
): void => {
  const gauge = metrics.gauge({
    name,
    help,
    labelNames: ["service"],
    collect: async () => {
      const rows = await query<{ service: string; value: number }>(owner, jobsSql(of, value));
      gauge.reset();
      for (const row of rows) gauge.set({ service: row.service }, row.value);
    },
  });
};

/** Of all who ever had something to do. */
const jobsSql = (of: string, value: string): string => `
  select split_part(replace(t.identifier, 'consume:', ''), '.', 1) as service, (${value})::float8 as value
    from graphile_worker._private_tasks t
    left join graphile_worker._private_jobs j on j.task_id = t.id and ${of}
   group by 1`;

/** Brings every waiting job nearer by `ms`: what turning the clock ahead means for work that waits. */
export const hastenJobs = async (db: Db, ms: number): Promise<void> => {
  await db.pool.query(
    "update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => $1) where locked_at is null",
    [ms / 1000],
  );
};

export { taskList as createTaskList };
