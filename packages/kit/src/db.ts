import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Actor } from "@loconomy/contracts";
import { PrismaClient } from "../generated/prisma/client.ts";
import { priorityOf } from "./priority.ts";
import {
  actorIs,
  BEGIN,
  COMMIT,
  settingsOf,
  takeTrip,
  teachSteps,
  type Settings,
  type Step,
} from "./trip.ts";

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
  /**
   * A change whose answer nobody waits for: it goes out with the next statement, or takes the commit with it. Should it fail, the
   * transaction fails with its error.
   */
  write(sql: string, params?: readonly unknown[]): void;
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
  const cork = socket.cork.bind(socket);
  const gather = (): void => {
    if (socket.writableCorked > 0) return;
    cork();
    process.nextTick(() => socket.uncork());
  };
  const gatherAndWrite = (...args: unknown[]): boolean => {
    gather();
    return write(...args);
  };
  // `pg` corks each statement by itself.
  socket.cork = () => {
    gather();
    cork();
  };
  // Connecting gives a socket the write method of its class back.
  const connect = socket.connect.bind(socket) as (...args: unknown[]) => Socket;
  socket.connect = (...args: unknown[]): Socket => {
    connect(...args);
    socket.write = gatherAndWrite;
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

const CONNECTED_WITHIN_MS = 10_000;

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
    // Statements find rows by keys, so one plan is right for all values. By itself PostgreSQL would make a new one each time for
    // many of them, which costs several times as much as running it.
    "-c plan_cache_mode=force_generic_plan",
    // What is needed often is in memory, and the rest on disks that seek as fast as they read on. With PostgreSQL's own value, made for
    // disks that turn, plans read small tables from end to end, and go on doing so as those grow.
    "-c random_page_cost=1.1",
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
    // A database that hangs must not keep those who wait for a connection for ever.
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
    // Or one behind a network that has forgotten us.
    keepAlive: true,
    // A statement need not wait for the answer to the one before: a transaction opens and closes without round trips.
    pipeline: true,
  };
  const pool = new pg.Pool(config);
  // An idle connection that breaks (database restart) is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    teachSteps(client);
  });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // In a rush a connection is long in coming and hashing passwords takes its time: with the defaults, two and five
    // seconds, sign-ups failed.
    transactionOptions: { maxWait: CONNECTED_WITHIN_MS, timeout: 20_000 },
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
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECTED_WITHIN_MS });
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

const namesActor = (actor: Actor): Step =>
  actorIs(actor.kind, actor.kind === "user" ? actor.userId : "");

const STATEMENTS_MAX = 1_000;
const statementNames = new Map<string, string>();

/**
 * A statement under a name of its own, so that each connection parses it once, and PostgreSQL keeps its plan: half the cost of
 * a small statement. Texts are constants of the code; should somebody build endless different ones, the rest shares a nameless
 * one.
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

const CONNECTION_FAILURE = "08006";
/** What pg and Prisma say, in words or codes of their own, of a connection that was lost or cannot be had. */
const NO_CONNECTION =
  /\bconnect E[A-Z]+|Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Can't reach database server/;

