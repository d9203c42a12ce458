import { randomUUID } from "node:crypto";
import { query, system, transaction, type Db } from "@loconomy/kit";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findFaults, rebuildAndCompare } from "./check-books.ts";
import { takeSnapshot } from "./ledger-snapshot.ts";
import { postToLedger } from "./ledger-store.ts";
import { captureToEscrow, type Posting } from "./ledger.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.as("payments");
});
afterAll(() => database.drop());

const provider = randomUUID();
const paid = (amount: number): Posting[] => [
  { account: "stripe_clearing", owner: null, amount: -amount },
  { account: "provider_payable", owner: provider, amount },
];
const post = (postings: Posting[], currency = "USD", on: Db = db): Promise<void> =>
  transaction(on, system("payments"), async (tx) =>
    postToLedger(tx, {
      kind: "correction",
      bookingId: randomUUID(),
      reference: randomUUID(),
      currency,
      at: new Date(),
      postings,
    }),
  );
const owner = (sql: string) => database.owner.pool.query(sql);
const balanceOf = async (currency = "USD"): Promise<number> => {
  const [row] = await query<{ amount: number }>(
    db,
    "select amount from payments.account_balances where account = 'provider_payable' and owner = $1 and currency = $2",
    [provider, currency],
  );
  return row?.amount ?? 0;
};
const inSnapshot = async (): Promise<number> =>
  Number((await owner("select count(*)::int as n from payments.ledger_balances")).rows[0].n);
/** Until every entry is in it: transactions of other databases on this server hold the snapshot back for a moment. */
const snapshotAll = async (): Promise<void> => {
  do await takeSnapshot(db);
  while (
    (
      await owner(
        "select from payments.ledger_entries where posted_in >= (select up_to from payments.ledger_snapshot)",
      )
    ).rowCount
  );
};
const faults = () => transaction(db, system("payments"), findFaults);

beforeEach(async () => {
  await owner("alter table payments.ledger_entries disable trigger append_only");
  await owner("alter table payments.ledger_transactions disable trigger append_only");
  await owner(
    "truncate payments.ledger_transactions, payments.ledger_entries, payments.ledger_balances",
  );
  await owner("update payments.ledger_snapshot set up_to = '0'");
  await owner("alter table payments.ledger_entries enable trigger append_only");
  await owner("alter table payments.ledger_transactions enable trigger append_only");
});

test("a balance is the snapshot and what came after it", async () => {
  await post(paid(100));
  expect([await balanceOf(), await inSnapshot()]).toEqual([100, 0]);
  await snapshotAll();
  expect([await balanceOf(), await inSnapshot()]).toEqual([100, 2]);
  await post(paid(50));
  await post(paid(7), "EUR");
  expect([await balanceOf(), await balanceOf("EUR")]).toEqual([150, 7]);
  await takeSnapshot(db);
  await takeSnapshot(db);
  expect([await balanceOf(), await balanceOf("EUR")]).toEqual([150, 7]);
});

test("what is still being posted when the snapshot is taken is neither lost nor counted twice", async () => {
  await post(paid(100));
  const balances: number[] = [];
  await transaction(db, system("payments"), async (tx) => {
    postToLedger(tx, {
      kind: "correction",
      bookingId: null,
      reference: randomUUID(),
      currency: "USD",
      at: new Date(),
      postings: paid(10),
    });
    // Now it is written, and not committed.
    await tx.query("select");
    await post(paid(1));
    await takeSnapshot(db);
    balances.push(await balanceOf());
  });
  balances.push(await balanceOf());
  await takeSnapshot(db);
  balances.push(await balanceOf());
  expect(balances).toEqual([101, 111, 111]);
});

test("posting waits for no snapshot", async () => {
  await post(paid(100));
  await transaction(db, system("payments"), async (tx) => {
    await tx.query("select from payments.ledger_snapshot for update");
    await tx.query("select from payments.ledger_balances for update");
    await post(paid(5));
    expect(await balanceOf()).toBe(105);
  });
});

test("snapshots taken in parallel with postings leave every balance right", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 12 }),
      async (amounts) => {
        const before = await balanceOf();
        await Promise.all(
          amounts.flatMap((amount, i) => [
            post(paid(amount)),
            ...(i % 3 === 0 ? [takeSnapshot(db)] : []),
          ]),
        );
        expect(await balanceOf()).toBe(before + amounts.reduce((sum, amount) => sum + amount, 0));
        expect(await faults()).toEqual([]);
      },
    ),
    { numRuns: 15, seed: 20_261_127 },
  );
});

test("after a restore elsewhere, where transactions are counted anew, the old snapshot is not trusted", async () => {
  await post(paid(100));
  await snapshotAll();
  await owner("update payments.ledger_snapshot set up_to = '900000000000'");
  await post(paid(20));
  expect(await balanceOf()).toBe(120);
  await snapshotAll();
  await post(paid(3));
  expect(await balanceOf()).toBe(123);
  expect(await inSnapshot()).toBe(2);
});

test("a snapshot that is wrong is found, and made right by building it anew", async () => {
  await post(paid(100));
  await snapshotAll();
  await owner(
    "update payments.ledger_balances set amount = amount + 1 where account = 'provider_payable'",
  );
  expect(await rebuildAndCompare(db)).toEqual([
    {
      kind: "ledger",
      subject: `provider_payable:${provider}:USD`,
      bookingId: null,
      detail: "balance is 101, its entries sum to 100",
    },
  ]);
  expect(await rebuildAndCompare(db)).toEqual([]);
  expect(await balanceOf()).toBe(100);
});

test("an overdrawn escrow, a posting that does not sum to zero and a payment that is not posted are found", async () => {
  const bookingId = randomUUID();
  await post(captureToEscrow(bookingId, 100).map((p) => ({ ...p, amount: -p.amount })));
  await owner("alter table payments.ledger_transactions disable trigger balanced");
  await post([{ account: "losses", owner: null, amount: 3 }]);
  await owner("alter table payments.ledger_transactions enable trigger balanced");
  await owner(
    `insert into payments.payments (booking_id, customer_id, provider_id, provider_user_id, currency, total_amount, captured_amount, fee_bps)
     values (uuidv7(), uuidv7(), uuidv7(), uuidv7(), 'USD', 900, 900, 0)`,
  );
  const found = await faults();
  expect(found.map(({ detail }) => detail).toSorted()).toEqual([
    "escrow is overdrawn by 100",
    "posting sums to 3 USD",
    "taken less given back is 900 USD, posted 0",
  ]);
  await owner("delete from payments.payments");
});
