import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "@loconomy/kit";
import { createTestDatabase } from "@loconomy/testing";
import { eventually } from "./testing-fixture.ts";
import { createPeople, type People } from "./testing.ts";

const READY_WITHIN_MS = 60_000;

/** The server as a process of its own, which can be killed and started again on the same database, port and secrets. */
export interface ServerProcess {
  people: People;
  /** Starts it; resolves when it is ready. */
  boot(): Promise<void>;
  /** SIGKILL: it has no time for anything; resolves when it is gone. */
  kill(): Promise<void>;
  /** For good, with its database and files. */
  drop(): Promise<void>;
}

/** @param env what differs from a test server's settings. */
export const createServerProcess = async (
  env: Record<string, string> = {},
): Promise<ServerProcess> => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "loconomy-crash-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const isReady = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child!.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  };
  return {
    people: createPeople(url, database, systemClock),
    boot: async () => {
      child = spawn(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", resolve(import.meta.dirname, "main.ts")],
        {
          env: {
            ...process.env,
            NODE_ENV: "test",
            DATABASE_URL: database.connectionString,
            DATA_DIR: dataDir,
            PORT: String(port),
            PUBLIC_URL: url,
            WEB: "0",
            DEMO_DATA: "0",
            SANDBOX: "1",
            RATE_LIMITS: "bench",
            SEARCH_MODEL: "off",
            LOG_LEVEL: "fatal",
            ...env,
          },
          stdio: "ignore",
        },
      );
      await eventually(isReady, READY_WITHIN_MS);
    },
    kill,
    drop: async () => {
      await kill();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
