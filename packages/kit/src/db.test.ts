import type { Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestDatabase, userActor, type TestDatabase } from "@loconomy/testing";
import {
  createDb,
  enqueue,
  query,
  queryAs,
  queryWithin,
  sqlState,
  system,
  together,
  transaction,
  type Db,
  type Tx,
} from "./index.ts";

let database: TestDatabase;
let db: Db;
const me = system("tests");

beforeAll(async () => {
  database = await createTestDatabase();
  db = await createDb({ connectionString: database.connectionString, max: 4 });
  await query(
    db,
    "create table public.counters (name text primary key, n bigint not null check (n < 100))",
  );
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(() => query(db, "truncate public.counters"));

const add = (tx: Tx, name: string, n = 1) =>
  tx.query(
    "insert into public.counters as c values ($1, $2) on conflict (name) do update set n = c.n + $2",
    [name, n],
  );
const counters = async (): Promise<Record<string, number>> => {
  const rows = await query<{ name: string; n: number }>(
    db,
    "select name, n from public.counters order by name",
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.n]));
};

describe("transaction", () => {
  test("commits what it did and answers with the value", async () => {
    expect(await transaction(db, me, async (tx) => (await add(tx, "a"), "done"))).toBe("done");
    expect(await counters()).toEqual({ a: 1 });
  });

  test("rolls everything back when something is thrown, and throws it on", async () => {
    const cause = new Error("no");
    const call = transaction(db, me, async (tx) => {
      await add(tx, "a");
      throw cause;
    });
    await expect(call).rejects.toBe(cause);
    expect(await counters()).toEqual({});
  });

  test("says so when nothing was saved because a failed statement was passed over", async () => {
    const call = transaction(db, me, async (tx) => {
      await add(tx, "a");
      await tx.query("select 1 / 0").catch(() => {});
    });
    await expect(call).rejects.toThrow("Nothing was saved");
    expect(await counters()).toEqual({});
  });

  test("a change whose answer nobody waits for is there, in its place", async () => {
    const seen = await transaction(db, me, async (tx) => {
      tx.write("insert into public.counters values ('a', 1)");
      tx.write("update public.counters set n = n + $1 where name = 'a'", [1]);
      const rows = await tx.query<{ n: number }>("select n from public.counters");
      tx.write("update public.counters set n = n + $1 where name = 'a'", [1]);
      return rows;
    });
    expect(seen).toEqual([{ n: 2 }]);
    expect(await counters()).toEqual({ a: 3 });
  });

  test("one that fails fails the transaction with its error, whatever comes after it", async () => {
    const failing = (andThen: (tx: Tx) => Promise<unknown>) =>
      transaction(db, me, async (tx) => {
        await add(tx, "a");
        tx.write("insert into public.counters values ('b', 100)");
        await andThen(tx);
      });
    const later = async (tx: Tx) => enqueue(tx, "tests.later", {});
    for (const andThen of [async () => {}, (tx: Tx) => add(tx, "c"), later])
      await expect(failing(andThen)).rejects.toMatchObject({ code: "23514" });
    expect(await counters()).toEqual({});
  });

  test("starts anew after a deadlock: two that lock each other both succeed", async () => {
    await transaction(db, me, async (tx) => void (await add(tx, "a"), await add(tx, "b")));
    let arrived = 0;
    let attempts = 0;
    let meet = () => {};
    const bothHoldOne = new Promise<void>((done) => (meet = done));
    const both = (first: string, second: string) =>
      transaction(db, me, async (tx) => {
        attempts++;
        await add(tx, first);
        if (++arrived === 2) meet();
        await bothHoldOne;
        await add(tx, second);
      });
    await Promise.all([both("a", "b"), both("b", "a")]);
    expect(attempts).toBeGreaterThan(2);
    expect(await counters()).toEqual({ a: 3, b: 3 });
  });

  test("gives up a transaction that cannot ever be serialised after four attempts", async () => {
    let attempts = 0;
    const call = transaction(db, me, async (tx) => {
      attempts++;
      await tx.query("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
    });
    await expect(call).rejects.toMatchObject({ code: "40001" });
    expect(attempts).toBe(4);
  });

  test("survives a connection that is cut, and the pool goes on", async () => {
    const call = transaction(db, me, async (tx) => {
      await add(tx, "a");
      const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
      await query(db, "select pg_terminate_backend($1)", [row?.pid]);
      await tx.query("select 1");
    });
    await expect(call).rejects.toThrow();
    await transaction(db, me, (tx) => add(tx, "b"));
    expect(await counters()).toEqual({ b: 1 });
  });
});

describe("without a connection", () => {
  const failing = async (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => undefined,
      (error: unknown) => sqlState(error),
    );

  test.each(["postgres://a:b@127.0.0.1:1/x", "postgres://a:b@127.0.0.1:1/x?host=/nowhere"])(
    "to %s the state is the same by every way",
    async (connectionString) => {
      const away = await createDb({ connectionString });
      expect(await failing(query(away, "select 1"))).toBe("08006");
      expect(await failing(transaction(away, me, (tx) => tx.query("select 1")))).toBe("08006");
      expect(await failing(away.prisma.category.findMany())).toBe("08006");
      await away.close();
    },
  );

  test("because it was cut, too", async () => {
    const client = await db.pool.connect();
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    expect(await failing(client.query("select 1"))).toBe("08006");
    expect(await failing(client.query("select 1"))).toBe("08006");
    client.release(true);
  });

  test("because others have all of them for ten seconds, too", async () => {
    const one = await createDb({ connectionString: database.connectionString, max: 1 });
    const client = await one.pool.connect();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const waiting = failing(query(one, "select 1"));
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(await waiting).toBe("08006");
    client.release();
    expect(await query(one, "select 1 as n")).toEqual([{ n: 1 }]);
    await one.close();
  });
});

describe("the actor for row-level security", () => {
  const seen =
    "select platform.actor_user_id() as user_id, platform.actor_is_system() as is_system";
  const userId = "0197a000-0000-7000-8000-000000000001";

  test("is there inside and gone afterwards, on the very same connection", async () => {
    const one = await createDb({ connectionString: database.connectionString, max: 1 });
    try {
      expect(await queryAs(one, userActor(userId), seen)).toEqual([
        { user_id: userId, is_system: false },
      ]);
      expect(await query(one, seen)).toEqual([{ user_id: null, is_system: false }]);
      expect(await queryAs(one, me, seen)).toEqual([{ user_id: null, is_system: true }]);
      expect(await query(one, seen)).toEqual([{ user_id: null, is_system: false }]);
      const failing = transaction(one, me, () => Promise.reject(new Error("no")));
      await expect(failing).rejects.toThrow("no");
      expect(await query(one, seen)).toEqual([{ user_id: null, is_system: false }]);
      expect(await queryAs(one, { kind: "guest", guestId: null }, seen)).toEqual([
        { user_id: null, is_system: false },
      ]);
    } finally {
      await one.close();
    }
  });

  test.each([
    ["loconomy_users", "loconomy_users"],
    ["loconomy_nobody", "loconomy"],
  ])("asked for the role %s it acts under %s", async (role, actual) => {
    const { connectionString } = database;
    const one = await createDb({ connectionString, role, max: 1 });
    try {
      const rows = await query<{ role: string }>(one, "select current_user as role");
      expect(rows).toEqual([{ role: actual }]);
    } finally {
      await one.close();
    }
  });
});

describe("sqlState", () => {
  const failing = async (call: Promise<unknown>) =>
    sqlState(
      await call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    );

  test("reads it from pg", async () => {
    expect(await failing(query(db, "select 1 / 0"))).toBe("22012");
    expect(await failing(query(db, "insert into public.counters values ('a', 100)"))).toBe("23514");
  });

  test("reads it through Prisma, from models and from plain SQL", async () => {
    const create = () => db.prisma.category.create({ data: { name: "Garden", slug: "garden" } });
    await create();
    expect(await failing(create())).toBe("23505");
    const parentId = "0197a000-0000-7000-8000-000000000009";
    expect(
      await failing(db.prisma.category.create({ data: { name: "x", slug: "x", parentId } })),
    ).toBe("23503");
    expect(await failing(db.prisma.$queryRawUnsafe("select 1 / 0"))).toBe("22012");
  });

  test("knows nothing of other errors", () => {
    expect(sqlState(new Error("no"))).toBeUndefined();
    expect(sqlState(undefined)).toBeUndefined();
  });
});

test("a statement that takes too long is cancelled", async () => {
  const hasty = await createDb({
    connectionString: database.connectionString,
    max: 1,
    statementTimeoutMs: 50,
  });
  try {
    await expect(query(hasty, "select pg_sleep(5)")).rejects.toMatchObject({ code: "57014" });
    expect(await query(hasty, "select 1 as n")).toEqual([{ n: 1 }]);
  } finally {
    await hasty.close();
  }
});

test("counts and minor units are numbers, times are instants", async () => {
  const [row] = await query(
    db,
    "select count(*) as n, 9007199254740991::bigint as most, '2026-03-01T12:00:00Z'::timestamptz as at from pg_class where false",
  );
  expect(row).toEqual({ n: 0, most: 9007199254740991, at: new Date("2026-03-01T12:00:00Z") });
});

describe("what does not wait for an answer goes out in one piece", () => {
  /** How often the operating system is asked to send something. */
  const writes = async (work: () => Promise<unknown>): Promise<number> => {
    const client = await db.pool.connect();
    const { stream } = (client as unknown as { connection: { stream: WithWrites } }).connection;
    client.release();
    const write = stream._writeGeneric;
    let count = 0;
    stream._writeGeneric = function (this: unknown, ...args: unknown[]) {
      count++;
      return write.apply(this, args);
    };
    try {
      await work();
    } finally {
      stream._writeGeneric = write;
    }
    return count;
  };
  interface WithWrites {
    _writeGeneric: (this: unknown, ...args: unknown[]) => unknown;
  }

  test("a statement with its time limit", async () => {
    expect(await writes(() => queryWithin(db, 1_000, "select $1::int as n", [1]))).toBe(1);
  });
  test("a statement in somebody's name", async () => {
    expect(await writes(() => queryAs(db, me, "select $1::int as n", [1]))).toBe(1);
  });
  test("statements of several questions that are asked together", async () => {
    const ask = (n: number) => (on: Parameters<typeof query>[0]) =>
      query(on, `select ${n} as n, $1::int as given`, [n]);
    const asked = () => together(db, (on) => Promise.all([ask(1)(on), ask(2)(on)]));
    expect(await asked()).toEqual([[{ n: 1, given: 1 }], [{ n: 2, given: 2 }]]);
    expect(await writes(asked)).toBe(1);
    await expect(
      together(db, (on) => Promise.all([query(on, "select 1 / $1::int", [0]), ask(1)(on)])),
    ).rejects.toMatchObject({ code: "22012" });
    expect(await asked()).toHaveLength(2);
  });
  test("the begin of a transaction with its first statements", async () => {
    const all = ["a", "b"];
    const work = () => transaction(db, me, (tx) => Promise.all(all.map((name) => add(tx, name))));
    // The second is the commit.
    expect(await writes(work)).toBe(2);
  });
});

test("a statement that takes longer than it may is cancelled", async () => {
  const slow = queryWithin(db, 20, "select pg_sleep(5)", []);
  await expect(slow).rejects.toMatchObject({ code: "57014" });
  await expect(queryWithin(db, 1_000, "select 1 as n")).resolves.toEqual([{ n: 1 }]);
});
