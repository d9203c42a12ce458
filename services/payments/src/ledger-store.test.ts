import { randomUUID } from "node:crypto";
import { LedgerAccount, LedgerKind } from "@loconomy/contracts";
import { system, transaction, type Db, type Tx } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postToLedger } from "./ledger-store.ts";
import { captureToEscrow, type Posting } from "./ledger.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.as("payments");
});
afterAll(() => database.drop());

const inTx = <T>(run: (tx: Tx) => Promise<T>): Promise<T> =>
  transaction(db, system("payments"), run);
const post = (
  postings: Posting[],
  reference = `capture:${randomUUID()}`,
  kind: LedgerKind = "capture",
): Promise<void> =>
  inTx(async (tx) =>
    postToLedger(tx, {
      kind,
      bookingId: randomUUID(),
      reference,
      currency: "USD",
      at: new Date(),
      postings,
    }),
  );

test("a balanced transaction is posted, the same cause only once", async () => {
  const reference = `capture:${randomUUID()}`;
  await post(captureToEscrow(randomUUID(), 4500), reference);
  await expect(post(captureToEscrow(randomUUID(), 4500), reference)).rejects.toMatchObject({
    code: "23505",
  });
});

test("the database refuses what does not sum to zero, or is empty", async () => {
  const [first] = captureToEscrow(randomUUID(), 4500);
  await expect(post([first!])).rejects.toThrow("does not sum to zero");
  await expect(post([])).rejects.toThrow("has no entries");
});

test("money of two currencies does not make up for each other", async () => {
  const mixed = inTx(async (tx) => {
    const [{ id }] = (await tx.query<{ id: string }>(
      "insert into payments.ledger_transactions (kind, reference, at) values ('capture', $1, now()) returning id",
      [randomUUID()],
    )) as [{ id: string }];
    await tx.query(
      `insert into payments.ledger_entries (transaction_id, account, amount, currency)
       values ($1, 'stripe_clearing', -100, 'USD'), ($1, 'platform_fees', 100, 'EUR')`,
      [id],
    );
  });
  await expect(mixed).rejects.toThrow("does not sum to zero");
});

const SOUND: Posting = { account: "stripe_clearing", owner: null, amount: -100 };
test.each<[string, Posting[]]>([
  ["an account of the platform's with an owner", [{ ...SOUND, owner: randomUUID() }]],
  ["an account of somebody's without one", [{ ...SOUND, account: "customer_escrow" }]],
  ["an account that there is not", [{ ...SOUND, account: "pocket" as never }]],
  ["no amount", [{ ...SOUND, amount: 0 }]],
])("the database refuses an entry with %s", async (_what, [wrong]) => {
  const rest: Posting = { account: "losses", owner: null, amount: -wrong!.amount };
  await expect(post([wrong!, rest])).rejects.toThrow("no such account or owner, no amount");
});

test("the database refuses what is no kind of movement, and what is no currency", async () => {
  const sound = { kind: "capture" as LedgerKind, bookingId: null, at: new Date() };
  const [reference, postings] = ["odd", captureToEscrow(randomUUID(), 4500)];
  for (const odd of [
    { ...sound, kind: "gift" as never, currency: "USD" },
    { ...sound, currency: "usd" },
  ])
    await expect(
      inTx(async (tx) => postToLedger(tx, { ...odd, reference, postings })),
    ).rejects.toMatchObject({ code: "23514" });
});

test.each([
  "update payments.ledger_entries set amount = amount + 1",
  "delete from payments.ledger_entries",
  "update payments.ledger_transactions set at = now()",
  "delete from payments.ledger_transactions",
])("nobody changes what is posted: %s", async (sql) => {
  await expect(inTx((tx) => tx.query(sql))).rejects.toThrow("append-only");
  await expect(database.owner.pool.query(sql)).rejects.toThrow("append-only");
});

test.each(["payments.ledger_entries", "payments.ledger_transactions cascade"])(
  "not even by emptying the table: %s",
  async (tables) => {
    await expect(database.owner.pool.query(`truncate ${tables}`)).rejects.toThrow("append-only");
    await expect(inTx((tx) => tx.query(`truncate ${tables}`))).rejects.toThrow();
  },
);

test("every account and every kind of movement of the contract can be posted", async () => {
  const owned = new Set(["customer_escrow", "provider_payable"]);
  for (const kind of LedgerKind.options) {
    const entries = LedgerAccount.options.map((account, i) => ({
      account,
      owner: owned.has(account) ? randomUUID() : null,
      amount: i === 0 ? 1 - LedgerAccount.options.length : 1,
    }));
    await post(entries, `${kind}:${randomUUID()}`, kind);
  }
});

test("nothing is added to a set of postings later, not even what sums to zero", async () => {
  const reference = `capture:${randomUUID()}`;
  await post(captureToEscrow(randomUUID(), 4500), reference);
  const sql = `insert into payments.ledger_entries (transaction_id, account, amount, currency)
    select id, a, n, 'USD' from payments.ledger_transactions, (values ('platform_fees', -1), ('losses', 1)) as e(a, n)
     where reference = '${reference}'`;
  await expect(inTx((tx) => tx.query(sql))).rejects.toThrow("append-only");
  await expect(database.owner.pool.query(sql)).rejects.toThrow("append-only");
});

test("the owner posts nothing unbalanced either", async () => {
  const sql = `with made as (
      insert into payments.ledger_transactions (kind, reference, at) values ('correction', uuidv7()::text, now()) returning id
    )
    insert into payments.ledger_entries (transaction_id, account, amount, currency) select id, 'losses', 1, 'USD' from made`;
  await expect(database.owner.pool.query(sql)).rejects.toThrow("does not sum to zero");
});

test("no postings without their set, whoever writes them", async () => {
  const sql = `insert into payments.ledger_entries (transaction_id, account, amount, currency)
    values ('${randomUUID()}', 'platform_fees', -1, 'USD'), ('${randomUUID()}', 'losses', 1, 'USD')`;
  await expect(inTx((tx) => tx.query(sql))).rejects.toThrow("append-only");
  await expect(database.owner.pool.query(sql)).rejects.toThrow("append-only");
});
