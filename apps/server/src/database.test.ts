import { randomUUID } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError, createLog, KitConfig, query, readConfig } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertUsable, openDatabase } from "./database.ts";
import { oneAtATime } from "./demo-data.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const changed = (parts: Partial<URL>): string =>
  Object.assign(new URL(database.connectionString), parts).href.replace(/\?.*$/, "");

test.each([
  ["another port", () => changed({ port: "1" }), "ECONNREFUSED"],
  ["a name that is none", () => changed({ hostname: "db.invalid" }), "ENOTFOUND|EAI_AGAIN"],
  ["a wrong password", () => changed({ password: "x" }), "password authentication failed"],
  ["a database that is not there", () => changed({ pathname: "/nowhere" }), "does not exist"],
])("%s is said to be a matter of DATABASE_URL", async (_what, url, reason) => {
  const refused = await assertUsable(url()).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(ConfigError);
  expect((refused as Error).message).toMatch(
    new RegExp(`^The database at DATABASE_URL cannot be used: .*(${reason})`),
  );
  expect((refused as Error).message).not.toContain("loconomy:");
});

test("a host that lets us in and says nothing is given up", async () => {
  const mute = createServer().listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  try {
    await expect(assertUsable(changed({ port: `${port}` }))).rejects.toThrow(/DATABASE_URL.*time/);
  } finally {
    mute.close();
  }
}, 20_000);

test("one that works is taken", () => assertUsable(database.connectionString));

test("of several that start on an empty database one fills it at a time", async () => {
  let filling = 0;
  const together: number[] = [];
  const fill = () =>
    oneAtATime(database.owner, async () => {
      together.push(++filling);
      await sleep(50);
      filling--;
    });
  await expect(
    oneAtATime(database.owner, () => Promise.reject(new Error("the disk is full"))),
  ).rejects.toThrow("the disk is full");
  await Promise.all([fill(), fill(), fill()]);
  expect(together).toEqual([1, 1, 1]);
});

test("a user who may not act as the role that row-level security binds is told so", async () => {
  const name = `owner_${randomUUID().slice(0, 8)}`;
  const lines: string[] = [];
  const log = createLog("warn", { write: (line) => void lines.push(line) });
  const opened = async (connectionString: string) => {
    lines.length = 0;
    const config = readConfig(KitConfig, { DATABASE_URL: connectionString });
    await (await openDatabase(config, "unused", log)).close();
    return lines.join();
  };
  expect(await opened(database.connectionString)).toBe("");
  await query(database.owner, `create role ${name} login password 'x'`);
  try {
    await query(
      database.owner,
      `grant all on database ${new URL(database.connectionString).pathname.slice(1)} to ${name}`,
    );
    for (const schema of ["public", "graphile_worker"]) {
      await query(database.owner, `grant all on schema ${schema} to ${name}`);
      await query(database.owner, `grant all on all tables in schema ${schema} to ${name}`);
    }
    const url = changed({ username: name, password: "x" });
    expect(await opened(url)).toContain("row-level security");
  } finally {
    await query(database.owner, `drop owned by ${name}`);
    await query(database.owner, `drop role ${name}`);
  }
});
