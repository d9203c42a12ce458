import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureDatabase, startEmbeddedPostgres, type EmbeddedServer } from "./index.ts";

let folder: string;
let dataDir: string;
let server: EmbeddedServer;
const start = async () =>
  (server = await startEmbeddedPostgres({ dataDir, flags: ["-c", "shared_buffers=16MB"] }));

const ask = async <Row extends object>(sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: server.url("market") });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
};
const notes = async () =>
  (await ask<{ text: string }>("select text from notes order by text")).map((row) => row.text);
const lock = async () => (await readFile(join(dataDir, "postmaster.pid"), "utf8")).split("\n");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "loconomy embedded-")); // a blank, as in many people's names
  await chmod(folder, 0o755);
  dataDir = join(folder, "data", "postgres");
  await start();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a fresh one is UTF-8, keeps what it commits, and listens on the loopback address only", async () => {
  await ensureDatabase(server, "market");
  await ensureDatabase(server, "market");
  await ask("create table notes (text text); insert into notes values ('first')");
  const [settings] = await ask(
    `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  expect(settings).toEqual({ encoding: "UTF8", addresses: "127.0.0.1", fsync: "on", commit: "on" });
});

test("one that runs already is adopted", async () => {
  const [pid] = await lock();
  const before = server.url("market");
  await start();
  expect(server.url("market")).toBe(before);
  expect((await lock())[0]).toBe(pid);
});

test("a start during a stop waits for it, and what was there is kept", async () => {
  const stopping = server.stop();
  // From the moment it lets nobody in it is stopping; before that a start would rightly adopt it.
  while (
    await ask("select 1").then(
      () => true,
      () => false,
    )
  );
  await start();
  await stopping;
  expect(await notes()).toEqual(["first"]);
});

test("stopped twice is stopped; started again it has its rows", async () => {
  await server.stop();
  await server.stop();
  await expect(ask("select 1")).rejects.toThrow(/ECONNREFUSED|ENOENT/);
  await start();
  expect(await notes()).toEqual(["first"]);
});

test("killed in the middle of writing, it comes back with all that was committed and nothing else", async () => {
  const open = new pg.Client({ connectionString: server.url("market") });
  open.on("error", () => {});
  await open.connect();
  await open.query("begin; insert into notes values ('never committed')");
  await ask("insert into notes values ('second')");
  process.kill(Number((await lock())[0]), "SIGKILL");
  await start();
  expect(await notes()).toEqual(["first", "second"]);
});

test("a lock whose process id is somebody else's by now does not keep it from starting", async () => {
  const lines = await lock();
  await server.stop();
  // Of the user who runs the server: PostgreSQL pays no heed to anybody else's process.
  const { uid, gid } = await stat(dataDir);
  const stranger = spawn("sleep", ["60"], { stdio: "ignore", uid, gid });
  await once(stranger, "spawn");
  try {
    await writeFile(join(dataDir, "postmaster.pid"), [stranger.pid, ...lines.slice(1)].join("\n"));
    await start();
    expect(await notes()).toEqual(["first", "second"]);
    expect(stranger.exitCode).toBeNull();
  } finally {
    stranger.kill("SIGKILL");
  }
});

test("a folder that only its owner may read stays so", async () => {
  const own = join(folder, "own");
  await mkdir(own, { mode: 0o700 });
  const other = await startEmbeddedPostgres({ dataDir: join(own, "postgres") });
  await other.stop();
  expect((await stat(own)).mode & 0o066).toBe(0);
});

test("one that cannot start says why", async () => {
  const attempt = startEmbeddedPostgres({
    dataDir: join(folder, "other"),
    flags: ["-c", "no_such_setting=1"],
  });
  await expect(attempt).rejects.toThrow(/did not start in .*other[\s\S]*no_such_setting/);
});
