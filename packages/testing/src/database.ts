import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { createDb, type Db } from "@loconomy/kit";

export const TEMPLATE = "loconomy_template";

/** A migrated database of one's own, dropped at the end. */
export interface TestDatabase {
  connectionString: string;
  /** As the owner: sees everything, for arranging and judging. */
  owner: Db;
  /** As one service's role: what the service under test runs with. */
  as(service: string): Promise<Db>;
  drop(): Promise<void>;
}

/** Copies the migrated template; about 50 ms. Call in `beforeAll`, `drop` in `afterAll`. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = new URL(inject("databaseServer"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  await admin(server.href, `create database ${name} template ${TEMPLATE} strategy wal_log`);
  const connectionString = Object.assign(new URL(server.href), { pathname: `/${name}` }).href;
  const opened: Db[] = [];
  const open = async (role?: string, max = 8): Promise<Db> => {
    const db = await createDb({ connectionString, role, max });
    opened.push(db);
    return db;
  };
  return {
    connectionString,
    owner: await open(),
    as: (service) => open(`loconomy_${service}`, 20),
    drop: async () => {
      // A connection that a failed test never gave back must not hold up the rest.
      await Promise.race([
        Promise.allSettled(opened.map((db) => db.close())),
        sleep(1_000, undefined, { ref: false }),
      ]);
      await admin(server.href, `drop database if exists ${name} with (force)`);
    },
  };
};

const admin = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
