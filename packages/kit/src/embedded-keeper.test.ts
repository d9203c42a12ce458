import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, createLog, keepEmbeddedPostgres, query, type Db } from "./index.ts";

let folder: string;
let dataDir: string;
const flags = ["-c", "shared_buffers=16MB"];
const log = createLog("silent");
const keep = (signal?: AbortSignal) => keepEmbeddedPostgres({ dataDir, flags, log, signal });
const pid = async () =>
  Number((await readFile(join(dataDir, "postmaster.pid"), "utf8")).split("\n")[0]);
const isAnswered = (db: Db) =>
  query(db, "select 1").then(
    () => true,
    () => false,
  );
/** Until PostgreSQL is there again, as a pool sees it. */
const healed = async (db: Db): Promise<number> => {
  const since = performance.now();
  while (!(await isAnswered(db))) await sleep(20);
  return performance.now() - since;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "loconomy-keeper-"));
  await chmod(folder, 0o755);
  dataDir = join(folder, "data", "postgres");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("one that is killed is there again within seconds, and pools heal by themselves", async () => {
  const server = await keep();
  const db = await createDb({ connectionString: server.url("postgres"), max: 4 });
  try {
    for (const round of [1, 2]) {
      const before = await pid();
      process.kill(before, "SIGKILL");
      while (await isAnswered(db)) await sleep(5);
      expect(await healed(db), `round ${round}`).toBeLessThan(5_000);
      expect(await pid()).not.toBe(before);
    }
  } finally {
    await db.close();
    await server.stop();
  }
  await expect(pid()).rejects.toThrow("ENOENT");
}, 30_000);

test("a connection that somebody ended costs nothing but the connection", async () => {
  const server = await keep();
  try {
    const before = await pid();
    const client = new pg.Client({ connectionString: server.url("postgres") });
    await client.connect();
    const lock = "select count(*)::int as n from pg_locks where locktype = 'advisory' and granted";
    await client.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted",
    );
    await expect.poll(async () => (await client.query(lock)).rows[0].n).toBe(1);
    await client.end();
    expect(await pid()).toBe(before);
  } finally {
    await server.stop();
  }
});

test("a second one is refused and leaves the first its database", async () => {
  const server = await keep();
  try {
    await expect(keep()).rejects.toThrow(/runs on .* already.*DATA_DIR/);
    const db = await createDb({ connectionString: server.url("postgres") });
    expect(await isAnswered(db)).toBe(true);
    await db.close();
  } finally {
    await server.stop();
  }
});

test.each([0, 100, 2_000])("interrupted after %d ms, it leaves no server behind", async (ms) => {
  const interrupt = new AbortController();
  const starting = keep(interrupt.signal).catch((error: Error) => error.name);
  await sleep(ms);
  interrupt.abort();
  await starting;
  await expect.poll(() => pid().catch(() => "gone"), { timeout: 10_000 }).toBe("gone");
});
