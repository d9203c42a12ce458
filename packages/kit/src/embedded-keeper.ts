import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  type EmbeddedServer,
} from "./embedded-postgres.ts";
import type { Log } from "./log.ts";

/** Any number, the same in every process: whoever holds this advisory lock has the data folder for itself. */
const LOCK = 7_130_246_512;
/** The lock of a process that was killed goes with its connection, which PostgreSQL has to notice first. */
const PATIENCE_MS = 3_000;
const AGAIN_AFTER_MS = 250;

interface Options {
  dataDir: string;
  flags: string[];
  log: Log;
  /** Ends the server, also while it is starting: whatever waits for it fails. */
  signal?: AbortSignal | undefined;
}

/**
 * The embedded server for one process alone, for as long as that lives: one that dies is started again on the same port, so that pools
 * heal by themselves.
 * @throws EmbeddedPostgresError when another process has it: whoever of the two ended first would take it from the other.
 */
export const keepEmbeddedPostgres = async ({
  dataDir,
  flags,
  log,
  signal,
}: Options): Promise<EmbeddedServer> => {
  const embedded = await startEmbeddedPostgres({ dataDir, flags }).catch(async (error) => {
    // What starts it may be gone while it is starting.
    if (signal?.aborted) await stopEmbeddedPostgres(resolve(dataDir));
    throw error;
  });
  let isOver = false;
  let reviving: Promise<void> | undefined;

  const hold = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: embedded.url("postgres") });
    client.on("error", () => {}); // its end says so
    await client.connect();
    for (const since = Date.now(); ; await sleep(50)) {
      const { rows } = await client.query("select pg_try_advisory_lock($1) as held", [LOCK]);
      if (rows[0].held) break;
      if (Date.now() - since < PATIENCE_MS) continue;
      await client.end();
      throw new EmbeddedPostgresError(
        `Loconomy runs on ${embedded.dataDir} already. Stop it first, or give this one a folder of its own: DATA_DIR=… npm start`,
      );
    }
    client.once("end", () => {
      if (!isOver) reviving = revive();
    });
  };
  const revive = async (): Promise<void> => {
    log.error("the embedded database is gone; starting it again");
    for (let tries = 1; !isOver; tries++) {
      try {
        await startEmbeddedPostgres({ dataDir, flags, port: embedded.port });
        await hold();
        return log.info("the embedded database is back");
      } catch (error) {
        if (tries === 1) log.error({ err: error }, "the embedded database cannot be started");
        await sleep(AGAIN_AFTER_MS);
      }
    }
  };
  const stop = async (): Promise<void> => {
    isOver = true;
    await reviving;
    await embedded.stop();
  };

  await hold();
  signal?.addEventListener("abort", () => void stop().catch(() => {}));
  if (signal?.aborted) {
    await stop();
    signal.throwIfAborted();
  }
  return { ...embedded, stop };
};
