import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EventEmitter } from "node:events";
import { Logger, runOnce, type TaskList, type WorkerEvents } from "graphile-worker";
import {
  createCache,
  createLog,
  createMetrics,
  createTaskList,
  folderFiles,
  hastenJobs,
  ServiceRegistry,
  subscribe,
  TurnableClock,
  type Clients,
  type Db,
  type Files,
  type Service,
  type ServiceDependencies,
} from "@loconomy/kit";
import type { Actor, Role, ServiceName } from "@loconomy/contracts";
import { inject } from "vitest";
import type { TestDatabase } from "./database.ts";

/** Services wired together in one process, with the job queue turned by hand instead of by time. */
export interface ServiceHarness {
  clients: Clients;
  clock: TurnableClock;
  registry: ServiceRegistry;
  /** What services keep. */
  files: Files;
  /** Delivers every waiting event and runs every due job, and what those cause, until nothing is left. */
  settle(): Promise<void>;
  /** Turns the clock ahead, brings waiting jobs nearer by as much, and settles. */
  advance(ms: number): Promise<void>;
}

type Create = (deps: ServiceDependencies) => Service | Promise<Service>;

/**
 * @param services each runs under its own database role, as in production with separate processes. Give a plain
 * `Service` object to stand in for one that the test does not need.
 */
export const createServiceHarness = async (
  database: TestDatabase,
  services: Partial<Record<ServiceName, Create | Service>>,
  { env = {}, logLevel = "error" }: { env?: Record<string, string>; logLevel?: string } = {},
): Promise<ServiceHarness> => {
  // The model would load in its thread beside tests that have no use for it.
  const settings = { SEARCH_MODEL: "off", ...env };
  const clock = new TurnableClock();
  const log = createLog(logLevel);
  const metrics = createMetrics();
  const caches = createCache({ log, metrics });
  const files = folderFiles(join(inject("filesFolder"), randomUUID()));
  const registry = new ServiceRegistry({ secret: "test-secret-of-the-harness" });
  for (const [name, create] of Object.entries(services)) {
    const db = await database.as(name);
    const service =
      typeof create === "function"
        ? await create({
            db,
            clients: registry.clients(name),
            clock,
            cache: caches.named(name),
            files,
            log,
            metrics,
            env: settings,
          })
        : create;
    registry.register(name as ServiceName, service);
  }
  const all = Object.keys(services).map((name) => registry.get(name as ServiceName)!);
  const consumers = all.flatMap((service) => service.consumers);
  const tasks = Object.assign(
    {},
    ...all.map((service) => createTaskList(database.owner, service.jobs, service.consumers)),
  );

  await subscribe(database.owner, consumers);

  const knowsTasks = Object.keys(tasks).length > 0; // without any the runner refuses to run
  const settle = async (): Promise<void> => {
    while (knowsTasks && (await hasDueJobs(database.owner)))
      if ((await runDueJobs(database.owner, tasks)) === 0) return; // the rest is of services that are not here
  };
  return {
    clients: registry.clients("test"),
    clock,
    registry,
    files,
    settle,
    advance: async (ms) => {
      clock.advance(ms);
      await hastenJobs(database.owner, ms);
      await settle();
    },
  };
};

const quiet = new Logger(() => () => {});

/** Runs what is due and what that makes due; resolves with how many ran. A job that fails waits for its next try. */
const runDueJobs = async (owner: Db, taskList: TaskList): Promise<number> => {
  let ran = 0;
  const events: WorkerEvents = new EventEmitter();
  events.on("job:complete", () => ran++);
  await runOnce({
    pgPool: owner.pool,
    taskList,
    events,
    noHandleSignals: true,
    concurrency: 4,
    logger: quiet,
  });
  await failuresWritten(owner);
  return ran;
};

/** The runner does not wait for a failed job to be put back. */
const failuresWritten = async (owner: Db): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const { rowCount } = await owner.pool.query(
      "select from graphile_worker._private_jobs where locked_at is not null limit 1",
    );
    if (rowCount === 0) return;
    await sleep(5);
  }
};

const hasDueJobs = async (owner: Db): Promise<boolean> => {
  const { rowCount } = await owner.pool.query(
    "select from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts limit 1",
  );
  return rowCount === 1;
};

/** A signed-in person for calls through a client: `clients.x.y(input, { context: { actor: userActor(id) } })`. */
export const userActor = (
  userId: string,
  role: Role = "customer",
  guestId: string | null = null,
): Actor => ({
  kind: "user",
  userId,
  role,
  isVerified: true,
  guestId,
});

export const guestActor = (guestId: string | null = null): Actor => ({ kind: "guest", guestId });
