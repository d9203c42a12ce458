import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { migrate, MigrationError, query } from "./index.ts";

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  await query(database.owner, "drop table public._prisma_migrations");
  folder = await mkdtemp(join(tmpdir(), "loconomy-migrations-"));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = async (name: string, sql: string): Promise<void> => {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
};
const run = () => migrate(database.connectionString, folder);
const exists = async (name: string) =>
  (
    await query<{ there: boolean }>(database.owner, "select to_regclass($1) is not null as there", [
      name,
    ])
  )[0]?.there;
const FIRST = "create table public.one (n int); insert into public.one values (1);";

test("applies each file once, in the order of the names", async () => {
  await write("2_second", "alter table public.one add column m int;");
  await write("1_first", FIRST);
  expect(await run()).toEqual(["1_first", "2_second"]);
  await write("3_third", "insert into public.one values (3);");
  expect(await run()).toEqual(["3_third"]);
  expect(await run()).toEqual([]);
  expect(await query(database.owner, "select n from public.one order by n")).toEqual([
    { n: 1 },
    { n: 3 },
  ]);
});

test("refuses a database that a newer version has migrated, before it changes anything", async () => {
  await write("1_first", FIRST);
  await write("2_newer", "create table public.two ();");
  await run();
  await rm(join(folder, "2_newer"), { recursive: true });
  await write("3_other", "create table public.three ();");
  await expect(run()).rejects.toThrow(/newer version than this one: it has 2_newer/);
  await expect(run()).rejects.toBeInstanceOf(MigrationError);
  expect(await exists("public.three")).toBe(false);
});

test("keeps the books as Prisma does", async () => {
  await write("1_first", FIRST);
  await run();
  expect(await query(database.owner, "select * from public._prisma_migrations")).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: createHash("sha256").update(FIRST).digest("hex"),
      migration_name: "1_first",
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    },
  ]);
});

test("two processes at once apply each file once", async () => {
  await write("1_first", `${FIRST} select pg_sleep(0.3);`);
  const script = `import { migrate } from ${JSON.stringify(join(import.meta.dirname, "migrate.ts"))};
    console.log(JSON.stringify(await migrate(process.argv[1], process.argv[2])));`;
  const other = () =>
    promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      script,
      database.connectionString,
      folder,
    ]);
  const answers = await Promise.all([other(), other()]);
  expect(answers.map(({ stdout }) => stdout.trim()).toSorted()).toEqual(['["1_first"]', "[]"]);
  expect(await query(database.owner, "select n from public.one")).toEqual([{ n: 1 }]);
});

test("refuses a file that was changed after it had been applied", async () => {
  await write("1_first", FIRST);
  await run();
  await write("1_first", `${FIRST} -- changed`);
  await write("2_second", "create table public.two ();");
  const error = await run().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MigrationError);
  expect((error as Error).message).toBe(
    "Migration 1_first was changed after it had been applied. Add a new migration instead.",
  );
  expect(await exists("public.two")).toBe(false);
});

test("a file that fails is rolled back wholly; those before it stay, and it can be mended", async () => {
  await write("1_first", FIRST);
  await write("2_second", "create table public.two (); select 1 / 0;");
  const error = await run().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MigrationError);
  expect((error as Error).message).toBe("Migration 2_second failed: division by zero");
  expect(await exists("public.one")).toBe(true);
  expect(await exists("public.two")).toBe(false);
  await write("2_second", "create table public.two ();");
  expect(await run()).toEqual(["2_second"]);
});

test("a file marked so runs outside of a transaction", async () => {
  const index = "create index concurrently one_n on public.one (n);";
  await write("1_first", FIRST);
  await write("2_second", index);
  await expect(run()).rejects.toThrow("cannot run inside a transaction block");
  await write("2_second", `-- no-transaction\n${index}`);
  expect(await run()).toEqual(["2_second"]);
  expect(await exists("public.one_n")).toBe(true);
});
