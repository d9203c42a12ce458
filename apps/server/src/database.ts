import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import {
  createDb,
  ensureDatabase,
  migrate,
  migrateJobs,
  startEmbeddedPostgres,
  type Db,
  type KitConfig,
  type Log,
} from "@loconomy/kit";

export interface Database {
  /** What services use: one pool under the role that holds all service roles. */
  app: Db;
  /** Owns the tables: migrations, the job queue, demo data. */
  owner: Db;
  connectionString: string;
  isEmbedded: boolean;
  close(): Promise<void>;
}

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

/** Connects to `DATABASE_URL`, or starts the embedded server, and brings the schema up to date. */
export const openDatabase = async (
  config: KitConfig,
  dataDir: string,
  log: Log,
): Promise<Database> => {
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: join(dataDir, "postgres"),
        flags: ["-c", `shared_buffers=${buffersMb()}MB`],
      });
  if (embedded) await ensureDatabase(embedded, "loconomy");
  const connectionString = config.DATABASE_URL ?? embedded!.url("loconomy");
  // Not fewer than jobs at once, and a few beside them.
  const owner = await createDb({ connectionString, max: 20, statementTimeoutMs: 600_000 });
  await migrateJobs(owner.pool);
  const applied = await migrate(connectionString, MIGRATIONS);
  if (applied.length > 0) log.info({ applied }, "migrations applied");
  const { rows } = await owner.pool.query("select from pg_roles where rolname = 'loconomy_app'");
  if (rows.length === 0)
    log.warn(
      "roles may not be created in this database: all services share one role, and row-level security binds only if it does not own the tables",
    );
  const app = await createDb({
    connectionString,
    role: "loconomy_app",
    max: config.DATABASE_POOL_MAX,
  });
  return {
    app,
    owner,
    connectionString,
    isEmbedded: embedded !== undefined,
    close: async () => {
      await app.close();
      await owner.close();
      await embedded?.stop();
    },
  };
};
