import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { cpuUsed, launch, type Running } from "./process.ts";

/**
 * A server on a fresh database with all demo data, started for the second time and at rest, without rate limits. With `logsRequests`
 * it writes each request into `logFile`.
 */
export const demoServer = async (port: number, { logsRequests = false } = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), "loconomy-bench-"));
  const env = {
    DATA_DIR: dataDir,
    RATE_LIMITS: "bench",
    LOG_LEVEL: "warn",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const first = await launch("apps/server/src/main.ts", port, "/readyz", env);
  await waitForDemo(first);
  await first.stop();
  const logFile = join(dataDir, "requests.log");
  const server = logsRequests
    ? await launch(
        "apps/server/src/main.ts",
        port,
        "/readyz",
        { ...env, LOG_LEVEL: "debug" },
        logFile,
      )
    : await launch("apps/server/src/main.ts", port, "/readyz", env);
  const postgres = postmaster(dataDir);
  await atRest(server.child.pid!, postgres.pid);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    server,
    logFile,
    postgresPid: postgres.pid,
    databaseUrl: `postgres://loconomy:loconomy@127.0.0.1:${postgres.port}/loconomy`,
    stop,
  };
};

export const postmaster = (dataDir: string): { pid: number; port: number } => {
  const lines = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
};

const REST_TRIES = 60;
/** What a server at rest uses of a processor: it asks for work every second. */
const REST_SHARE = 0.1;

/** After its start a server still works on what waited, and loads the model; whoever measures then measures that too. */
const atRest = async (server: number, database: number): Promise<void> => {
  const used = () => {
    const now = cpuUsed(server, database);
    return now.server + now.database;
  };
  for (let tries = 0; tries < REST_TRIES; tries++) {
    const before = used();
    await new Promise((done) => setTimeout(done, 1_000));
    if (used() - before < REST_SHARE) return;
  }
  throw new Error("the server did not come to rest within a minute");
};

const waitForDemo = async (server: Running): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(
      `${server.url}/api/v1/search/providers?near=Austin,%20TX&limit=1`,
    ).catch(() => undefined);
    const body = (await response?.json().catch(() => undefined)) as
      | { items?: unknown[] }
      | undefined;
    if (body?.items?.length) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the demo data did not arrive within two minutes");
};

/** Requests a second of one address; every answer has to be 2xx. */
export const rate = async (url: string, { connections = 8, seconds = 5 } = {}): Promise<number> => {
  const { requests, non2xx, errors } = await autocannon({ url, connections, duration: seconds });
  if (non2xx > 0 || errors > 0)
    throw new Error(`${url}: ${non2xx} answers that were not 2xx, ${errors} errors`);
  return requests.average;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
