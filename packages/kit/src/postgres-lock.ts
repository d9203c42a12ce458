import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";

export const USER = "loconomy";
// The server listens on the loopback address only, on a port that changes at every start.
export const PASSWORD = "loconomy";

const LOCK_FILE = "postmaster.pid";
/** Above the highest process id that systems give out (Linux: 2^22). */
const NO_PID = 2_000_000_000;

const run = promisify(execFile);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

interface Lock {
  pid: number;
  port: number;
}
/** What the server that has this data folder open says of itself: lines 1 and 4 of its `postmaster.pid`. */
const readLock = async (dataDir: string): Promise<Lock | undefined> => {
  const text = await readFile(join(dataDir, LOCK_FILE), "utf8").catch(() => "");
  const lines = text.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
};

/** The server that has this data folder open. One that is just starting or stopping is waited for. */
export const findRunning = async (dataDir: string): Promise<Lock | undefined> => {
  for (const since = Date.now(); ; await sleep(100)) {
    const lock = await readLock(dataDir);
    if (!lock || !isAlive(lock.pid)) return undefined;
    const answer = await ask(dataDir, lock.port);
    if (answer === "ours") return lock;
    const isBusy = answer === "busy" || (await isPostgres(lock.pid));
    if (!isBusy || Date.now() - since > (answer === "busy" ? 60_000 : 5_000)) return undefined;
  }
};

const CANNOT_CONNECT_NOW = "57P03";
const TOO_MANY_CONNECTIONS = "53300";

const ask = async (dataDir: string, port: number): Promise<"ours" | "busy" | "nobody"> => {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: USER,
    password: PASSWORD,
    database: "postgres",
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {}); // it may be shut down while we ask
  try {
    await client.connect();
    const { rows } = await client.query<{ dir: string }>(
      "select current_setting('data_directory') as dir",
    );
    return rows[0]?.dir === dataDir ? "ours" : "nobody";
  } catch (error) {
    const { code } = error as { code?: string };
    return code === CANNOT_CONNECT_NOW ? "busy" : code === TOO_MANY_CONNECTIONS ? "ours" : "nobody";
  } finally {
    await client.end().catch(() => {});
  }
};

/**
 * After a crash of the machine the process id in the lock may be somebody else's by now, and PostgreSQL would refuse
 * to start. The id is then replaced by one that cannot exist; the rest stays, as PostgreSQL looks there for orphans.
 */
export const disownLock = async (dataDir: string): Promise<void> => {
  const lock = await readLock(dataDir);
  if (!lock || !isAlive(lock.pid) || (await isPostgres(lock.pid))) return;
  const file = join(dataDir, LOCK_FILE);
  await writeFile(file, (await readFile(file, "utf8")).replace(/^\d+/, String(NO_PID)));
};

/** Whether a process runs PostgreSQL; taken for granted where that cannot be told. */
const isPostgres = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // "71 (postgres) S …"; a Z is a process that has ended and only waits for its parent to notice.
  if (stat) return /\(.*postgres.*\) [^Z]/.test(stat);
  const ps = await run("ps", ["-o", "comm=", "-p", String(pid)]).catch(() => undefined);
  return ps === undefined || ps.stdout.includes("postgres");
};
