import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Actor } from "@loconomy/contracts";
import { PrismaClient } from "../generated/prisma/client.ts";

/** A connection pool and Prisma on top of it, both acting under one database role. */
export interface Db {
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** An event for the outbox, see `publish`. */
interface OutgoingEvent {
  type: string;
  aggregateId: string;
  data: unknown;
  requestId: string | null;
  occurredAt: Date;
}

/** A job for the queue, see `enqueue`. */
interface OutgoingJob {
  task: string;
  payload: object;
  delaySeconds: number;
  key: string | null;
}

/** An open transaction. Pass it on explicitly: whatever uses the pool instead is outside of it. */
export interface Tx {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** What `publish` and `enqueue` have gathered; written together, as the last thing before the commit. */
  readonly outgoing: { events: OutgoingEvent[]; jobs: OutgoingJob[] };
}

const INT8 = 20;
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    // Counts and minor units stay far below 2^53.
    oid === INT8 && format !== "binary"
      ? Number
      : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/**
 * Sends everything that is written in one turn of the event loop together: statements that do not wait for each other then cost
 * one system call, which is dearer than many a statement.
 */
const gatheringSocket = (): Socket => {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  const gather = (...args: unknown[]): boolean => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write(...args);
  };
  // Connecting gives a socket the write method of its class back.
  const connect = socket.connect.bind(socket) as (...args: unknown[]) => Socket;
  socket.connect = (...args: unknown[]): Socket => {
    connect(...args);
    socket.write = gather;
    return socket;
  };
  return socket;
};

interface DbOptions {
  connectionString: string;
  /** Database role to act under; a role that does not exist is left out (managed databases may refuse to create roles). */
  role?: string;
  max?: number;
  /** Statements that run longer than this are cancelled. */
  statementTimeoutMs?: number;
}

export const createDb = async ({
  connectionString,
  role,
  max = 20,
  statementTimeoutMs = 10_000,
}: DbOptions): Promise<Db> => {
  const settings = [
    `-c statement_timeout=${statementTimeoutMs}`,
    "-c timezone=UTC",
    // Compiling pays for reports that run for seconds; here it would only make some requests slow.
    "-c jit=off",
    "-c idle_in_transaction_session_timeout=30000",
  ];
  if (role && (await roleExists(connectionString, role))) settings.push(`-c role=${role}`);
  const config: pg.PoolConfig & { pipeline: boolean } = {
    connectionString,
    max,
    options: settings.join(" "),
    types: typeParsers,
    stream: gatheringSocket,
    idleTimeoutMillis: 30_000,
    // A statement need not wait for the answer to the one before: a transaction opens and closes without round trips.
    pipeline: true,
  };
  const pool = new pg.Pool(config);
  // An idle connection that breaks (database restart) is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // In a rush a connection is long in coming and hashing passwords takes its time: with the defaults, two and five
    // seconds, sign-ups failed.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  return {
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
};

const roleExists = async (connectionString: string, role: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "select from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'set')",
      [role],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
};

/**
 * Opens the transaction and names the actor in one message; literals, because parameters allow one statement only. Statements
 * in it find rows by their keys, so one plan is right for all values; PostgreSQL would make a new one each time for a
 * partitioned table, which costs several times as much as running it.
 */
const beginAs = (actor: Actor): string => {
  const userId = actor.kind === "user" ? actor.userId : "";
  return `begin; select set_config('loconomy.actor', ${pg.escapeLiteral(actor.kind)}, true), set_config('loconomy.user_id', ${pg.escapeLiteral(userId)}, true), set_config('plan_cache_mode', 'force_generic_plan', true)`;
};

const STATEMENTS_MAX = 1_000;
const statementNames = new Map<string, string>();

/**
 * A statement under a name of its own, so that each connection parses it once, and PostgreSQL keeps its plan: half the cost of
 * a small statement. Texts are constants of the code; should somebody build endless different ones, the rest goes unnamed.
 */
const prepared = (text: string, values: readonly unknown[]): pg.QueryConfig => {
  let name = statementNames.get(text);
  if (!name && statementNames.size < STATEMENTS_MAX) {
    name = `s${statementNames.size}`;
    statementNames.set(text, name);
  }
  return { ...(name ? { name } : {}), text, values: values as unknown[] };
};

const RETRIED = new Set(["40001", "40P01"]);

