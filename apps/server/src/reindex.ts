import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError, enqueue, query, system, transaction, type Db } from "@loconomy/kit";
import { ownerCommand } from "./owner-command.ts";

const TASK = "search.reindex";
/** A server that runs takes work at once. */
const TAKEN_WITHIN_MS = 15_000;
const POLL_MS = 100;

/**
 * Has the server that works on this database build the search index anew while it serves, and waits until that is done.
 * @param owner may read the queue's tables.
 * @throws ConfigError when no server takes the job, or what the job failed with.
 */
export const reindex = async (
  owner: Db,
  takenWithinMs = TAKEN_WITHIN_MS,
): Promise<{ providers: number; seconds: number }> => {
  const began = performance.now();
  const id = await queueJob(owner);
  for (;;) {
    const [job] = await query<{ isTaken: boolean; error: string | null }>(
      owner,
      `select locked_at is not null as "isTaken", last_error as error from graphile_worker._private_jobs where id = $1`,
      [id],
    );
    if (!job) break;
    if (job.error) throw new ConfigError(`It failed and will be tried again: ${job.error}`);
    if (!job.isTaken && performance.now() - began > takenWithinMs)
      throw new ConfigError(
        "No server has taken the work yet. Start one; it will do it by itself then.",
      );
    await sleep(POLL_MS);
  }
  const [count] = await query<{ n: number }>(
    owner,
    "select count(*)::int as n from search.listings",
  );
  return { providers: count!.n, seconds: (performance.now() - began) / 1000 };
};

const queueJob = async (owner: Db): Promise<number> => {
  await transaction(owner, system("search"), (tx) => enqueue(tx, TASK, {}, { key: TASK }));
  const [job] = await query<{ id: number }>(
    owner,
    "select max(id) as id from graphile_worker._private_jobs where key = $1",
    [TASK],
  );
  // Null: it is done already.
  return job!.id;
};

if (import.meta.main)
  await ownerCommand(async (owner) => {
    const { providers, seconds } = await reindex(owner);
    return `${providers} providers indexed anew in ${seconds.toFixed(1)} s`;
  });
