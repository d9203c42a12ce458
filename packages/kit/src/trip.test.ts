import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { BEGIN, COMMIT, settingsOf, takeTrip, teachSteps } from "./trip.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.pool.query(
    "create table public.notes (n int primary key deferrable initially deferred)",
  );
});
afterAll(() => database.drop());
beforeEach(async () => {
  client = new pg.Client({
    connectionString: database.connectionString,
    pipeline: true,
  } as pg.ClientConfig);
  await client.connect();
  teachSteps(client);
});
afterEach(async () => {
  await client.query("truncate public.notes");
  await client.end();
});

const add = (n: unknown, steps: Parameters<typeof takeTrip>[2] = {}) =>
  takeTrip<{ n: number }>(
    client,
    { name: "add", text: "insert into public.notes values ($1) returning n", values: [n] },
    steps,
  );
const notes = async (): Promise<number[]> => {
  const { rows } = await database.owner.pool.query<{ n: number }>(
    "select n from public.notes order by n",
  );
  return rows.map(({ n }) => n);
};
const zone = async (): Promise<string> =>
  (await client.query<{ zone: string }>("select current_setting('timezone') as zone")).rows[0]!
    .zone;

test("settings hold for the statement behind them and no longer; its rows are the only ones", async () => {
  const before = await zone();
  const { rows } = await takeTrip(
    client,
    { name: "zone", text: "select current_setting('timezone') as zone, $1::int as n", values: [1] },
    { before: [settingsOf({ timezone: "Asia/Kolkata", "app.odd": `{"a", b\\` })] },
  );
  expect(rows).toEqual([{ zone: "Asia/Kolkata", n: 1 }]);
  expect(await zone()).toBe(before);
});

test("a statement without a name or values takes the same way", async () => {
  const statement = { text: "select current_setting('app.odd') as odd" };
  const before = [settingsOf({ "app.odd": `{"a", b\\` })];
  expect((await takeTrip(client, statement, { before })).rows).toEqual([{ odd: `{"a", b\\` }]);
});

test("with begin and commit around it a statement is a transaction", async () => {
  expect(await add(1, { before: [BEGIN], after: [COMMIT] })).toEqual({
    rows: [{ n: 1 }],
    lastCommand: "COMMIT",
  });
  await add(2, { before: [BEGIN] });
  expect(await notes()).toEqual([1]);
  await client.query("rollback");
  expect(await notes()).toEqual([1]);
});

test("when one fails, what is behind it is left out, and the connection goes on", async () => {
  await expect(
    add("many", { before: [BEGIN, settingsOf({})], after: [COMMIT] }),
  ).rejects.toMatchObject({ code: "22P02" });
  await expect(add(1)).rejects.toMatchObject({ code: "25P02" });
  await client.query("rollback");
  expect(await notes()).toEqual([]);

  const statement = { name: "new", text: "select $1::int as n", values: [1] };
  const before = [settingsOf({ "no such": "1" })];
  await expect(takeTrip(client, statement, { before })).rejects.toMatchObject({ code: "42704" });
  expect((await takeTrip(client, statement, {})).rows).toEqual([{ n: 1 }]);
});

test("what is only checked at the commit fails the statement", async () => {
  await add(1);
  await expect(add(1)).rejects.toMatchObject({ code: "23505" });
  await expect(add(1, { before: [BEGIN], after: [COMMIT] })).rejects.toMatchObject({
    code: "23505",
  });
  await client.query("rollback");
  expect(await notes()).toEqual([1]);
});

test("trips that do not wait for each other keep their answers apart", async () => {
  const many = Array.from({ length: 20 }, (_, n) => n);
  const answers = await Promise.all(
    many.map((n) => (n % 3 === 0 ? add(n) : add(n, { before: [settingsOf({ "app.n": `${n}` })] }))),
  );
  expect(answers.map(({ rows }) => rows)).toEqual(many.map((n) => [{ n }]));
  expect(await notes()).toEqual(many);
});

test("a failure says who asked", async () => {
  const error = await add("many").catch((reason: unknown) => reason);
  expect((error as Error).stack).toContain("trip.test.ts");
});

test("the rows of a prepared statement are described once a connection, and read as before ever after", async () => {
  const statement = (n: number) => ({
    name: "typed",
    text: "select $1::int as n, '{1,2}'::int[] as list, null::text as nothing",
    values: [n],
  });
  let described = 0;
  (client as unknown as { connection: NodeJS.EventEmitter }).connection.on(
    "rowDescription",
    () => described++,
  );
  const rows = [];
  for (const n of [1, 2, 3]) rows.push(...(await takeTrip(client, statement(n), {})).rows);
  expect(rows).toEqual([1, 2, 3].map((n) => ({ n, list: [1, 2], nothing: null })));
  expect(described).toBe(1);
});

test("a statement that answers no rows is not described again either, and one that failed can be asked again", async () => {
  const silent = (n: unknown) =>
    takeTrip(
      client,
      { name: "silent", text: "insert into public.notes values ($1)", values: [n] },
      {},
    );
  await silent(1);
  await expect(silent(1)).rejects.toMatchObject({ code: "23505" });
  expect((await silent(2)).rows).toEqual([]);
  expect(await notes()).toEqual([1, 2]);
});
