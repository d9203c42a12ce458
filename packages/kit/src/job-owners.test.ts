import { Logger } from "graphile-worker";
import type pg from "pg";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { enqueue, query, system, transaction } from "./index.ts";
import { freeOrphans, showAlive } from "./job-owners.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const quiet = new Logger(() => () => {});
const holders = async () =>
  (
    await query<{ holder: string | null }>(
      database.owner,
      "select locked_by as holder from graphile_worker._private_jobs order by 1",
    )
  ).map(({ holder }) => holder);
const give = async (worker: string): Promise<void> => {
  await transaction(database.owner, system("search"), (tx) => enqueue(tx, "search.any", {}));
  await query(
    database.owner,
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = $1 where locked_by is null",
    [worker],
  );
};
/** The connections that show a worker; nothing else here takes such locks. */
const shownBy = async () =>
  (
    await query<{ pid: number }>(
      database.owner,
      "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
    )
  ).map(({ pid }) => pid);

test("what a worker holds is freed when nobody shows that it lives, also after its connection was cut", async () => {
  const { pool } = database.owner;
  const end = showAlive(pool, "pool-alive");
  await vi.waitFor(async () => expect(await shownBy()).toHaveLength(1));
  const [pid] = await shownBy();
  await give("pool-alive");
  await give("pool-dead");
  await freeOrphans(pool, quiet);
  expect(await holders()).toEqual(["pool-alive", null]);

  await query(database.owner, "select pg_terminate_backend($1)", [pid]);
  await vi.waitFor(async () => {
    const now = await shownBy();
    expect(now).toHaveLength(1);
    expect(now).not.toContain(pid);
  }, 5_000);
  await freeOrphans(pool, quiet);
  expect(await holders()).toEqual(["pool-alive", null]);

  await end();
  await vi.waitFor(async () => {
    await freeOrphans(pool, quiet);
    expect(await holders()).toEqual([null, null]);
  });
});

test("a connection that breaks after it was given back does no harm", async () => {
  const { pool } = database.owner;
  const shown = new Promise<pg.PoolClient>((resolve) => pool.once("acquire", resolve));
  const end = showAlive(pool, "pool-ended");
  const client = await shown;
  await vi.waitFor(async () => expect(await shownBy()).toHaveLength(1));
  await end();
  expect(() => client.emit("error", new Error("terminating connection"))).not.toThrow();
});