/** SQLSTATE of a failed statement, from pg or through Prisma; 08006 when there was no connection, whoever says so. */
export const sqlState = (error: unknown): string | undefined => {
  const e = error as {
    code?: string;
    message?: string;
    meta?: { driverAdapterError?: { cause?: { code?: string; originalCode?: string } } };
  };
  const cause = e?.meta?.driverAdapterError?.cause;
  const state = cause?.originalCode ?? cause?.code;
  if (state) return state;
  return NO_CONNECTION.test(e?.message ?? "") ? CONNECTION_FAILURE : e?.code;
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
  let isOpen = false;
  /** The first statement opens the transaction on its way. Should it fail, all that follows is refused. */
  const opening = (): Step[] => {
    if (isOpen) return [];
    isOpen = true;
    return [BEGIN, namesActor(actor)];
  };
  const writes: Array<Promise<unknown>> = [];
  let failure: unknown;
  /** The last change waits for what comes next, so that it can take the commit with it. */
  let held: pg.QueryConfig | undefined;
  const sendHeld = (): void => {
    if (!held) return;
    const written = takeTrip(client, held, { before: opening() });
    held = undefined;
    written.catch((error: unknown) => (failure ??= error));
    writes.push(written);
  };
  const tx: Tx = {
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) => {
      sendHeld();
      return (await takeTrip<Row>(client, prepared(sql, params), { before: opening() })).rows;
    },
    write: (sql, params = []) => {
      sendHeld();
      held = prepared(sql, params);
    },
    outgoing: { events: [], jobs: [] },
  };
  let broken: Error | undefined;
  try {
    const result = await fn(tx);
    const news = sending(tx);
    if (news) sendHeld();
    const last = news ?? held;
    held = undefined;
    if (!isOpen) {
      // A single statement is a transaction by itself.
      if (last) await takeTrip(client, last, { before: [namesActor(actor)] });
      return result;
    }
    const committed = last
      ? takeTrip(client, last, { after: [COMMIT] })
      : client.query("commit").then(({ command }) => ({ lastCommand: command }));
    await Promise.all([...writes, committed]);
    const { lastCommand } = await committed;
    // PostgreSQL answers otherwise when a statement had failed and `fn` went on regardless.
    if (lastCommand !== "COMMIT")
      throw new Error("Nothing was saved: a statement of the transaction had failed before.");
    return result;
  } catch (error) {
    if (isOpen)
      await client.query("rollback").catch((rollbackError: Error) => (broken = rollbackError));
    // What came after a change that failed was refused only because of it.
    throw failure ?? error;
  } finally {
    client.release(broken);
  }
};

/** Writes down what is to be told and done, if anything is. */
const sending = ({ outgoing: { events, jobs } }: Tx): pg.QueryConfig | undefined => {
  if (events.length === 0 && jobs.length === 0) return undefined;
  // Of jobs with one key the last one counts; the queue takes a key once a statement.
  const latest = new Map(jobs.map((job, index) => [job.key ?? index, job]));
  const ranked = [...latest.values()].map((job) => ({
    ...job,
    priority: priorityOf(job.delaySeconds),
  }));
  return prepared("select platform.send($1, $2, $3)", [
    JSON.stringify(events),
    JSON.stringify(ranked),
    priorityOf(0),
  ]);
};

/** One statement in a transaction of its own, in which row-level security sees `actor`: a single round trip. */
export const queryAs = async <Row extends object>(
  db: Db,
  actor: Actor,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> => inOneTrip(db, [namesActor(actor)], sql, params);

/**
 * One statement that needs no actor and is cancelled (57014) when it runs longer than `timeoutMs`: a single round trip.
 * `settings` are further ones of PostgreSQL.
 */
export const queryWithin = async <Row extends object>(
  db: Db,
  timeoutMs: number,
  sql: string,
  params: readonly unknown[] = [],
  settings: Settings = {},
): Promise<Row[]> => {
  const all = { statement_timeout: String(Math.round(timeoutMs)), ...settings };
  return inOneTrip(db, [settingsOf(all)], sql, params);
};

const inOneTrip = async <Row extends object>(
  db: Db,
  before: readonly Step[],
  sql: string,
  params: readonly unknown[],
): Promise<Row[]> => {
  const client = await db.pool.connect();
  try {
    return (await takeTrip<Row>(client, prepared(sql, params), { before })).rows;
  } finally {
    client.release();
  }
};

/** What runs statements: an open transaction, or `actingAs`. */
export type Queryable = Pick<Tx, "query">;

/** Runs each statement in a transaction of its own, in which row-level security sees `actor`. */
export const actingAs = (db: Db, actor: Actor): Queryable => ({
  query: (sql, params) => queryAs(db, actor, sql, params),
});

/**
 * Runs statements that need no actor on one connection. Those that are asked for together go out as one message, each in a
 * transaction of its own; two connections would cost a system call, and a process to be woken, each.
 */
export const together = async <T>(db: Db, fn: (on: Queryable) => Promise<T>): Promise<T> => {
  const client = await db.pool.connect();
  try {
    return await fn({
      query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
        (await takeTrip<Row>(client, prepared(sql, params), {})).rows,
    });
  } finally {
    client.release();
  }
};

/** One statement on tables that need no actor (public facts, a service's own bookkeeping). */
export const query = async <Row extends object>(
  db: Db | Queryable,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> => ("pool" in db ? inOneTrip(db, [], sql, params) : db.query(sql, params));
