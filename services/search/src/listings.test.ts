import { afterAll, beforeAll, expect, test } from "vitest";
import { createDb, type Db } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { read } from "./listings.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await createDb({
    connectionString: database.connectionString,
    role: "loconomy_search",
    max: 2,
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("a search that takes too long is 503 and says what to do", async () => {
  const blocker = await database.owner.pool.connect();
  try {
    await blocker.query("begin; lock table search.listings in access exclusive mode");
    await expect(read(db, "select from search.listings", [], 50)).rejects.toMatchObject({
      code: "service_unavailable",
      status: 503,
    });
  } finally {
    await blocker.query("rollback");
    blocker.release();
  }
});

test("no read of the index takes longer than two seconds", async () => {
  const setting = "select current_setting('statement_timeout') as setting";
  expect(await read(db, setting, [])).toEqual([{ setting: "2s" }]);
});

test("other failures stay what they are", async () => {
  await expect(read(db, "select 1/0", [])).rejects.toMatchObject({ code: "22012" });
});