/** SQLSTATE of a failed statement, from pg or through Prisma. */
export const sqlState = (error: unknown): string | undefined => {
  const e = error as {
    code?: string;
    meta?: { driverAdapterError?: { cause?: { code?: string; originalCode?: string } } };
  };
  return (
    e?.meta?.driverAdapterError?.cause?.originalCode ??
    e?.meta?.driverAdapterError?.cause?.code ??
    e?.code
  );
};

/**
 * Runs `fn` in one transaction in which row-level security sees `actor`. Deadlocks and serialisation failures are
 * retried from the start, so `fn` must not do anything outside the transaction: no remote call, no mail.
 */
export const transaction = async <T>(
  db: Db,
  actor: Actor,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, actor, fn);
    } catch (error) {
      if (attempt >= 4 || !RETRIED.has(sqlState(error) ?? "")) throw error;
      // The other one goes first; without a pause the two could lock each other again.
      await sleep(attempt * (5 + Math.random() * 20));
    }
  }
};

const once = async <T>(db: Db, actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => {
  const client = await db.pool.connect();
  const tx: Tx = {
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<Row>(prepared(sql, params))).rows,
    outgoing: { events: [], jobs: [] },
  };
  let broken: Error | undefined;
  try {
    // Goes out together with the first statement. Should it fail, all that follows is refused.
    const begun = client.query(beginAs(actor));
    begun.catch(() => {});
    const result = await fn(tx);
    const [, , { command }] = await Promise.all([begun, send(tx), client.query("commit")]);
    // PostgreSQL answers so when a statement had failed and `fn` went on regardless.
    if (command !== "COMMIT")
      throw new Error("Nothing was saved: a statement of the transaction had failed before.");
    return result;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    client.release(broken);
  }
};

const send = async (tx: Tx): Promise<void> => {
  const { events, jobs } = tx.outgoing;
  if (events.length === 0 && jobs.length === 0) return;
  // Of jobs with one key the last one counts; the queue takes a key once a statement.
  const latest = new Map(jobs.map((job, index) => [job.key ?? index, job]));
  await tx.query("select platform.send($1, $2)", [
    JSON.stringify(events),
    JSON.stringify([...latest.values()]),
  ]);
};

/** One statement in a transaction of its own, in which row-level security sees `actor`: a single round trip. */
export const queryAs = async <Row extends object>(
  db: Db,
  actor: Actor,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> => inOneTrip(db, beginAs(actor), sql, params);

/**
 * One statement that needs no actor and is cancelled (57014) when it runs longer than `timeoutMs`: a single round trip. Its plan
 * is made once for all values. `settings` are further ones of PostgreSQL, constants of the code.
 */
export const queryWithin = async <Row extends object>(
  db: Db,
  timeoutMs: number,
  sql: string,
  params: readonly unknown[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Row[]> => {
  const all = Object.entries({
    statement_timeout: String(Math.round(timeoutMs)),
    plan_cache_mode: "force_generic_plan",
    ...settings,
  }).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`);
  return inOneTrip(db, `begin; select ${all.join(", ")}`, sql, params);
};

const inOneTrip = async <Row extends object>(
  db: Db,
  begin: string,
  sql: string,
  params: readonly unknown[],
): Promise<Row[]> => {
  const client = await db.pool.connect();
  const [begun, answer, ended] = await Promise.allSettled([
    client.query(begin),
    client.query<Row>(prepared(sql, params)),
    client.query("commit"),
  ]);
  client.release(ended.status === "rejected" ? (ended.reason as Error) : undefined);
  for (const one of [begun, answer, ended]) if (one.status === "rejected") throw one.reason;
  return (answer as PromiseFulfilledResult<pg.QueryResult<Row>>).value.rows;
};

/** What runs statements: an open transaction, or `actingAs`. */
export type Queryable = Pick<Tx, "query">;

/** Runs each statement in a transaction of its own, in which row-level security sees `actor`. */
export const actingAs = (db: Db, actor: Actor): Queryable => ({
  query: (sql, params) => queryAs(db, actor, sql, params),
});

/** One statement on tables that need no actor (public facts, a service's own bookkeeping). */
export const query = async <Row extends object>(
  db: Db | Tx,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> =>
  "pool" in db ? (await db.pool.query<Row>(prepared(sql, params))).rows : db.query(sql, params);
