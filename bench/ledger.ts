import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "@loconomy/contracts";
import {
  createDb,
  ensureDatabase,
  migrate,
  migrateJobs,
  startEmbeddedPostgres,
  system,
  transaction,
  type Db,
} from "../packages/kit/src/index.ts";
import { takeSnapshot } from "../services/payments/src/ledger-snapshot.ts";
import { postToLedger } from "../services/payments/src/ledger-store.ts";
import { creditProvider } from "../services/payments/src/ledger.ts";
import type { Payments } from "../services/payments/src/context.ts";
import { getBalance } from "../services/payments/src/operations/get-balance.ts";
import { median } from "./demo-server.ts";
import { load, machine, percentile, ROOT } from "./process.ts";

/**
 * `node bench/ledger.ts [postings a round] [entries of the large provider]`: how quickly money is posted, beside the same rows
 * appended to bare tables, and how long the balance of a provider with a million postings takes. Writes
 * `bench/results/ledger.json`.
 */
const [POSTINGS = 5_000, ENTRIES = 1_000_000] = process.argv.slice(2).map(Number);
const ROUNDS = 5;
const CONNECTIONS = 8;
/** Posted since the last snapshot; the job takes one every five minutes. */
const SINCE_SNAPSHOT = 2_000;
const READS = 300;

const RAW_TABLES = `
  create schema bench;
  create table bench.transactions (id uuid primary key default uuidv7(), kind text, booking_id uuid, reference text, at timestamptz);
  create table bench.entries (id uuid primary key default uuidv7(), transaction_id uuid, account text, owner uuid, amount bigint, currency char(3));
  grant usage on schema bench to loconomy_payments;
  grant all on all tables in schema bench to loconomy_payments`;

const RAW_APPEND = `
  with made as (insert into bench.transactions (kind, booking_id, reference, at) values ($1, $2, $3, $4) returning id)
  insert into bench.entries (transaction_id, account, owner, amount, currency)
  select made.id, p.account, p.owner, p.amount, $6
    from made, json_to_recordset($5::json) as p(account text, owner uuid, amount bigint)`;

/** Of 4500 with a fee of a tenth. */
const PARTS = { tax: 0, fee: 450, net: 4050, coupon: 0 };

const release = () => {
  const bookingId = randomUUID();
  return {
    kind: "release" as const,
    bookingId,
    reference: `release:${bookingId}`,
    currency: "USD",
    at: new Date(),
    postings: creditProvider({ bookingId, providerId: randomUUID() }, PARTS),
  };
};

const post = (db: Db): Promise<void> =>
  transaction(db, system("payments"), async (tx) => postToLedger(tx, release()));

const append = async (db: Db): Promise<void> => {
  const { kind, bookingId, reference, at, postings, currency } = release();
  const values = [kind, bookingId, reference, at, JSON.stringify(postings), currency];
  await db.pool.query({ name: "append", text: RAW_APPEND, values });
};

const posting = async (db: Db) => {
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const posted = await load(POSTINGS, CONNECTIONS, () => post(db));
    const raw = await load(POSTINGS, CONNECTIONS, () => append(db));
    // The first one warms up.
    if (round > 0) rounds.push({ posted, raw });
  }
  const perSecond = median(rounds.map(({ posted }) => posted.perSecond));
  const rawPerSecond = median(rounds.map(({ raw }) => raw.perSecond));
  const ratio = Math.round((perSecond / rawPerSecond) * 100) / 100;
  return { postings: POSTINGS, perSecond, rawPerSecond, ratio, rounds };
};

/** Bulk postings of one provider, past the checks of each. */
const fill = async (owner: Db, providerId: string): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    await client.query(
      "begin; set local session_replication_role = replica; set local statement_timeout = 0",
    );
    await client.query(
      `with made as (
         insert into payments.ledger_transactions (kind, reference, at)
         select 'correction', 'bench:' || n, now() from generate_series(1, $1::int) as n returning id
       )
       insert into payments.ledger_entries (transaction_id, account, owner, amount, currency)
       select id, e.account, e.owner, e.amount, 'USD' from made
        cross join lateral (values ('platform_fees', null::uuid, -7), ('provider_payable', $2::uuid, 7)) as e(account, owner, amount)`,
      [ENTRIES, providerId],
    );
    await client.query("commit");
    await client.query("vacuum analyze payments.ledger_entries");
  } finally {
    client.release();
  }
};

const OPERATOR: Actor = {
  kind: "user",
  userId: randomUUID(),
  role: "admin",
  isVerified: true,
  guestId: null,
};

const reads = async (payments: Payments, providerId: string) => {
  const times: number[] = [];
  for (let n = 0; n < READS; n++) {
    const began = performance.now();
    await getBalance(payments, OPERATOR, providerId);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const ms = (share: number) => Number(percentile(times, share).toPrecision(3));
  return { p50Ms: ms(0.5), p95Ms: ms(0.95), p99Ms: ms(0.99) };
};

const balance = async (owner: Db, db: Db) => {
  const providerId = randomUUID();
  await fill(owner, providerId);
  // The providers service would say whose it is; that is not measured here.
  const clients = { providers: { getOwner: async () => ({ providerId, userId: randomUUID() }) } };
  const payments = { db, clients } as unknown as Payments;
  const withoutSnapshotMs = await timed(() => getBalance(payments, OPERATOR, providerId));
  const snapshotMs = await timed(() => takeSnapshot(db));
  for (let n = 0; n < SINCE_SNAPSHOT; n++)
    await transaction(db, system("payments"), async (tx) => {
      const { bookingId, ...rest } = release();
      const postings = creditProvider({ bookingId, providerId }, PARTS);
      postToLedger(tx, { ...rest, bookingId, postings });
    });
  return {
    entries: ENTRIES,
    sinceSnapshot: SINCE_SNAPSHOT,
    ...(await reads(payments, providerId)),
    withoutSnapshotMs,
    snapshotMs,
  };
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
};

const folder = mkdtempSync(join(tmpdir(), "loconomy-bench-"));
const server = await startEmbeddedPostgres({ dataDir: join(folder, "postgres") });
try {
  await ensureDatabase(server, "bench");
  const owner = await createDb({ connectionString: server.url("bench"), max: 2 });
  await migrateJobs(owner.pool);
  await migrate(server.url("bench"), join(ROOT, "migrations"));
  await owner.pool.query(RAW_TABLES);
  const db = await createDb({
    connectionString: server.url("bench"),
    role: "loconomy_payments",
    max: CONNECTIONS,
  });
  const result = {
    machine: machine(),
    posting: await posting(db),
    balance: await balance(owner, db),
  };
  await Promise.all([db.close(), owner.close()]);
  writeFileSync(join(ROOT, "bench/results/ledger.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(
    JSON.stringify({ ...result, posting: { ...result.posting, rounds: undefined } }, null, 2),
  );
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
