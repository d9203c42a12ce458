import { join } from "node:path";
import {
  ConfigError,
  createDb,
  findEmbeddedPostgres,
  KitConfig,
  readConfig,
  type Db,
} from "@loconomy/kit";
import { z } from "zod";
import { DataDir } from "./config.ts";
import { assertUsable } from "./database.ts";
import { explain } from "./explain.ts";

const Config = z.object({ DATA_DIR: DataDir, DATABASE_URL: KitConfig.shape.DATABASE_URL });

/**
 * Runs a command on the database that a server works on, as its owner: prints what it answers, or why it failed and ends
 * with 1.
 */
export const ownerCommand = (command: (owner: Db) => Promise<string>): Promise<void> =>
  connected(command).catch((error) => {
    process.stderr.write(`${explain(error) ?? error?.stack ?? error}\n`);
    process.exit(1);
  });

const connected = async (command: (owner: Db) => Promise<string>): Promise<void> => {
  const { DATA_DIR, DATABASE_URL } = readConfig(Config, process.env);
  const connectionString =
    DATABASE_URL ?? (await findEmbeddedPostgres(join(DATA_DIR, "postgres")))?.url("loconomy");
  if (!connectionString)
    throw new ConfigError(
      `No server runs on ${DATA_DIR}. Start it (npm start), or set DATA_DIR or DATABASE_URL as it has them.`,
    );
  if (DATABASE_URL) await assertUsable(DATABASE_URL);
  // Reads everything there is; whoever started it waits.
  const owner = await createDb({ connectionString, max: 2, statementTimeoutMs: 600_000 });
  try {
    process.stdout.write(`${await command(owner)}\n`);
  } finally {
    await owner.close();
  }
};
