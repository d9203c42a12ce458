import { makeWorkerUtils, type Logger } from "graphile-worker";
import type pg from "pg";

/** A number that stands for a worker among PostgreSQL's advisory locks. */
const LOCK = "hashtextextended('loconomy worker ' || $1, 0)";
const AGAIN_AFTER_MS = 1_000;

/**
 * Shows the other instances that a worker lives, by a lock that goes with its connection. A connection that is lost is replaced.
 * @returns what ends it.
 */
export const showAlive = (pool: pg.Pool, worker: string): (() => Promise<void>) => {
  let isOver = false;
  let client: pg.PoolClient | undefined;
  let retry: NodeJS.Timeout | undefined;
  const hold = async (): Promise<void> => {
    const held = await pool.connect().catch(() => undefined);
    if (isOver) return held?.release();
    if (!held) return holdAgain();
    client = held;
    /** Once only: a connection that is lost says so in several ways, and also after it was given back. */
    const lose = (error: Error): void => {
      if (client !== held) return;
      client = undefined;
      held.release(error);
      if (!isOver) holdAgain();
    };
    held.once("error", lose);
    await held.query(`select pg_advisory_lock(${LOCK})`, [worker]).catch(lose);
  };
  const holdAgain = (): void => {
    retry = setTimeout(hold, AGAIN_AFTER_MS).unref();
  };
  const holding = hold();
  return async () => {
    isOver = true;
    clearTimeout(retry);
    await holding;
    const held = client;
    client = undefined;
    // Closing it gives the lock back.
    held?.release(true);
  };
};

/** Workers of a process that was killed would hold their jobs for four hours: frees what belongs to nobody who lives. */
export const freeOrphans = async (pool: pg.Pool, logger: Logger): Promise<void> => {
  const { rows } = await pool.query<{ worker: string }>(
    `select locked_by as worker from (
       select distinct locked_by from graphile_worker._private_jobs where locked_by is not null
     ) w where pg_try_advisory_xact_lock(${LOCK.replace("$1", "locked_by")})`,
  );
  if (rows.length === 0) return;
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  try {
    await utils.forceUnlockWorkers(rows.map((row) => row.worker));
  } finally {
    await utils.release();
  }
};
