import { rm } from "node:fs/promises";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  createDb,
  ensureDatabase,
  migrate,
  migrateJobs,
  startEmbeddedPostgres,
} from "@loconomy/kit";
import type { TestProject } from "vitest/node";
import { TEMPLATE } from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
    /** Where tests may leave files; gone after the run. */
    filesFolder: string;
  }
}

/** One throw-away PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "loconomy-test-"));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, "postgres"),
    // Nothing here has to survive a crash.
    flags: [
      "-c",
      "fsync=off",
      "-c",
      "synchronous_commit=off",
      "-c",
      "full_page_writes=off",
      "-c",
      "shared_buffers=256MB",
    ],
  });
  await ensureDatabase(server, TEMPLATE);
  const owner = await createDb({ connectionString: server.url(TEMPLATE), max: 2 });
  await migrateJobs(owner.pool);
  await owner.close();
  await migrate(server.url(TEMPLATE), resolve(import.meta.dirname, "../../../migrations"));
  project.provide("databaseServer", server.url("postgres"));
  project.provide("filesFolder", join(folder, "files"));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
