import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ConfigError,
  createDb,
  ensureDatabase,
  keepEmbeddedPostgres,
  migrate,
  migrateJobs,
  type Db,
  type EmbeddedServer,
  type KitConfig,
  type Log,
} from "@loconomy/kit";
import pg from "pg";

export interface Database {
  /** What services use: one pool under the role that holds all service roles. */
  app: Db;
  /** Owns the tables: migrations, the job queue, demo data. */
  owner: Db;
  connectionString: string;
  isEmbedded: boolean;
  close(): Promise<void>;
}

/** Holds the roles of all services; made by a migration where that is allowed. */
const APP_ROLE = "loconomy_app";
const CLOSED_WITHIN_MS = 2_000;
const MIGRATIONS = resolve(import.meta.dirname, "../../../migrations");

const MB = 1_048_576;
/** PostgreSQL's own default, … */
const BUFFERS_MB_MIN = 128;
/** … and what holds the indexes that searches among a million providers read. */
const BUFFERS_MB_MAX = 1_024;

/**
 * A quarter of the memory, as PostgreSQL's manual has it: a page that is not there is copied from the system's cache each time.
 * Taken only as far as there is data to fill it.
 */
const buffersMb = (): number => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.max(BUFFERS_MB_MIN, Math.min(BUFFERS_MB_MAX, Math.floor(memory / 4 / MB)));
};

/**
 * Connects to `DATABASE_URL`, or starts the embedded server, and brings the schema up to date.
 * @param signal ends the embedded server while it starts or works.
 * @throws ConfigError, EmbeddedPostgresError or MigrationError with a sentence for the person at the terminal.
 */
export const openDatabase = async (
  config: KitConfig,
  dataDir: string,
  log: Log,
  signal?: AbortSignal,
): Promise<Database> => {
  if (config.DATABASE_URL) {
    await assertUsable(config.DATABASE_URL);
    return connect(config, config.DATABASE_URL, log);
  }
  const embedded = await keepEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    flags: ["-c", `shared_buffers=${buffersMb()}MB`],
    log,
    signal,
  });
  try {
    await ensureDatabase(embedded, "loconomy");
    return await connect(config, embedded.url("loconomy"), log, embedded);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
};

const VERSION_MIN = 180_000;
const ANSWERS_WITHIN_MS = 10_000;

/** @throws ConfigError when the database at `DATABASE_URL` does not let us in, says nothing, or is too old. */
export const assertUsable = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: ANSWERS_WITHIN_MS });
  client.on("error", () => {}); // the statement that was running rejects and says it
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
    );
    if (rows[0].number < VERSION_MIN)
      throw new Error(`it is PostgreSQL ${rows[0].version}, and 18 or later is needed`);
  } catch (error) {
    // Of a name with several addresses each has failed for its own reason.
    const { message } = error instanceof AggregateError ? error.errors[0] : (error as Error);
    throw new ConfigError(
      `The database at DATABASE_URL cannot be used: ${message}. Check host, port, user, password and database name, or unset DATABASE_URL to use the embedded one.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
};

const connect = async (
  config: KitConfig,
  connectionString: string,
  log: Log,
  embedded?: EmbeddedServer,
): Promise<Database> => {
  // Not fewer than jobs at once, and a few beside them.
  const owner = await createDb({ connectionString, max: 20, statementTimeoutMs: 600_000 });
  await migrateJobs(owner.pool);
  const applied = await migrate(connectionString, MIGRATIONS);
  if (applied.length > 0) log.info({ applied }, "migrations applied");
  const { rowCount } = await owner.pool.query(
    "select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'set')",
    [APP_ROLE],
  );
  if (rowCount === 0)
    log.warn(
      `the user of DATABASE_URL may not act as ${APP_ROLE}: all services share its role, and row-level security binds only if it does not own the tables`,
    );
  const app = await createDb({
    connectionString,
    role: APP_ROLE,
    max: config.DATABASE_POOL_MAX,
  });
  return {
    app,
    owner,
    connectionString,
    isEmbedded: embedded !== undefined,
    close: async () => {
      // A connection that somebody never gave back must not hold up the rest.
      await Promise.race([
        Promise.allSettled([app.close(), owner.close()]),
        sleep(CLOSED_WITHIN_MS, undefined, { ref: false }),
      ]);
      await embedded?.stop();
    },
  };
};
