import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** First line of a migration that cannot run in a transaction, such as one with `create index concurrently`; then one statement a file. */
const NO_TRANSACTION = "-- no-transaction";
/** Any number, the same in every process: whoever holds this advisory lock migrates, the others wait. */
const LOCK = 7_130_246_511;

const BOOKKEEPING = `create table if not exists public._prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Applies `migrations/<time>_<what>/migration.sql` in name order, each once, in Prisma's layout and bookkeeping.
 * @returns the names of those applied now.
 * @throws MigrationError when a file that was applied has changed since or is not there, or when one fails (it is rolled back).
 */
export const migrate = async (connectionString: string, folder: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString });
  client.on("error", () => {}); // the statement that was running rejects and says it
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(BOOKKEEPING);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select migration_name as name, checksum from public._prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    const fresh: string[] = [];
    const migrations = await readMigrations(folder);
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = [...applied.keys()].filter((name) => !known.has(name)).toSorted();
    if (unknown.length > 0)
      throw new MigrationError(
        `The database is of a newer version than this one: it has ${unknown.join(", ")}. Start that version, or restore the backup from before it.`,
      );
    for (const { name, sql, checksum } of migrations) {
      const before = applied.get(name);
      if (before === checksum) continue;
      if (before)
        throw new MigrationError(
          `Migration ${name} was changed after it had been applied. Add a new migration instead.`,
        );
      await apply(client, name, sql, checksum);
      fresh.push(name);
    }
    return fresh;
  } finally {
    await client.end();
  }
};

const readMigrations = async (folder: string) => {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
};

const apply = async (
  client: pg.Client,
  name: string,
  sql: string,
  checksum: string,
): Promise<void> => {
  const inTransaction = !sql.startsWith(NO_TRANSACTION);
  try {
    if (inTransaction) await client.query("begin");
    await client.query(sql);
    await client.query(
      "insert into public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)",
      [randomUUID(), checksum, name],
    );
    if (inTransaction) await client.query("commit");
  } catch (error) {
    if (inTransaction) await client.query("rollback").catch(() => {}); // the connection itself may be gone
    throw new MigrationError(`Migration ${name} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
};
